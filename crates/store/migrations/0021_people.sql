-- Each showing of a sealed number in full.
create table reveals (
    id text not null primary key,
    member_id text not null references members (id),
    field text not null,
    purpose text not null,
    account text not null,
    at text not null
);
create index reveals_by_member on reveals (member_id, at);

-- A move between branches, or into and out of the company; `until_on` is the letter's last valid day.
create table transfers (
    id text not null primary key,
    member_id text not null references members (id),
    from_branch_id text references orgs (id),
    to_branch_id text references orgs (id),
    elsewhere text,
    letter text,
    left_on text not null,
    until_on text not null,
    received_on text,
    state text not null check (state in ('sent', 'received', 'withdrawn')),
    entered_by text not null
);
create index transfers_by_member on transfers (member_id);
create index transfers_by_target on transfers (to_branch_id, state);
create index transfers_by_source on transfers (from_branch_id, state);

-- Hours of centralised study and training, in tenths of an hour.
create table trainings (
    id text not null primary key,
    member_id text not null references members (id),
    year bigint not null,
    on_day text not null,
    title text not null,
    tenths bigint not null,
    entered_by text not null
);
create index trainings_by_member on trainings (member_id, year);

create table member_awards (
    id text not null primary key,
    member_id text not null references members (id),
    kind text not null check (kind in ('honour', 'discipline')),
    on_day text not null,
    until_on text,
    title text not null,
    level text,
    issuer text,
    document text,
    entered_by text not null
);
create index member_awards_by_member on member_awards (member_id, kind, on_day);

-- People on their way into the party, and each step they took.
create table candidates (
    id text not null primary key,
    branch_id text not null references orgs (id),
    name text not null,
    sex text,
    born_on text,
    education text,
    job text,
    member_id text references members (id),
    closed_on text,
    closed_by text,
    rev bigint not null default 1
);
create index candidates_by_branch on candidates (branch_id);

create table development_steps (
    id text not null primary key,
    candidate_id text not null references candidates (id),
    step text not null,
    on_day text not null,
    tenths bigint,
    note text,
    exception text,
    entered_by text not null
);
create index development_steps_by_candidate on development_steps (candidate_id, on_day);

-- What dues are reckoned from, from a month on; amounts in cents (分).
create table dues_bases (
    member_id text not null references members (id),
    from_month text not null,
    kind text not null,
    cents bigint not null,
    reduced_to bigint,
    reason text,
    entered_by text not null,
    primary key (member_id, from_month)
);

create table dues_payments (
    member_id text not null references members (id),
    month text not null,
    branch_id text not null references orgs (id),
    paid_on text not null,
    cents bigint not null,
    entered_by text not null,
    primary key (member_id, month)
);
create index dues_payments_by_branch on dues_payments (branch_id, month);

-- A company's own values of numbers that rules give; those of the rules themselves come with the program.
create table norms (
    key text not null,
    from_on text not null,
    value text not null,
    source text not null,
    primary key (key, from_on)
);
-- Work that outlives a request: its file can be fetched until it expires.
create table jobs (
    id text not null primary key,
    kind text not null,
    title text not null,
    account text not null,
    user_id text not null references users (id),
    asked text not null,
    state text not null check (state in ('waiting', 'running', 'done', 'failed')),
    n_rows bigint,
    created_at text not null,
    finished_at text,
    expires_at text,
    file_name text,
    file_hash text,
    file text,
    n_fetched bigint not null default 0
);
create index jobs_by_user on jobs (user_id, created_at);
create index jobs_by_state on jobs (state, expires_at);
