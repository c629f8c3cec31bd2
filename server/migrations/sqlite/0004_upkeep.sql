-- What keeps the file small, clean and watched: packed texts, drafts and marks that expire, and a row to try writing with.

-- Of a packed revision the text beside it is empty. Older revisions are not packed.
ALTER TABLE revisions ADD COLUMN description_packed BLOB CHECK (description_packed IS NULL OR description = '');
ALTER TABLE revisions ADD COLUMN assessment_packed BLOB CHECK (assessment_packed IS NULL OR assessment = '');

-- The version of the draft that the revision was made from.
ALTER TABLE drafts ADD COLUMN published INTEGER CHECK (published IS NULL OR report IS NOT NULL);
CREATE INDEX drafts_by_change ON drafts (changed_at);
CREATE INDEX drafts_by_report ON drafts (report) WHERE report IS NOT NULL;

-- The old marks do not say whose they are or when they were made. What was sent is forgotten with its report.
DROP TABLE creations;
CREATE TABLE creations (
    key_hash     BLOB NOT NULL PRIMARY KEY CHECK (length(key_hash) = 32),
    request_hash BLOB CHECK (request_hash IS NULL OR length(request_hash) = 32),
    report       TEXT NOT NULL REFERENCES reports (id),
    made_at      TEXT NOT NULL
) STRICT;
CREATE INDEX creations_by_time ON creations (made_at);
CREATE INDEX creations_by_report ON creations (report);

-- One row, as long as a report of ordinary size, that is written again and again.
CREATE TABLE probe (
    only   INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    filler BLOB    NOT NULL
) STRICT;
INSERT INTO probe (only, filler) VALUES (1, x'');
