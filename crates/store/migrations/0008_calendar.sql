-- Where this company departs from the published calendar; `ordinary` takes a day back: the weekday decides again.
create table calendar_days (
    day text not null primary key,
    kind text not null check (kind in ('holiday', 'workday', 'ordinary')),
    name text not null,
    -- The notice that says so.
    source text not null,
    rev bigint not null default 1
);

-- A branch asks to be let off a duty in one cycle; an approved one is a fact that the rating honours.
create table exceptions (
    id text not null primary key,
    branch_id text not null references orgs (id),
    duty text not null,
    duty_name text not null,
    period text not null,
    reason text not null,
    document text not null,
    state text not null check (state in ('asked', 'approved', 'refused', 'withdrawn')),
    asked_by text not null,
    asked_name text not null,
    asked_at text not null,
    decided_by text,
    decided_name text,
    decided_at text,
    decision text not null default '',
    fact_id text,
    rev bigint not null default 1
);
create unique index exceptions_once on exceptions (branch_id, duty, period) where state in ('asked', 'approved');
create index exceptions_by_time on exceptions (asked_at, id);

-- What somebody has to do or to know; addressed to a role at a body, written with what caused it.
create table notices (
    id text not null primary key,
    -- Each reminder once: `due/B1/theme_day_monthly/2026-09/before`.
    key text not null unique,
    -- What it is about; a later notice of the same subject takes the place of the earlier one.
    subject text not null,
    org_id text not null references orgs (id),
    role text not null,
    kind text not null check (kind in ('todo', 'read')),
    title text not null,
    text text not null,
    link text not null,
    branch_id text references orgs (id),
    due_on text,
    at text not null,
    done_at text
);
create index notices_by_place on notices (org_id, role, at);
create index notices_by_subject on notices (subject);

create table notice_reads (
    notice_id text not null references notices (id),
    user_id text not null references users (id),
    at text not null,
    primary key (notice_id, user_id)
);
