-- A teacher's group of entries. The key of the class's link is not stored; the keys of its entries follow from it.
CREATE TABLE classes (
    id UUID PRIMARY KEY NOT NULL,
    contest_id UUID NOT NULL REFERENCES contests (id),
    key_hash BYTEA NOT NULL UNIQUE,
    school TEXT NOT NULL,
    name TEXT NOT NULL,
    teacher TEXT NOT NULL,
    phone TEXT NOT NULL,
    phone_e164 TEXT NOT NULL,
    last_position BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);
CREATE INDEX classes_contest ON classes (contest_id, created_at);

CREATE TABLE class_members (
    entry_id UUID PRIMARY KEY NOT NULL REFERENCES entries (id),
    class_id UUID NOT NULL REFERENCES classes (id),
    position BIGINT NOT NULL,
    number TEXT NOT NULL DEFAULT '',
    UNIQUE (class_id, position)
);

-- The list that was sent last and is not taken in yet: JSON of rows of cells.
CREATE TABLE class_lists (
    class_id UUID PRIMARY KEY NOT NULL REFERENCES classes (id),
    file_name TEXT NOT NULL,
    cells TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Photos sent for a class: of works, until they lie in an entry; of signed slips, for good.
CREATE TABLE class_photos (
    id UUID PRIMARY KEY NOT NULL,
    class_id UUID NOT NULL REFERENCES classes (id),
    sha256 BYTEA NOT NULL REFERENCES files (sha256),
    original_name TEXT NOT NULL,
    properties TEXT NOT NULL,
    entry_id UUID REFERENCES entries (id),
    created_at BIGINT NOT NULL,
    UNIQUE (class_id, sha256)
);
CREATE INDEX class_photos_class ON class_photos (class_id, entry_id);
