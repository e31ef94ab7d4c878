-- What this database is. Its id tells its checkpoints from those of another database in the same folder. The number is
-- counted up to find out whether the storage keeps what it is given; nothing reads it.
create table installation (
    id text not null primary key,
    n_probes bigint not null
);

-- Whether some file still has these bytes as its preview.
create index attachments_by_preview on attachments (preview);
