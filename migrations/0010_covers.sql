-- What jurors read of an entry whose texts tell who made it; in force for one version of the entry only.
CREATE TABLE covers (
    entry_id UUID PRIMARY KEY NOT NULL REFERENCES entries (id),
    entry_version BIGINT NOT NULL,
    title TEXT NOT NULL,
    statement TEXT NOT NULL,
    alt TEXT NOT NULL,
    body TEXT NOT NULL,
    fields TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
