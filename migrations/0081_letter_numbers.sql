-- The office's register: each kind of letter has numbers of its own, none of them given twice.
CREATE TABLE letter_numbers (
    contest_id UUID NOT NULL REFERENCES contests (id),
    kind TEXT NOT NULL,
    number BIGINT NOT NULL,
    subject TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (contest_id, kind, number)
);
