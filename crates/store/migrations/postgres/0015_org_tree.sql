create function org_tree_is_stale() returns trigger language plpgsql as $$
begin
    update org_tree_state set stale = 1 where stale = 0;
    return null;
end $$;

create trigger orgs_tree after insert or update or delete on orgs
    for each statement execute function org_tree_is_stale();
create trigger org_spans_tree after insert or update or delete on org_spans
    for each statement execute function org_tree_is_stale();
