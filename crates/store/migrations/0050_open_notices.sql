-- What a branch still has to do, looked at with every filing.
create index notices_open_by_branch on notices (branch_id, subject) where done_at is null;
