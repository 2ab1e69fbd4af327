-- Where the original of a work is: a line for each time it changes hands. The last line says where it is now.
CREATE TABLE custody_events (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    entry_id UUID NOT NULL REFERENCES entries (id),
    seq BIGINT NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('received', 'photographed', 'judged', 'hung', 'returned', 'damaged', 'lost')),
    place TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    actor TEXT NOT NULL,
    at BIGINT NOT NULL,
    UNIQUE (entry_id, seq)
);
CREATE INDEX custody_events_contest ON custody_events (contest_id, step);
