-- The jury's meetings: who was there, what lay on the table, what was noted.
CREATE TABLE meetings (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    category_id UUID NOT NULL REFERENCES categories (id),
    place TEXT NOT NULL,
    quorum BIGINT NOT NULL CHECK (quorum > 0),
    opened_at BIGINT NOT NULL,
    ended_at BIGINT,
    entry_id UUID REFERENCES entries (id),
    version BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX meetings_running ON meetings (category_id) WHERE ended_at IS NULL;
CREATE INDEX meetings_contest ON meetings (contest_id, opened_at);

CREATE TABLE attendances (
    meeting_id UUID NOT NULL REFERENCES meetings (id),
    person_id UUID NOT NULL REFERENCES people (id),
    came_at BIGINT NOT NULL,
    left_at BIGINT,
    PRIMARY KEY (meeting_id, person_id)
);

CREATE TABLE meeting_notes (
    id UUID PRIMARY KEY NOT NULL,
    meeting_id UUID NOT NULL REFERENCES meetings (id),
    entry_id UUID NOT NULL REFERENCES entries (id),
    text TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX meeting_notes_meeting ON meeting_notes (meeting_id, at);
