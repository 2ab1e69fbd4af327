-- The evening on which prizes are handed over: when and where, by whom, and what the master of ceremonies has to know.
CREATE TABLE ceremonies (
    contest_id UUID PRIMARY KEY NOT NULL REFERENCES contests (id),
    held_at BIGINT NOT NULL,
    place TEXT NOT NULL,
    opening TEXT NOT NULL,
    seconds_each BIGINT NOT NULL
);
CREATE TABLE ceremony_tiers (
    tier_id UUID PRIMARY KEY NOT NULL REFERENCES prize_tiers (id),
    presenter TEXT NOT NULL,
    deputy TEXT NOT NULL,
    gift TEXT NOT NULL
);
CREATE TABLE ceremony_works (
    entry_id UUID PRIMARY KEY NOT NULL REFERENCES entries (id),
    reading TEXT NOT NULL,
    receiver TEXT NOT NULL,
    cue TEXT NOT NULL,
    cue_seconds BIGINT NOT NULL
);
