-- Letters that an organiser reads through before they go: one for each person, kind and day.
CREATE TABLE letters (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    who UUID NOT NULL,
    name TEXT NOT NULL,
    recipient TEXT NOT NULL,
    phone TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'handed', 'dropped')),
    created_at BIGINT NOT NULL,
    UNIQUE (contest_id, kind, day, who)
);
