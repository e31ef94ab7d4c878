create trigger journal_kept before update or delete on journal
    for each row execute function refuse_change();
