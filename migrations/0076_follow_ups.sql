-- What became of an awarded work in the time after: tried, taken over, with what result.
CREATE TABLE follow_ups (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    entry_id UUID NOT NULL REFERENCES entries (id),
    stage TEXT NOT NULL CHECK (stage IN ('trial', 'adopted', 'result')),
    place TEXT NOT NULL,
    words TEXT NOT NULL,
    added_at BIGINT NOT NULL
);
CREATE INDEX follow_ups_entry ON follow_ups (entry_id);
CREATE INDEX follow_ups_contest ON follow_ups (contest_id);
