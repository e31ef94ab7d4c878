-- Each entry is a leaf of a Merkle tree: SHA-256 over its content with a salt of its own.
alter table journal add column salt text not null default '';
alter table journal add column leaf text not null default '';

-- Complete subtrees above the leaves, up to the latest checkpoint; they never change.
create table journal_nodes (
    level bigint not null,
    position bigint not null,
    hash text not null,
    primary key (level, position)
);

-- What was signed: how many entries, their root, and the note as it was given out.
create table checkpoints (
    size bigint not null primary key,
    root text not null,
    at text not null,
    note text not null
);
