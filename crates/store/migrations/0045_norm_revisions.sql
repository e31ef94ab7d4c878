-- How often a company's own value was written, so that two people who change it at once both see it.
alter table norms add column rev bigint not null default 1;
