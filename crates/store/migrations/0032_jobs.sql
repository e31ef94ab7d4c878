-- Nobody wrote to the table of this name before; it is made anew with what a worker needs.
drop table jobs;
-- Work that outlives a request: its file can be fetched until it expires. `held` are the roles in which it was asked for.
create table jobs (
    id text not null primary key,
    kind text not null,
    title text not null,
    account text not null,
    user_id text not null references users (id),
    held text not null,
    asked text not null,
    state text not null check (state in ('waiting', 'running', 'done', 'failed', 'expired')),
    percent bigint not null default 0,
    n_rows bigint,
    n_tries bigint not null default 0,
    error text,
    created_at text not null,
    finished_at text,
    expires_at text,
    file_name text,
    file_hash text,
    file_size bigint
);
create index jobs_by_user on jobs (user_id, created_at);
create index jobs_by_state on jobs (state, created_at);

-- A notice to one person alone, among those who hold the role.
alter table notices add column user_id text;
