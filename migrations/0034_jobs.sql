-- Work that waits for a server to do it: one row for each kind and thing, claimed with a lease.
CREATE TABLE jobs (
    kind TEXT NOT NULL,
    subject UUID NOT NULL,
    asked_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL DEFAULT 0,
    attempts BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, subject)
);
CREATE INDEX jobs_due ON jobs (kind, due_at, asked_at);

INSERT INTO jobs (kind, subject, asked_at) SELECT 'originality.look', entry_id, asked_at FROM looks_due;
DROP TABLE looks_due;
