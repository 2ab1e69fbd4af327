-- Marks that jurors give to three invented works before a round; no result ever reads them.
CREATE TABLE practice_marks (
    round_id UUID NOT NULL REFERENCES rounds (id) ON DELETE CASCADE,
    person_id UUID NOT NULL REFERENCES people (id),
    work BIGINT NOT NULL,
    criterion_id UUID NOT NULL REFERENCES criteria (id) ON DELETE CASCADE,
    steps BIGINT NOT NULL,
    PRIMARY KEY (round_id, person_id, work, criterion_id)
);
