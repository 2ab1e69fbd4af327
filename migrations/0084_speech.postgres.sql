-- Spoken works: a kind more.
ALTER TABLE categories DROP CONSTRAINT categories_kind_check;
ALTER TABLE categories ADD CONSTRAINT categories_kind_check
    CHECK (kind IN ('song', 'painting', 'poem', 'initiative', 'speech'));
