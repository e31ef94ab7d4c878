-- A group is renamed by one person at a time.
alter table party_groups add column rev bigint not null default 1;
-- Places in the tree are told apart by id where siblings share a position.
update org_tree_state set stale = 1;
create index posts_by_group on posts (group_id);
create index memberships_by_group on memberships (group_id);
