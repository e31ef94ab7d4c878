-- A new record begins from the branch's last one of its kind; drafts are not looked at for it.
create index records_filed_by_branch on records (branch_id, kind, on_day, id) where state in ('filed', 'accepted');
