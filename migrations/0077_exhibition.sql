-- The exhibition on real walls: which works hang, where, in which order, how large.
CREATE TABLE walls (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    room TEXT NOT NULL,
    name TEXT NOT NULL,
    width_cm BIGINT NOT NULL,
    position BIGINT NOT NULL
);
CREATE INDEX walls_contest ON walls (contest_id, position);

-- A work that was chosen for the exhibition; it waits in the store while it has no wall.
CREATE TABLE hangings (
    entry_id UUID PRIMARY KEY NOT NULL REFERENCES entries (id),
    contest_id UUID NOT NULL REFERENCES contests (id),
    wall_id UUID REFERENCES walls (id),
    place BIGINT NOT NULL,
    width_cm BIGINT NOT NULL,
    height_cm BIGINT NOT NULL
);
CREATE INDEX hangings_contest ON hangings (contest_id, wall_id, place);
