-- The words of a document, read once when it came in, for whatever looks for something in them.
CREATE TABLE file_texts (
    sha256 BYTEA PRIMARY KEY NOT NULL REFERENCES files (sha256),
    text TEXT NOT NULL
);

-- How many passages of a work as it stands tell who made it; `digest` is that of what was searched, and `left_at` says
-- when the desk looked at the passages and left them as they are.
CREATE TABLE leak_searches (
    entry_id UUID PRIMARY KEY NOT NULL REFERENCES entries (id),
    digest BYTEA NOT NULL,
    passages BIGINT NOT NULL,
    searched_at BIGINT NOT NULL,
    left_at BIGINT
);

-- What jurors read in place of a work whose texts tell who made it; a change of what is told takes it away.
-- `documents` is a JSON list of the texts that stand in place of its files.
CREATE TABLE covers (
    entry_id UUID PRIMARY KEY NOT NULL REFERENCES entries (id),
    digest BYTEA NOT NULL,
    title TEXT NOT NULL,
    statement TEXT NOT NULL,
    alt TEXT NOT NULL,
    body TEXT NOT NULL,
    fields TEXT NOT NULL,
    documents TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
