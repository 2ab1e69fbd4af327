-- Programs that act for an organiser: tokens of the API, and addresses that are told what happens.
CREATE TABLE access_tokens (
    id UUID PRIMARY KEY NOT NULL,
    person_id UUID NOT NULL REFERENCES people (id),
    contest_id UUID NOT NULL REFERENCES contests (id),
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX access_tokens_of_contest ON access_tokens (contest_id);

CREATE TABLE webhooks (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    url TEXT NOT NULL,
    topics TEXT NOT NULL,
    secret BYTEA NOT NULL,
    told_seq BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL,
    fault TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    told_at BIGINT,
    stopped_at BIGINT
);
CREATE INDEX webhooks_of_contest ON webhooks (contest_id);
