-- Works as they came in: who made them, what they agreed to, and their files.
CREATE TABLE entries (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    category_id UUID NOT NULL REFERENCES categories (id),
    number BIGINT,
    code TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'eligible', 'ineligible', 'withdrawn', 'duplicate')),
    state_reason TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL CHECK (source IN ('online', 'desk')),
    holder_key_hash BYTEA NOT NULL UNIQUE,
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    statement TEXT NOT NULL DEFAULT '',
    alt TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT '',
    fields TEXT NOT NULL DEFAULT '{}',
    search TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    submitted_at BIGINT,
    correct_until BIGINT,
    UNIQUE (contest_id, code)
);
CREATE INDEX entries_contest_state ON entries (contest_id, state, category_id, number);
CREATE INDEX entries_category ON entries (category_id, number);

CREATE TABLE authors (
    id UUID PRIMARY KEY NOT NULL,
    entry_id UUID NOT NULL REFERENCES entries (id),
    position BIGINT NOT NULL,
    full_name TEXT NOT NULL,
    birth_year BIGINT NOT NULL,
    phone TEXT NOT NULL,
    phone_e164 TEXT NOT NULL,
    email TEXT NOT NULL DEFAULT '',
    ward TEXT NOT NULL DEFAULT '',
    school TEXT NOT NULL DEFAULT '',
    class_name TEXT NOT NULL DEFAULT '',
    guardian_name TEXT NOT NULL DEFAULT '',
    guardian_relation TEXT NOT NULL DEFAULT '',
    guardian_phone TEXT NOT NULL DEFAULT '',
    name_folded TEXT NOT NULL DEFAULT '',
    UNIQUE (entry_id, position)
);
CREATE INDEX authors_phone ON authors (phone_e164);

CREATE TABLE consents (
    id UUID PRIMARY KEY NOT NULL,
    entry_id UUID NOT NULL REFERENCES entries (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('participation', 'naming')),
    giver TEXT NOT NULL CHECK (giver IN ('author', 'guardian')),
    given BOOLEAN NOT NULL,
    text_version TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX consents_entry ON consents (entry_id, purpose, at);

CREATE TABLE files (
    sha256 BYTEA PRIMARY KEY NOT NULL,
    size_bytes BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE work_files (
    id UUID PRIMARY KEY NOT NULL,
    entry_id UUID NOT NULL REFERENCES entries (id),
    slot TEXT NOT NULL,
    sha256 BYTEA NOT NULL REFERENCES files (sha256),
    original_name TEXT NOT NULL,
    properties TEXT NOT NULL DEFAULT '{}',
    created_at BIGINT NOT NULL,
    replaced_at BIGINT
);
CREATE INDEX work_files_entry ON work_files (entry_id, slot);
CREATE INDEX work_files_sha256 ON work_files (sha256);

CREATE TABLE renditions (
    original_sha256 BYTEA NOT NULL REFERENCES files (sha256),
    recipe TEXT NOT NULL,
    sha256 BYTEA NOT NULL,
    size_bytes BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    width BIGINT NOT NULL DEFAULT 0,
    height BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (original_sha256, recipe)
);
