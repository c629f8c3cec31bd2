-- Reports, their revisions, and the marks of creating calls that may be repeated.

-- A deleted report keeps its row, so that its address answers "deleted" and is never given away again.
CREATE TABLE reports (
    id         TEXT    NOT NULL PRIMARY KEY,
    token_hash BLOB    CHECK (length(token_hash) = 32),
    latest     INTEGER NOT NULL CHECK (latest >= 1),
    deleted_at TEXT,
    CHECK ((token_hash IS NULL) = (deleted_at IS NOT NULL))
) STRICT;

CREATE TABLE revisions (
    report          TEXT    NOT NULL REFERENCES reports (id),
    number          INTEGER NOT NULL CHECK (number >= 1),
    made_at         TEXT    NOT NULL,
    note            TEXT,
    ruleset_id      TEXT    NOT NULL,
    ruleset_version TEXT    NOT NULL,
    ruleset_digest  TEXT    NOT NULL,
    engine          TEXT    NOT NULL,
    description     TEXT    NOT NULL,
    assessment      TEXT    NOT NULL,
    PRIMARY KEY (report, number)
) STRICT;

CREATE TRIGGER revisions_never_change BEFORE UPDATE ON revisions
BEGIN
    SELECT RAISE(ABORT, 'a revision never changes');
END;

CREATE TABLE creations (
    key_hash     BLOB NOT NULL PRIMARY KEY CHECK (length(key_hash) = 32),
    request_hash BLOB NOT NULL CHECK (length(request_hash) = 32),
    report       TEXT NOT NULL REFERENCES reports (id)
) STRICT;
