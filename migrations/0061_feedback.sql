-- What entrants are told after the announcement, and jurors' words to them, each looked at before anybody reads it.
CREATE TABLE feedback_settings (
    contest_id UUID PRIMARY KEY NOT NULL REFERENCES contests (id),
    from_at BIGINT NOT NULL,
    totals BOOLEAN NOT NULL,
    average BOOLEAN NOT NULL,
    place BOOLEAN NOT NULL,
    messages BOOLEAN NOT NULL
);

CREATE TABLE feedback_messages (
    assignment_id UUID PRIMARY KEY NOT NULL REFERENCES assignments (id),
    text TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'hidden')),
    reason TEXT NOT NULL DEFAULT '',
    at BIGINT NOT NULL
);
