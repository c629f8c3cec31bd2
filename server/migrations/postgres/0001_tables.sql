-- Reports, drafts and all that belongs to them, as SQLite's migrations up to 0006 have them.

-- A text that a person wrote is BYTEA, because TEXT takes no NUL. Everything that is compared by its order is ASCII and
-- compared by its bytes.

-- A deleted report keeps its row, so that its address answers "deleted" and is never given away again.
CREATE TABLE reports (
    id         TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    token_hash BYTEA  CHECK (octet_length(token_hash) = 32),
    latest     BIGINT NOT NULL CHECK (latest >= 1),
    deleted_at TEXT   COLLATE "C",
    CHECK ((token_hash IS NULL) = (deleted_at IS NOT NULL))
);

-- Texts with a packed form beside them are empty.
CREATE TABLE revisions (
    report             TEXT   COLLATE "C" NOT NULL REFERENCES reports (id),
    number             BIGINT NOT NULL CHECK (number >= 1),
    made_at            TEXT   COLLATE "C" NOT NULL,
    note               BYTEA,
    ruleset_id         TEXT   NOT NULL,
    ruleset_version    TEXT   NOT NULL,
    ruleset_digest     TEXT   NOT NULL,
    engine             TEXT   NOT NULL,
    description        BYTEA  NOT NULL,
    assessment         BYTEA  NOT NULL,
    pack_form          TEXT,
    pack_text          BYTEA  CHECK ((pack_text IS NULL) = (pack_form IS NULL)),
    description_packed BYTEA  CHECK (description_packed IS NULL OR octet_length(description) = 0),
    assessment_packed  BYTEA  CHECK (assessment_packed IS NULL OR octet_length(assessment) = 0),
    words_packed       BYTEA,
    PRIMARY KEY (report, number)
);

-- The marks of creating calls that may be repeated.
CREATE TABLE creations (
    key_hash     BYTEA NOT NULL PRIMARY KEY CHECK (octet_length(key_hash) = 32),
    request_hash BYTEA CHECK (octet_length(request_hash) = 32),
    report       TEXT  COLLATE "C" NOT NULL REFERENCES reports (id),
    made_at      TEXT  COLLATE "C" NOT NULL
);
CREATE INDEX creations_by_time ON creations (made_at);
CREATE INDEX creations_by_report ON creations (report);

-- Descriptions while somebody works on them.
CREATE TABLE drafts (
    id         TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    version    BIGINT NOT NULL CHECK (version >= 1),
    text       BYTEA  NOT NULL,
    words      BYTEA,
    report     TEXT   COLLATE "C" REFERENCES reports (id),
    revision   BIGINT,
    published  BIGINT CHECK (published IS NULL OR report IS NOT NULL),
    changed_at TEXT   COLLATE "C" NOT NULL,
    done       BIGINT NOT NULL DEFAULT 0,
    CHECK ((report IS NULL) = (revision IS NULL))
);
CREATE INDEX drafts_by_change ON drafts (changed_at);
CREATE INDEX drafts_by_report ON drafts (report) WHERE report IS NOT NULL;

-- Every change of a draft that can be undone or done again, as what it replaced.
CREATE TABLE draft_changes (
    draft  TEXT   COLLATE "C" NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    number BIGINT NOT NULL CHECK (number >= 1),
    at     BIGINT NOT NULL CHECK (at >= 0),
    length BIGINT NOT NULL CHECK (length >= 0),
    text   BYTEA  NOT NULL,
    PRIMARY KEY (draft, number)
);

-- A row to try writing with.
CREATE TABLE probe (
    id    BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    tried BIGINT NOT NULL
);
INSERT INTO probe (id, tried) VALUES (1, 0);
