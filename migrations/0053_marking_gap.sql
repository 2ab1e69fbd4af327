-- How far apart sheets may lie before one more juror is asked; 0 where nobody is.
ALTER TABLE rounds ADD COLUMN gap BIGINT NOT NULL DEFAULT 0;
