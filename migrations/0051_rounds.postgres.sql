-- A category may have several rounds, of several kinds.
ALTER TABLE rounds DROP CONSTRAINT rounds_category_id_key;
ALTER TABLE rounds DROP CONSTRAINT rounds_state_check;
ALTER TABLE rounds ADD CONSTRAINT rounds_state_check CHECK (state IN ('draft', 'open', 'paused', 'closed'));
ALTER TABLE rounds ADD COLUMN position BIGINT NOT NULL DEFAULT 1;
ALTER TABLE rounds ADD COLUMN name_vi TEXT NOT NULL DEFAULT '';
ALTER TABLE rounds ADD COLUMN name_en TEXT NOT NULL DEFAULT '';
ALTER TABLE rounds ADD COLUMN kind TEXT NOT NULL DEFAULT 'rating' CHECK (kind IN ('yesno', 'rating', 'ranking'));
ALTER TABLE rounds ADD COLUMN method TEXT NOT NULL DEFAULT 'default' CHECK (method IN ('default', 'mean', 'trimmed', 'median'));
ALTER TABLE rounds ADD COLUMN carry BIGINT NOT NULL DEFAULT 0 CHECK (carry BETWEEN 0 AND 90);
ALTER TABLE rounds ADD COLUMN advance_by TEXT NOT NULL DEFAULT 'all' CHECK (advance_by IN ('all', 'top', 'yes', 'points', 'hand'));
ALTER TABLE rounds ADD COLUMN advance_n BIGINT NOT NULL DEFAULT 0;
ALTER TABLE rounds ADD CONSTRAINT rounds_category_position UNIQUE (category_id, position);
