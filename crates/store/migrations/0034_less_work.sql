-- Numbers by which like texts are found, worked out from the last filing of each record (see ledger::likeness).
create table record_buckets (
    branch_id text not null references orgs (id),
    bucket bigint not null,
    record_id text not null references records (id),
    kind text not null,
    on_day text not null,
    primary key (branch_id, bucket, record_id)
);
create index record_buckets_by_bucket on record_buckets (bucket, kind, on_day);

-- The same for pictures, worked out from attachments.likeness.
create table picture_buckets (
    attachment_id text not null references attachments (id),
    bucket bigint not null,
    primary key (bucket, attachment_id)
);
create index picture_buckets_by_picture on picture_buckets (attachment_id);

-- A reviewer looked into the hints at a filing (n of its round) and says what was found.
create table hint_checks (
    record_id text not null references records (id),
    n bigint not null,
    account text not null,
    name text not null,
    at text not null,
    note text,
    primary key (record_id, n)
);

-- Seconds of typing in a draft, gone when it is filed; whose they were is kept nowhere.
create table drafting (
    record_id text not null primary key references records (id),
    seconds bigint not null
);

-- Filings of a branch in a month, and the seconds of typing behind them.
create table effort (
    branch_id text not null references orgs (id),
    month text not null,
    n_records bigint not null,
    seconds bigint not null,
    primary key (branch_id, month)
);
create index effort_by_month on effort (month, branch_id);
