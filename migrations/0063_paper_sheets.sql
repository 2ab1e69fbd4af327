-- Score sheets on paper: one print for each juror and round, typed in twice before anything counts.
CREATE TABLE paper_sheets (
    id UUID PRIMARY KEY NOT NULL,
    round_id UUID NOT NULL REFERENCES rounds (id),
    person_id UUID NOT NULL REFERENCES people (id),
    code TEXT NOT NULL UNIQUE,
    printed_at BIGINT NOT NULL,
    applied_at BIGINT,
    UNIQUE (round_id, person_id)
);

CREATE TABLE paper_readings (
    paper_id UUID NOT NULL REFERENCES paper_sheets (id),
    reading BIGINT NOT NULL CHECK (reading IN (1, 2)),
    typed_by UUID NOT NULL REFERENCES people (id),
    typed_at BIGINT NOT NULL,
    PRIMARY KEY (paper_id, reading)
);

CREATE TABLE paper_marks (
    paper_id UUID NOT NULL REFERENCES paper_sheets (id),
    reading BIGINT NOT NULL,
    assignment_id UUID NOT NULL REFERENCES assignments (id),
    criterion_id UUID NOT NULL REFERENCES criteria (id),
    steps BIGINT NOT NULL,
    PRIMARY KEY (paper_id, reading, assignment_id, criterion_id)
);
