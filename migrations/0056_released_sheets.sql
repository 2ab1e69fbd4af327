-- A sheet that nobody waits for any longer, because its juror does not come back; marks stay on record.
ALTER TABLE assignments ADD COLUMN released_at BIGINT;
