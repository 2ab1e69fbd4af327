-- What a category takes, where its rules are narrower than the program's; 0: as wide as the program's.
ALTER TABLE categories ADD COLUMN max_file_mb BIGINT NOT NULL DEFAULT 0;
ALTER TABLE categories ADD COLUMN min_side_px BIGINT NOT NULL DEFAULT 0;
ALTER TABLE categories ADD COLUMN max_minutes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE categories ADD COLUMN max_lines BIGINT NOT NULL DEFAULT 0;
ALTER TABLE categories ADD COLUMN max_pages BIGINT NOT NULL DEFAULT 0;
