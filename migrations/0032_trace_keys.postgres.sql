-- The inverted index: under which keys a work is found.
CREATE TABLE trace_keys (
    found_by BIGINT NOT NULL,
    entry_id UUID NOT NULL REFERENCES entries (id),
    PRIMARY KEY (found_by, entry_id)
);
