-- A category may have several rounds, of several kinds. SQLite cannot drop a UNIQUE, so the table is made anew; what refers to it is checked at the end.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE rounds_before AS SELECT * FROM rounds;
DROP TABLE rounds;
CREATE TABLE rounds (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    category_id UUID NOT NULL REFERENCES categories (id),
    position BIGINT NOT NULL,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('yesno', 'rating', 'ranking')),
    method TEXT NOT NULL CHECK (method IN ('default', 'mean', 'trimmed', 'median')),
    carry BIGINT NOT NULL CHECK (carry BETWEEN 0 AND 90),
    advance_by TEXT NOT NULL CHECK (advance_by IN ('all', 'top', 'yes', 'points', 'hand')),
    advance_n BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'paused', 'closed')),
    sheets_per_entry BIGINT NOT NULL,
    least_sheets BIGINT NOT NULL,
    rules_hash BYTEA,
    opened_at BIGINT,
    closed_at BIGINT,
    UNIQUE (category_id, position)
);
INSERT INTO rounds SELECT id, contest_id, category_id, 1, '', '', 'rating', 'default', 0, 'all', 0, state,
    sheets_per_entry, least_sheets, rules_hash, opened_at, closed_at FROM rounds_before;
DROP TABLE rounds_before;
