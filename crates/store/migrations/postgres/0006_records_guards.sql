create trigger record_rounds_kept before update or delete on record_rounds
    for each row execute function refuse_change();
create trigger records_kept before delete on records
    for each row execute function refuse_change();
