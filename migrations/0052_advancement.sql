-- Which works of a closed round go on to the next: by the round's rule, or by hand with a reason.
CREATE TABLE advancements (
    round_id UUID NOT NULL REFERENCES rounds (id),
    entry_id UUID NOT NULL REFERENCES entries (id),
    passes BOOLEAN NOT NULL,
    by_rule BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (round_id, entry_id)
);
