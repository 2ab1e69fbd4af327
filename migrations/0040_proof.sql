-- What of the marks is published with the result, and signed states of the log.
ALTER TABLE contests ADD COLUMN openness TEXT NOT NULL DEFAULT 'B' CHECK (openness IN ('A', 'B', 'C'));

CREATE TABLE checkpoints (
    contest_id UUID NOT NULL REFERENCES contests (id),
    size BIGINT NOT NULL,
    root BYTEA NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('round_closed', 'decision_signed')),
    at BIGINT NOT NULL,
    PRIMARY KEY (contest_id, size)
);
