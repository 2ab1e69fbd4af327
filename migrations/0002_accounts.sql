-- How people sign in. Tokens and session keys are stored as SHA-256 only.
CREATE TABLE credentials (
    person_id UUID PRIMARY KEY NOT NULL REFERENCES people (id),
    password_hash TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    key_hash BYTEA PRIMARY KEY NOT NULL,
    person_id UUID NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id);

CREATE TABLE tokens (
    token_hash BYTEA PRIMARY KEY NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'sign_in', 'setup')),
    person_id UUID REFERENCES people (id),
    uses_left BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE attempts (
    bucket TEXT PRIMARY KEY NOT NULL,
    window_start BIGINT NOT NULL,
    count BIGINT NOT NULL
);

CREATE TABLE secrets (
    name TEXT PRIMARY KEY NOT NULL,
    value BYTEA NOT NULL
);

CREATE TABLE answers (
    once UUID PRIMARY KEY NOT NULL,
    digest BYTEA NOT NULL,
    location TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
