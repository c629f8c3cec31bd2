-- The words that a description was read from, with what each sentence became: of a draft always, of a revision
-- if their writer agreed. Nothing for descriptions that were read from no text, and for all that are older.

ALTER TABLE drafts ADD COLUMN words TEXT;
ALTER TABLE drafts ADD COLUMN words_before TEXT CHECK (words_before IS NULL OR before IS NOT NULL);
ALTER TABLE revisions ADD COLUMN words_packed BLOB;
