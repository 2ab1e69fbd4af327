-- Automatic checks that were applied to many entries at once and can be taken back; and what a duplicate is one of.
ALTER TABLE entries ADD COLUMN duplicate_of UUID REFERENCES entries (id);

CREATE TABLE screenings (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    actor TEXT NOT NULL,
    entries BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    undone_at BIGINT,
    undone_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX screenings_contest ON screenings (contest_id, created_at);

CREATE TABLE screened_entries (
    screening_id UUID NOT NULL REFERENCES screenings (id),
    entry_id UUID NOT NULL REFERENCES entries (id),
    version BIGINT NOT NULL,
    PRIMARY KEY (screening_id, entry_id)
);
