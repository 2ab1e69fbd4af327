-- A second thing to sign in with: codes of an app (RFC 6238), and codes on paper for when the telephone is lost.
CREATE TABLE second_factors (
    person_id UUID PRIMARY KEY NOT NULL REFERENCES people (id),
    secret BYTEA NOT NULL,
    begun_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE recovery_codes (
    person_id UUID NOT NULL REFERENCES people (id),
    code_hash BYTEA NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (person_id, code_hash)
);
