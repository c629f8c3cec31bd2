-- What reviewers leave on a report. Numbers are given in order and never again, because nothing is taken away before
-- the report is.

CREATE TABLE remarks (
    report     TEXT    NOT NULL REFERENCES reports (id),
    number     INTEGER NOT NULL CHECK (number >= 1),
    made_at    TEXT    NOT NULL,
    revision   INTEGER NOT NULL CHECK (revision >= 1),
    -- What tells whether its step changed since.
    stood      TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    at         TEXT    NOT NULL,
    written_by TEXT    NOT NULL,
    words      TEXT    NOT NULL,
    asked      TEXT,
    is_hidden  INTEGER NOT NULL CHECK (is_hidden IN (0, 1)),
    is_settled INTEGER NOT NULL CHECK (is_settled IN (0, 1)),
    PRIMARY KEY (report, number)
) STRICT;

-- Answers as JSON: questions and answers by the places of steps.
CREATE TABLE ballots (
    report    TEXT    NOT NULL REFERENCES reports (id),
    number    INTEGER NOT NULL CHECK (number >= 1),
    made_at   TEXT    NOT NULL,
    revision  INTEGER NOT NULL CHECK (revision >= 1),
    cast_by   TEXT    NOT NULL,
    answers   TEXT    NOT NULL,
    is_hidden INTEGER NOT NULL CHECK (is_hidden IN (0, 1)),
    PRIMARY KEY (report, number)
) STRICT;
