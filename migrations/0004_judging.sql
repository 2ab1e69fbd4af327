-- Who judges what, by which criteria, with which marks, and what was decided.
CREATE TABLE rounds (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    category_id UUID NOT NULL UNIQUE REFERENCES categories (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed')),
    sheets_per_entry BIGINT NOT NULL,
    least_sheets BIGINT NOT NULL,
    rules_hash BYTEA,
    opened_at BIGINT,
    closed_at BIGINT
);

CREATE TABLE criteria (
    id UUID PRIMARY KEY NOT NULL,
    round_id UUID NOT NULL REFERENCES rounds (id),
    position BIGINT NOT NULL,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    guide_vi TEXT NOT NULL DEFAULT '',
    guide_en TEXT NOT NULL DEFAULT '',
    least BIGINT NOT NULL,
    most BIGINT NOT NULL,
    step BIGINT NOT NULL,
    weight BIGINT NOT NULL,
    CHECK (least < most AND step > 0 AND weight > 0)
);
CREATE INDEX criteria_round ON criteria (round_id, position);

CREATE TABLE panel_members (
    round_id UUID NOT NULL REFERENCES rounds (id),
    person_id UUID NOT NULL REFERENCES people (id),
    chair BOOLEAN NOT NULL,
    PRIMARY KEY (round_id, person_id)
);

CREATE TABLE blind_codes (
    round_id UUID NOT NULL REFERENCES rounds (id),
    entry_id UUID NOT NULL REFERENCES entries (id),
    code TEXT NOT NULL,
    PRIMARY KEY (round_id, entry_id),
    UNIQUE (round_id, code)
);

CREATE TABLE assignments (
    id UUID PRIMARY KEY NOT NULL,
    round_id UUID NOT NULL REFERENCES rounds (id),
    entry_id UUID NOT NULL REFERENCES entries (id),
    person_id UUID NOT NULL REFERENCES people (id),
    position BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'abstained', 'recused', 'locked')),
    reason TEXT NOT NULL DEFAULT '',
    comment TEXT NOT NULL DEFAULT '',
    skipped BOOLEAN NOT NULL DEFAULT FALSE,
    version BIGINT NOT NULL DEFAULT 0,
    salt BYTEA,
    commitment BYTEA,
    locked_at BIGINT,
    UNIQUE (round_id, entry_id, person_id)
);
CREATE INDEX assignments_person ON assignments (person_id, round_id, position);

CREATE TABLE marks (
    assignment_id UUID NOT NULL REFERENCES assignments (id),
    criterion_id UUID NOT NULL REFERENCES criteria (id),
    steps BIGINT NOT NULL,
    version BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (assignment_id, criterion_id)
);

CREATE TABLE prize_tiers (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    category_id UUID NOT NULL REFERENCES categories (id),
    level BIGINT NOT NULL,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    quota BIGINT NOT NULL,
    money_vnd BIGINT NOT NULL,
    UNIQUE (category_id, level),
    CHECK (quota >= 0 AND money_vnd >= 0 AND level BETWEEN 1 AND 9)
);

CREATE TABLE awards (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    category_id UUID NOT NULL REFERENCES categories (id),
    tier_id UUID NOT NULL REFERENCES prize_tiers (id),
    entry_id UUID NOT NULL UNIQUE REFERENCES entries (id),
    formula_tier_id UUID REFERENCES prize_tiers (id),
    rank BIGINT NOT NULL,
    score TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL
);
CREATE INDEX awards_contest ON awards (contest_id, category_id);

CREATE TABLE advisory_notes (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    category_id UUID NOT NULL REFERENCES categories (id),
    person_id UUID NOT NULL REFERENCES people (id),
    opinion TEXT NOT NULL CHECK (opinion IN ('concur', 'second_reading', 'dissent')),
    reason TEXT NOT NULL DEFAULT '',
    at BIGINT NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    answered_by UUID REFERENCES people (id),
    answered_at BIGINT,
    UNIQUE (category_id, person_id)
);

CREATE TABLE decisions (
    contest_id UUID PRIMARY KEY NOT NULL REFERENCES contests (id),
    number TEXT NOT NULL DEFAULT '',
    minutes TEXT NOT NULL DEFAULT '',
    digest BYTEA,
    chair_id UUID REFERENCES people (id),
    chair_signed_at BIGINT,
    organiser_id UUID REFERENCES people (id),
    organiser_signed_at BIGINT
);
