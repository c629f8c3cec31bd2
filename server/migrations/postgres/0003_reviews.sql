-- What reviewers leave on a report. Numbers are given in order and never again, because nothing is taken away before
-- the report is.

CREATE TABLE remarks (
    report     TEXT    COLLATE "C" NOT NULL REFERENCES reports (id),
    number     BIGINT  NOT NULL CHECK (number >= 1),
    made_at    TEXT    COLLATE "C" NOT NULL,
    revision   BIGINT  NOT NULL CHECK (revision >= 1),
    -- What tells whether its step changed since.
    stood      TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    at         BYTEA   NOT NULL,
    written_by BYTEA   NOT NULL,
    words      BYTEA   NOT NULL,
    asked      BYTEA,
    is_hidden  BOOLEAN NOT NULL,
    is_settled BOOLEAN NOT NULL,
    PRIMARY KEY (report, number)
);

-- Answers as JSON: questions and answers by the places of steps.
CREATE TABLE ballots (
    report    TEXT    COLLATE "C" NOT NULL REFERENCES reports (id),
    number    BIGINT  NOT NULL CHECK (number >= 1),
    made_at   TEXT    COLLATE "C" NOT NULL,
    revision  BIGINT  NOT NULL CHECK (revision >= 1),
    cast_by   BYTEA   NOT NULL,
    answers   BYTEA   NOT NULL,
    is_hidden BOOLEAN NOT NULL,
    PRIMARY KEY (report, number)
);
