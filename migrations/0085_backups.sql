-- What became of each backup; the backups themselves lie in a folder.
CREATE TABLE backups (
    name TEXT PRIMARY KEY NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    row_count BIGINT NOT NULL DEFAULT 0,
    object_count BIGINT NOT NULL DEFAULT 0,
    object_bytes BIGINT NOT NULL DEFAULT 0,
    new_bytes BIGINT NOT NULL DEFAULT 0,
    fault TEXT NOT NULL DEFAULT '',
    tried_at BIGINT,
    trial_fault TEXT NOT NULL DEFAULT ''
);

-- Objects that were found missing or altered, until they are whole again.
CREATE TABLE object_faults (
    sha256 BYTEA PRIMARY KEY NOT NULL,
    fault TEXT NOT NULL CHECK (fault IN ('missing', 'altered')),
    found_at BIGINT NOT NULL
);
