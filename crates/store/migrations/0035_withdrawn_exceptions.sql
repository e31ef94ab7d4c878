-- Who withdrew an exception, beside who had decided it: a withdrawal keeps the history.
alter table exceptions add column withdrawn_by text;
alter table exceptions add column withdrawn_name text;
alter table exceptions add column withdrawn_at text;
alter table exceptions add column withdrawal text not null default '';
