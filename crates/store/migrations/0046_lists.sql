-- Lists of a large company.
-- The ledger of a branch is read by kind.
create index records_by_branch_kind on records (branch_id, kind, (coalesce(on_day, '9999-12-31')), id);
-- A period unit by unit, and who rose and fell, without the wide columns.
create index results_by_unit on results (period, unit_id, branch_id, state, category, place, total, n_vetoes, star);
drop index results_by_branch;
create index results_by_branch on results (branch_id, period, place);
-- Whose term ends next.
create index org_spans_by_term on org_spans (term_ends_on, org_id);
