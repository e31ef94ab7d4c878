-- Where every body stands from day to day: worked out from orgs and org_spans whenever they change, so that no list
-- has to walk the tree. Nothing in here says more than those two tables.
create table org_tree (
    org_id text not null references orgs (id),
    from_on text not null,
    until_on text,
    -- The span that is true of the body itself.
    span_on text not null,
    unit_id text not null,
    path text not null,
    primary key (org_id, from_on),
    foreign key (org_id, span_on) references org_spans (org_id, from_on) on delete cascade
);
create index org_tree_by_unit on org_tree (unit_id);
create index org_tree_by_path on org_tree (path);

-- Every body with each body above it, itself included.
create table org_above (
    org_id text not null references orgs (id),
    above_id text not null references orgs (id),
    from_on text not null,
    until_on text,
    primary key (org_id, above_id, from_on)
);
create index org_above_by_above on org_above (above_id, org_id);

create table org_tree_state (
    stale bigint not null
);
insert into org_tree_state (stale) values (1);
