create table orgs (
    id text not null primary key,
    kind text not null check (kind in ('company', 'unit', 'general', 'branch')),
    founded_on text not null,
    closed_on text
);

-- What was true of an organisation from a day on: parent, name, category and people, dated.
create table org_spans (
    org_id text not null references orgs (id),
    from_on text not null,
    until_on text,
    parent_id text references orgs (id),
    name text not null,
    category text,
    position bigint not null,
    secretary text,
    n_members bigint,
    has_committee bigint,
    term_ends_on text,
    primary key (org_id, from_on)
);
create index org_spans_by_parent on org_spans (parent_id);

create table users (
    id text not null primary key,
    account text not null unique,
    name text not null,
    password text not null,
    n_failures bigint not null default 0,
    locked_until text,
    disabled_at text,
    created_at text not null
);

create table user_roles (
    user_id text not null references users (id),
    role text not null check (role in
        ('organisation', 'unit', 'branch', 'business', 'leader', 'auditor', 'member', 'administrator')),
    org_id text not null references orgs (id),
    primary key (user_id, role, org_id)
);

create table sessions (
    token_hash text not null primary key,
    user_id text not null references users (id),
    created_at text not null,
    seen_at text not null
);
create index sessions_by_user on sessions (user_id);

create table schemes (
    code text not null,
    version text not null,
    title text not null,
    state text not null check (state in ('draft', 'published')),
    effective_from text not null,
    text text not null,
    published_at text,
    primary key (code, version)
);

-- Only ever added: a correction is another fact.
create table facts (
    id text not null primary key,
    branch_id text not null references orgs (id),
    key text not null,
    kind text not null,
    on_day text not null,
    counts_for text,
    filed_on text,
    state text not null,
    title text not null,
    source text not null,
    entered_by text not null,
    entered_at text not null,
    body text not null
);
create index facts_by_branch on facts (branch_id, on_day);
create index facts_by_day on facts (on_day, id);
create index facts_by_key on facts (key, on_day);
create index facts_by_kind on facts (kind, on_day, id);

create table periods (
    period text not null primary key,
    cycle text not null,
    first_day text not null,
    state text not null check (state in ('open', 'sealed')),
    rated_at text
);

-- Only ever added: rating again writes the next revision, and the latest one stands.
create table scorecards (
    period text not null references periods (period),
    branch_id text not null references orgs (id),
    revision bigint not null,
    scheme text not null,
    version text not null,
    category text not null,
    unit_id text not null,
    state text not null,
    state_note text not null,
    total bigint not null,
    base bigint not null,
    bonus bigint not null,
    without_bonus bigint not null,
    deduction bigint not null,
    place bigint,
    place_from_last bigint,
    n_placed bigint not null,
    star bigint,
    star_target bigint,
    star_name text,
    n_vetoes bigint not null,
    indices text not null,
    items text not null,
    reason text not null,
    rated_at text not null,
    body text not null,
    primary key (period, branch_id, revision)
);
create index scorecards_by_branch on scorecards (branch_id, period);

create table log (
    id text not null primary key,
    at text not null,
    account text not null,
    action text not null,
    detail text not null
);
