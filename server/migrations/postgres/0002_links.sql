-- Rights that expire, fixed links, and what its editors say of a report as a whole. Times are texts as in revisions;
-- none means never.

ALTER TABLE reports ADD COLUMN edit_expires_at TEXT COLLATE "C";
ALTER TABLE reports ADD COLUMN review_hash BYTEA CHECK (octet_length(review_hash) = 32);
ALTER TABLE reports ADD COLUMN review_expires_at TEXT COLLATE "C";
ALTER TABLE reports ADD COLUMN expires_at TEXT COLLATE "C";
ALTER TABLE reports ADD COLUMN status TEXT NOT NULL DEFAULT 'proposed';
ALTER TABLE reports ADD COLUMN superseded_by TEXT CHECK ((superseded_by IS NOT NULL) = (status = 'superseded'));
CREATE INDEX reports_by_expiry ON reports (expires_at) WHERE expires_at IS NOT NULL;

-- A link that was withdrawn, or whose report was deleted, keeps its id, so that its address says so.
CREATE TABLE fixed_links (
    id         TEXT    COLLATE "C" NOT NULL PRIMARY KEY,
    report     TEXT    COLLATE "C" REFERENCES reports (id),
    revision   BIGINT  CHECK ((revision IS NULL) = (report IS NULL)),
    made_at    TEXT    COLLATE "C" NOT NULL,
    expires_at TEXT    COLLATE "C",
    for_forks  BOOLEAN NOT NULL
);
CREATE INDEX fixed_links_by_report ON fixed_links (report) WHERE report IS NOT NULL;
CREATE INDEX fixed_links_by_expiry ON fixed_links (expires_at) WHERE expires_at IS NOT NULL;

-- The reports that everybody may find. `words` is what is searched, in lower case and without NUL.
CREATE TABLE listings (
    report   TEXT   COLLATE "C" NOT NULL PRIMARY KEY REFERENCES reports (id),
    revision BIGINT NOT NULL,
    made_at  TEXT   COLLATE "C" NOT NULL,
    name     BYTEA  NOT NULL,
    summary  BYTEA  NOT NULL,
    flows    BYTEA  NOT NULL,
    words    TEXT   NOT NULL
);
CREATE INDEX listings_by_time ON listings (made_at, report);
