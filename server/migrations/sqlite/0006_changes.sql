-- Every change of a draft that can be undone or done again, as what it replaced. Of a draft that is older than this
-- table, the last change is known. A text stands behind its words and a line break, as `app::draft::Written` joins them.

CREATE TABLE draft_changes (
    draft  TEXT    NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number >= 1),
    at     INTEGER NOT NULL CHECK (at >= 0),
    length INTEGER NOT NULL CHECK (length >= 0),
    text   TEXT    NOT NULL,
    PRIMARY KEY (draft, number)
) STRICT;

-- The number of the last change that is done.
ALTER TABLE drafts ADD COLUMN done INTEGER NOT NULL DEFAULT 0;

INSERT INTO draft_changes (draft, number, at, length, text)
SELECT id, 1, 0, length(CAST(coalesce(words, '') || char(10) || text AS BLOB)),
       coalesce(words_before, '') || char(10) || before
FROM drafts WHERE before IS NOT NULL;
UPDATE drafts SET done = 1 WHERE before IS NOT NULL;

ALTER TABLE drafts DROP COLUMN words_before;
ALTER TABLE drafts DROP COLUMN before;
