-- What this installation decided about itself, by name.
create table settings (
    name text not null primary key,
    value text not null
);
