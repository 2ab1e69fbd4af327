-- The inverted index: under which keys a work is found. Without a rowid the table is its own index, half the size.
CREATE TABLE trace_keys (
    found_by BIGINT NOT NULL,
    entry_id UUID NOT NULL REFERENCES entries (id),
    PRIMARY KEY (found_by, entry_id)
) WITHOUT ROWID;
