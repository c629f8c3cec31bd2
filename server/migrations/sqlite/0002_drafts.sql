-- Descriptions while somebody works on them.

CREATE TABLE drafts (
    id         TEXT    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL CHECK (version >= 1),
    text       TEXT    NOT NULL,
    before     TEXT,
    report     TEXT    REFERENCES reports (id),
    revision   INTEGER,
    changed_at TEXT    NOT NULL,
    CHECK ((report IS NULL) = (revision IS NULL))
) STRICT;
