-- Answers that were given, by the key that the sender chose for the request: the same request gets the same answer.
create table answers (
    account text not null,
    key text not null,
    -- Hash of method, address and body.
    request text not null,
    -- Absent only inside the transaction that does the work.
    status bigint,
    body text,
    at text not null,
    primary key (account, key)
);
create index answers_by_time on answers (at);
