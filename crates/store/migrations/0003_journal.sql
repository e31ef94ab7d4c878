-- What was done, by whom, and what the rows then said. Only ever added to, in the transaction of the change itself.
create table journal (
    seq bigint not null primary key,
    at text not null,
    account text not null,
    action text not null,
    org_id text,
    body text not null
);
create index journal_by_org on journal (org_id, seq);
create index journal_by_account on journal (account, seq);
create index journal_by_action on journal (action, seq);

-- A correction is another fact, in the place of the one it replaces; nothing is replaced twice.
alter table facts add column replaces text references facts (id);
alter table facts add column record_id text;
create unique index facts_by_replaced on facts (replaces);
create index facts_by_record on facts (record_id);
