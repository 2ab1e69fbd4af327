-- Entering after the deadline: by a code that the organisers give out, or because one entry has a deadline of its own.
ALTER TABLE entries ADD COLUMN extended_until BIGINT;

CREATE TABLE late_codes (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    category_id UUID REFERENCES categories (id),
    code TEXT NOT NULL,
    note TEXT NOT NULL,
    uses BIGINT NOT NULL,
    uses_left BIGINT NOT NULL CHECK (uses_left BETWEEN 0 AND uses),
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (contest_id, code)
);
