-- The picture of a partner, as it was sent; only what is made from it is shown.
ALTER TABLE partners ADD COLUMN logo_sha256 BYTEA REFERENCES files (sha256);
