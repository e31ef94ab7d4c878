-- Identity and phone numbers are sealed outside the database's reach: `_sealed` opens only with the person's key,
-- `_hash` (keyed) finds the exact number again and is what the journal keeps.
create table members (
    id text not null primary key,
    name text not null,
    sex text check (sex in ('male', 'female')),
    born_on text,
    ethnic text,
    education text,
    joined_on text,
    confirmed_on text,
    job text,
    shift text,
    retired_on text,
    identity_sealed text,
    identity_hash text,
    phone_sealed text,
    phone_hash text,
    rev bigint not null default 1
);
create unique index members_by_identity on members (identity_hash);
create index members_by_phone on members (phone_hash);
create index members_by_name on members (name);

create table member_keys (
    member_id text not null primary key references members (id),
    master_id text not null,
    wrapped text not null
);

create table party_groups (
    id text not null primary key,
    branch_id text not null references orgs (id),
    name text not null,
    position bigint not null,
    founded_on text not null,
    closed_on text
);
create index party_groups_by_branch on party_groups (branch_id);

-- What was true of a member from a day on: where, in which standing. A change ends one row and begins the next.
create table memberships (
    member_id text not null references members (id),
    from_on text not null,
    until_on text,
    branch_id text not null references orgs (id),
    group_id text references party_groups (id),
    standing text not null check (standing in ('full', 'probationary', 'observed', 'rights_suspended', 'suspended')),
    whereabouts text not null check (whereabouts in ('present', 'mobile', 'missing')),
    reason text not null,
    ended_by text,
    primary key (member_id, from_on)
);
create index memberships_by_branch on memberships (branch_id, from_on);

create table posts (
    id text not null primary key,
    member_id text not null references members (id),
    org_id text not null references orgs (id),
    group_id text references party_groups (id),
    post text not null,
    from_on text not null,
    until_on text
);
create index posts_by_org on posts (org_id, from_on);
create index posts_by_member on posts (member_id);
