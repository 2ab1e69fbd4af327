-- What visitors wrote; nothing of it is public before an organiser let it through.
CREATE TABLE guestbook_lines (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'shown', 'hidden')),
    created_at BIGINT NOT NULL
);
CREATE INDEX guestbook_lines_contest ON guestbook_lines (contest_id, state, created_at);
