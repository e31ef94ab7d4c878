-- Files that people hand in. The bytes lie in a folder beside the database, by their hash; here is what is known of them.
create table attachments (
    id text not null primary key,
    branch_id text not null references orgs (id),
    -- What it belongs to: the table and the row's id; neither until it is bound.
    owner text,
    owner_id text,
    name text not null,
    kind text not null check (kind in ('pdf', 'jpg', 'png', 'docx', 'xlsx', 'pptx')),
    size bigint not null,
    sha256 text not null,
    -- Of what is shown inside the product; null when there is nothing to show or the file itself is shown.
    preview text,
    -- Of a picture: 64 bits in hex that stay alike when it is scaled or compressed again.
    likeness text,
    uploaded_by text not null,
    uploaded_at text not null,
    removed_at text
);
create index attachments_by_branch on attachments (branch_id, uploaded_at, id);
create index attachments_by_owner on attachments (owner, owner_id);
create index attachments_by_hash on attachments (sha256);
create index attachments_by_likeness on attachments (likeness);
