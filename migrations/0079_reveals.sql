-- A ceremony that announces award by award: whether it does, since when it is live, and what was revealed so far.
ALTER TABLE ceremonies ADD COLUMN step_by_step BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE ceremonies ADD COLUMN live_at BIGINT;
CREATE TABLE revealed_awards (
    entry_id UUID PRIMARY KEY NOT NULL REFERENCES entries (id),
    contest_id UUID NOT NULL REFERENCES contests (id),
    revealed_at BIGINT NOT NULL
);
CREATE INDEX revealed_awards_contest ON revealed_awards (contest_id);
