-- How many works a juror takes at most (0: any number), and how well they know the field: 0 little, 1 some, 2 well.
ALTER TABLE panel_members ADD COLUMN most_works BIGINT NOT NULL DEFAULT 0;
ALTER TABLE panel_members ADD COLUMN expertise BIGINT NOT NULL DEFAULT 2;
