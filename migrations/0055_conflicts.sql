-- Whom a juror is close to, and what organisers ruled.
CREATE TABLE declarations (
    contest_id UUID NOT NULL REFERENCES contests (id),
    person_id UUID NOT NULL REFERENCES people (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (contest_id, person_id)
);

CREATE TABLE declared_ties (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    person_id UUID NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL CHECK (kind IN ('family', 'pupil', 'colleague', 'coauthor', 'business', 'other')),
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX declared_ties_contest ON declared_ties (contest_id, person_id);

CREATE TABLE conflict_rulings (
    contest_id UUID NOT NULL REFERENCES contests (id),
    person_id UUID NOT NULL REFERENCES people (id),
    entry_id UUID NOT NULL REFERENCES entries (id),
    stands BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (contest_id, person_id, entry_id)
);
