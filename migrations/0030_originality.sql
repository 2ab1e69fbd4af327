-- What a work is compared by, which works await comparison, and what was found alike.
CREATE TABLE looks_due (
    entry_id UUID PRIMARY KEY NOT NULL REFERENCES entries (id),
    asked_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX looks_due_lease ON looks_due (lease_until, asked_at);

CREATE TABLE traces (
    entry_id UUID NOT NULL REFERENCES entries (id),
    medium TEXT NOT NULL CHECK (medium IN ('text', 'picture', 'song')),
    content BYTEA NOT NULL,
    method BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (entry_id, medium)
);

-- A pair belongs to the contest of the work that was begun later.
CREATE TABLE likenesses (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    earlier_id UUID NOT NULL REFERENCES entries (id),
    later_id UUID NOT NULL REFERENCES entries (id),
    medium TEXT NOT NULL CHECK (medium IN ('text', 'picture', 'song')),
    permille BIGINT NOT NULL,
    evidence TEXT NOT NULL,
    found_at BIGINT NOT NULL,
    seen_at BIGINT,
    seen_by TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (later_id, earlier_id, medium)
);
CREATE INDEX likenesses_contest ON likenesses (contest_id, permille);
CREATE INDEX likenesses_earlier ON likenesses (earlier_id);
