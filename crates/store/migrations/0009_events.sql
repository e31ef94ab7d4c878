-- The register of bonus, deduction and veto events. Approval makes the fact; withdrawal replaces it.
create table events (
    id text not null primary key,
    branch_id text not null references orgs (id),
    -- The class of the scheme in force: honour, criticism, accident.
    class text not null,
    on_day text not null,
    title text not null,
    document text not null,
    note text not null,
    body text not null,
    state text not null check (state in ('proposed', 'approved', 'refused', 'withdrawn')),
    proposed_by text not null,
    proposed_name text not null,
    proposed_at text not null,
    decided_by text,
    decided_name text,
    decided_at text,
    decision text not null default '',
    withdrawn_by text,
    withdrawn_name text,
    withdrawn_at text,
    withdrawal text not null default '',
    fact_id text,
    rev bigint not null default 1
);
-- One document moves a branch once in each class, however many people enter it.
create unique index events_once on events (branch_id, class, document) where state in ('proposed', 'approved');
create index events_by_day on events (on_day, id);
create index events_by_branch on events (branch_id, on_day);
