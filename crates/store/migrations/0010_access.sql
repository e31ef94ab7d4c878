-- Two more administrators: who grants roles, and who reads the logs. The set of words is part of the table, so it is made anew.
create table held_roles (
    user_id text not null references users (id),
    role text not null check (role in
        ('organisation', 'unit', 'branch', 'business', 'leader', 'auditor', 'member',
         'administrator', 'security_administrator', 'audit_administrator')),
    org_id text not null references orgs (id),
    primary key (user_id, role, org_id)
);
insert into held_roles (user_id, role, org_id) select user_id, role, org_id from user_roles;
drop table user_roles;
alter table held_roles rename to user_roles;
create index user_roles_by_role on user_roles (role, org_id);

-- While a code has an end, the password is a one-time code; once used or past it opens nothing.
alter table users add column code_expires_at text;
alter table users add column password_set_at text;
alter table users add column signed_in_at text;
alter table users drop column n_failures;
alter table users drop column locked_until;

create table old_passwords (
    user_id text not null references users (id),
    set_at text not null,
    password text not null,
    primary key (user_id, set_at)
);

-- Attempts to sign in, counted before they are checked: by account, by address, and by both once they belong together.
create table attempts (
    kind text not null check (kind in ('account', 'address', 'known')),
    name text not null,
    n bigint not null,
    until_at text,
    last_at text not null,
    primary key (kind, name)
);
create index attempts_by_time on attempts (last_at);

-- Sessions get a name that may be shown, and where they are from; those without one end.
delete from sessions;
alter table sessions add column id text not null default '';
alter table sessions add column address text not null default '';
alter table sessions add column agent text not null default '';

alter table log add column address text;
alter table log add column purpose text;
create index log_by_time on log (at, id);
create index log_by_account on log (account, at);
