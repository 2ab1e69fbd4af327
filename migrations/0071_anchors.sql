-- How many works of a round the whole panel judges, so that jurors can be compared; 0 for none.
ALTER TABLE rounds ADD COLUMN anchors BIGINT NOT NULL DEFAULT 0;
