-- The prize that visitors give, apart from the jury's: when votes are taken, the slips that allow one vote each, the votes.
CREATE TABLE popular_polls (
    contest_id UUID PRIMARY KEY NOT NULL REFERENCES contests (id),
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    published_at BIGINT
);
CREATE TABLE ballot_batches (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    label TEXT NOT NULL,
    size BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX ballot_batches_contest ON ballot_batches (contest_id);

-- A slip, by the hash of its code; the code itself is on paper only.
CREATE TABLE ballots (
    code_hash BYTEA PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    batch_id UUID NOT NULL REFERENCES ballot_batches (id)
);
CREATE INDEX ballots_batch ON ballots (batch_id);

-- A vote; where it came from is a hash, and wiped when the result is published.
CREATE TABLE popular_votes (
    code_hash BYTEA PRIMARY KEY NOT NULL REFERENCES ballots (code_hash),
    contest_id UUID NOT NULL REFERENCES contests (id),
    batch_id UUID NOT NULL REFERENCES ballot_batches (id),
    entry_id UUID NOT NULL REFERENCES entries (id),
    origin TEXT NOT NULL,
    cast_at BIGINT NOT NULL,
    ruling TEXT NOT NULL DEFAULT '' CHECK (ruling IN ('', 'kept', 'discarded')),
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX popular_votes_contest ON popular_votes (contest_id, entry_id);
