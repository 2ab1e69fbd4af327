-- The child whose card a teacher photographed last: the next photo is of that child's work.
ALTER TABLE classes ADD COLUMN card_entry_id UUID;
ALTER TABLE classes ADD COLUMN card_at BIGINT NOT NULL DEFAULT 0;
