-- Counts the changes of a body: whoever edits says which one they saw.
alter table orgs add column rev bigint not null default 1;
-- Of a joint branch: how many units it covers.
alter table orgs add column n_units bigint;

-- An order that changed the organisation, and the bodies it touched. Only ever added to.
create table org_changes (
    id text not null primary key,
    kind text not null check (kind in ('found', 'rename', 'recategorise', 'move', 'merge', 'split', 'close')),
    org_id text not null references orgs (id),
    on_day text not null,
    title text not null,
    reason text not null,
    document text not null,
    entered_by text not null,
    entered_name text not null,
    entered_at text not null
);

create table org_change_bodies (
    change_id text not null references org_changes (id),
    org_id text not null references orgs (id),
    primary key (change_id, org_id)
);
create index org_change_bodies_by_org on org_change_bodies (org_id);

-- Terms of office. The day of the election is not known of terms that were there before this table.
create table terms (
    id text not null primary key,
    org_id text not null references orgs (id),
    elected_on text,
    years bigint,
    due_on text not null,
    document text not null,
    entered_by text not null,
    entered_at text not null
);
create index terms_by_org on terms (org_id, due_on);

create table term_extensions (
    id text not null primary key,
    org_id text not null references orgs (id),
    term_id text references terms (id),
    until_on text not null,
    reason text not null,
    document text not null,
    state text not null check (state in ('asked', 'approved', 'refused')),
    asked_by text not null,
    asked_at text not null,
    decided_by text,
    decided_at text,
    reply text,
    rev bigint not null default 1
);
create index term_extensions_by_org on term_extensions (org_id, until_on);
create index term_extensions_by_state on term_extensions (state);

insert into terms (id, org_id, elected_on, years, due_on, document, entered_by, entered_at)
select 'T-' || s.org_id, s.org_id, null, null, s.term_ends_on, '', '', ''
from org_spans s
where s.until_on is null and s.term_ends_on is not null;
