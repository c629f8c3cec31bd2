-- The fixed link to the revision of another report that a report is a fork of; none if it is no fork.

ALTER TABLE reports ADD COLUMN origin TEXT;
