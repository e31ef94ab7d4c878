create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never changed or removed', tg_table_name;
end $$;

create trigger schemes_kept before update or delete on schemes
    for each row when (old.state = 'published') execute function refuse_change();
create trigger facts_kept before update or delete on facts
    for each row execute function refuse_change();
create trigger scorecards_kept before update or delete on scorecards
    for each row execute function refuse_change();
