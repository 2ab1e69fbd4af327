-- Works by several people, and how many works one author may enter.
ALTER TABLE entries ADD COLUMN together TEXT NOT NULL DEFAULT '{}';
ALTER TABLE authors ADD COLUMN agrees BOOLEAN NOT NULL DEFAULT FALSE;

-- A place is taken by one entry; there are as many as the category allows, so no two requests can both have the last.
CREATE TABLE author_places (
    category_id UUID NOT NULL REFERENCES categories (id),
    author_key TEXT NOT NULL,
    place BIGINT NOT NULL CHECK (place > 0),
    entry_id UUID NOT NULL REFERENCES entries (id),
    PRIMARY KEY (category_id, author_key, place)
);
CREATE INDEX author_places_entry ON author_places (entry_id);

INSERT INTO author_places (category_id, author_key, place, entry_id)
SELECT e.category_id, a.name_folded || '|' || a.phone_e164,
    ROW_NUMBER() OVER (PARTITION BY e.category_id, a.name_folded, a.phone_e164 ORDER BY e.number), e.id
FROM entries e JOIN authors a ON a.entry_id = e.id AND a.position = 1
WHERE e.code IS NOT NULL AND e.state NOT IN ('withdrawn', 'duplicate');
