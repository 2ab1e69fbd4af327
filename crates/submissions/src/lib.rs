//! Entries, kinds, authors, consents, files and media.
