-- Records of the branch ledger: what stands now. What was filed is in the rounds; `draft` is what was typed since.
create table records (
    id text not null primary key,
    branch_id text not null references orgs (id),
    kind text not null,
    state text not null check (state in ('draft', 'filed', 'returned', 'accepted', 'withdrawn')),
    rev bigint not null,
    title text not null,
    on_day text,
    counts_for text,
    also text not null,
    group_id text,
    entitled bigint,
    present bigint,
    late bigint not null,
    n_rounds bigint not null,
    -- The server's time of the first arrival decides between on time and late.
    first_filed_at text,
    filed_at text,
    filed_by text,
    entered_by text not null,
    reason text,
    saved_at text not null,
    draft text
);
create index records_by_branch on records (branch_id, on_day, id);
create index records_by_day on records (on_day, id);
create index records_by_state on records (state, filed_at, id);
create index records_by_kind on records (kind, on_day, id);
create index records_late on records (late, on_day, id);

-- Every filing with its content, every return, acceptance and withdrawal. Only ever added to.
create table record_rounds (
    record_id text not null references records (id),
    n bigint not null,
    at text not null,
    account text not null,
    name text not null,
    act text not null check (act in ('filed', 'returned', 'accepted', 'withdrawn')),
    reason text,
    body text,
    primary key (record_id, n)
);
