-- Consent by purpose and by giver: a child's and a guardian's answers are two answers. Answers given before to being
-- shown count for nothing new: silence is no.
ALTER TABLE consents RENAME TO consents_before;
CREATE TABLE consents (
    id UUID PRIMARY KEY NOT NULL,
    entry_id UUID NOT NULL REFERENCES entries (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('participation', 'naming', 'display', 'exhibition')),
    giver TEXT NOT NULL CHECK (giver IN ('author', 'child', 'guardian')),
    seq BIGINT NOT NULL,
    given BOOLEAN NOT NULL,
    means TEXT NOT NULL CHECK (means IN ('link', 'guardian_link', 'paper', 'desk')),
    actor TEXT NOT NULL,
    paper_sha256 BYTEA REFERENCES files (sha256),
    text_version TEXT NOT NULL,
    at BIGINT NOT NULL,
    UNIQUE (entry_id, purpose, giver, seq)
);
INSERT INTO consents (id, entry_id, purpose, giver, seq, given, means, actor, text_version, at)
    SELECT b.id, b.entry_id, b.purpose, b.giver,
        (SELECT COUNT(*) FROM consents_before x WHERE x.entry_id = b.entry_id AND x.purpose = b.purpose
            AND x.giver = b.giver AND (x.at < b.at OR (x.at = b.at AND x.id <= b.id))),
        b.given, 'link', 'holder', b.text_version, b.at
    FROM consents_before b;
DROP TABLE consents_before;

-- The guardian's own link of an entry; the key itself is not stored.
CREATE TABLE guardian_links (
    entry_id UUID PRIMARY KEY NOT NULL REFERENCES entries (id),
    key_hash BYTEA NOT NULL UNIQUE
);
