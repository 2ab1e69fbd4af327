-- What happens around a contest, where and when; and who helps to pay for it.
CREATE TABLE programme_events (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    starts_at BIGINT NOT NULL,
    ends_at BIGINT,
    title_vi TEXT NOT NULL,
    title_en TEXT NOT NULL,
    place TEXT NOT NULL,
    about TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX programme_events_contest ON programme_events (contest_id, starts_at);

CREATE TABLE partners (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    name TEXT NOT NULL,
    link TEXT NOT NULL,
    gives TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX partners_contest ON partners (contest_id);
