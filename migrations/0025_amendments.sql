-- What organisers changed in the rules after opening, when and why: told on the rules page.
CREATE TABLE amendments (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    category_id UUID REFERENCES categories (id),
    at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    changes TEXT NOT NULL
);
CREATE INDEX amendments_contest ON amendments (contest_id, at);
