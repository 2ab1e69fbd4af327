-- People who sign in, the contests they work for, and the log of what they did.
CREATE TABLE people (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    phone TEXT NOT NULL DEFAULT '',
    organisation TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL
);

CREATE TABLE contests (
    id UUID PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    theme_vi TEXT NOT NULL DEFAULT '',
    theme_en TEXT NOT NULL DEFAULT '',
    intro_vi TEXT NOT NULL DEFAULT '',
    intro_en TEXT NOT NULL DEFAULT '',
    note_vi TEXT NOT NULL DEFAULT '',
    note_en TEXT NOT NULL DEFAULT '',
    organiser_vi TEXT NOT NULL DEFAULT '',
    organiser_en TEXT NOT NULL DEFAULT '',
    wards TEXT NOT NULL DEFAULT '',
    contact_phone TEXT NOT NULL DEFAULT '',
    contact_email TEXT NOT NULL DEFAULT '',
    zone TEXT NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('setup', 'open', 'checking', 'judging', 'deliberating', 'advising', 'decided')),
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    grace_ms BIGINT NOT NULL,
    judging_until BIGINT NOT NULL,
    results_at BIGINT NOT NULL,
    awards_promised BIGINT NOT NULL DEFAULT 0,
    announce_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    CHECK (opens_at < closes_at),
    CHECK (grace_ms >= 0)
);

CREATE TABLE categories (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    slug TEXT NOT NULL,
    letter TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('song', 'painting', 'poem', 'initiative')),
    position BIGINT NOT NULL,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    brief_vi TEXT NOT NULL DEFAULT '',
    brief_en TEXT NOT NULL DEFAULT '',
    max_per_author BIGINT NOT NULL,
    last_number BIGINT NOT NULL DEFAULT 0,
    UNIQUE (contest_id, slug),
    UNIQUE (contest_id, letter)
);

-- contest_id is null for the one role that stands above contests: admin.
CREATE TABLE roles (
    id UUID PRIMARY KEY NOT NULL,
    person_id UUID NOT NULL REFERENCES people (id),
    contest_id UUID REFERENCES contests (id),
    category_id UUID REFERENCES categories (id),
    role TEXT NOT NULL CHECK (role IN ('admin', 'organiser', 'clerk', 'juror', 'chair', 'advisor', 'auditor')),
    granted_at BIGINT NOT NULL
);
CREATE INDEX roles_person ON roles (person_id);
CREATE INDEX roles_contest ON roles (contest_id, role);

CREATE TABLE audit_heads (
    log_id UUID PRIMARY KEY NOT NULL,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL
);

CREATE TABLE audit_events (
    log_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (log_id, seq)
);
CREATE INDEX audit_events_subject ON audit_events (log_id, subject);

CREATE TABLE outbox (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    attempts BIGINT NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT '',
    send_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);
CREATE INDEX outbox_due ON outbox (state, send_at);
