-- The rule pack that a revision was made with, whole; none for the shipped rules.

ALTER TABLE revisions ADD COLUMN pack_form TEXT;
ALTER TABLE revisions ADD COLUMN pack_text TEXT CHECK ((pack_text IS NULL) = (pack_form IS NULL));
