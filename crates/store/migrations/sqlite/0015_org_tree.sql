create trigger orgs_tree_after_insert after insert on orgs
begin update org_tree_state set stale = 1 where stale = 0; end;
create trigger orgs_tree_after_update after update on orgs
begin update org_tree_state set stale = 1 where stale = 0; end;
create trigger orgs_tree_after_delete after delete on orgs
begin update org_tree_state set stale = 1 where stale = 0; end;
create trigger org_spans_tree_after_insert after insert on org_spans
begin update org_tree_state set stale = 1 where stale = 0; end;
create trigger org_spans_tree_after_update after update on org_spans
begin update org_tree_state set stale = 1 where stale = 0; end;
create trigger org_spans_tree_after_delete after delete on org_spans
begin update org_tree_state set stale = 1 where stale = 0; end;
