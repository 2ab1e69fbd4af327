-- After the signatures: a prize withdrawn, the works behind it moved up. The signed awards stay as they were signed.
CREATE TABLE corrections (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    number BIGINT NOT NULL,
    category_id UUID NOT NULL REFERENCES categories (id),
    entry_id UUID NOT NULL REFERENCES entries (id),
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by UUID NOT NULL REFERENCES people (id),
    made_at BIGINT NOT NULL,
    UNIQUE (contest_id, number)
);

-- What a correction changed: a work's tier before and after, none where it has no prize.
CREATE TABLE award_changes (
    id UUID PRIMARY KEY NOT NULL,
    correction_id UUID NOT NULL REFERENCES corrections (id),
    contest_id UUID NOT NULL REFERENCES contests (id),
    number BIGINT NOT NULL,
    category_id UUID NOT NULL REFERENCES categories (id),
    entry_id UUID NOT NULL REFERENCES entries (id),
    from_tier_id UUID REFERENCES prize_tiers (id),
    tier_id UUID REFERENCES prize_tiers (id),
    formula_tier_id UUID REFERENCES prize_tiers (id),
    rank BIGINT NOT NULL,
    score TEXT NOT NULL,
    reason TEXT NOT NULL,
    UNIQUE (correction_id, entry_id)
);
CREATE INDEX award_changes_entry ON award_changes (entry_id, number);
CREATE INDEX award_changes_contest ON award_changes (contest_id);

-- Complaints about a result, with the other side's words and the answer.
CREATE TABLE complaints (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    number BIGINT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    entry_id UUID REFERENCES entries (id),
    name TEXT NOT NULL,
    contact TEXT NOT NULL,
    words TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    question TEXT NOT NULL DEFAULT '',
    asked_at BIGINT,
    response TEXT NOT NULL DEFAULT '',
    responded_at BIGINT,
    outcome TEXT NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'upheld', 'dismissed')),
    answer TEXT NOT NULL DEFAULT '',
    answered_at BIGINT,
    UNIQUE (contest_id, number)
);
CREATE INDEX complaints_entry ON complaints (entry_id);

-- Until when complaints are taken.
CREATE TABLE complaint_windows (
    contest_id UUID PRIMARY KEY NOT NULL REFERENCES contests (id),
    until BIGINT NOT NULL
);
