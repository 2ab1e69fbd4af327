-- Files that follow their receipt, piece by piece, and the receipts themselves.
CREATE TABLE uploads (
    id UUID PRIMARY KEY NOT NULL,
    entry_id UUID NOT NULL REFERENCES entries (id),
    slot TEXT NOT NULL,
    sha256 BYTEA,
    size_bytes BIGINT NOT NULL CHECK (size_bytes > 0),
    received_bytes BIGINT NOT NULL DEFAULT 0,
    original_name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('promised', 'checked', 'refused', 'given_up')),
    refusal TEXT NOT NULL DEFAULT '',
    lease_until BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    arrived_at BIGINT,
    checked_at BIGINT,
    CHECK (received_bytes BETWEEN 0 AND size_bytes)
);
CREATE INDEX uploads_entry ON uploads (entry_id, slot);
CREATE INDEX uploads_state ON uploads (state, lease_until);

CREATE TABLE upload_parts (
    upload_id UUID NOT NULL REFERENCES uploads (id),
    start_byte BIGINT NOT NULL,
    size_bytes BIGINT NOT NULL,
    object TEXT NOT NULL,
    PRIMARY KEY (upload_id, start_byte)
);

-- A preview stands in for its original until that has arrived.
ALTER TABLE work_files ADD COLUMN provisional BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE receipts (
    id UUID PRIMARY KEY NOT NULL,
    entry_id UUID NOT NULL REFERENCES entries (id),
    position BIGINT NOT NULL,
    statement TEXT NOT NULL,
    at BIGINT NOT NULL,
    UNIQUE (entry_id, position)
);
