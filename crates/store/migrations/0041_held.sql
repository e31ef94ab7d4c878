-- Lists of records go by the day on which they were held, drafts without a day after all others.
drop index records_by_day;
drop index records_by_kind;
drop index records_late;
create index records_by_day on records ((coalesce(on_day, '9999-12-31')), id);
create index records_by_kind on records (kind, (coalesce(on_day, '9999-12-31')), id);
create index records_late on records (late, (coalesce(on_day, '9999-12-31')), id);
create index records_by_arrival on records (filed_at, id);
