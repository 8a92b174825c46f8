-- Scans that units send in lie as files beside the database, so that a receipt need not hold its bytes itself. The
-- readings refer to the receipts and are made anew with them.

CREATE TABLE receipt_or_file (
  id INTEGER PRIMARY KEY,
  form TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  name TEXT NOT NULL,
  -- What it lay in and how it came, as JSON.
  arrival TEXT NOT NULL,
  at TEXT NOT NULL,
  -- Last, so that reading the rest does not walk through it. NULL where a file beside the database has them.
  bytes BLOB
) STRICT;
INSERT INTO receipt_or_file (id, form, sha256, name, arrival, at, bytes)
SELECT id, form, sha256, name, arrival, at, bytes FROM receipt;

CREATE TABLE reading_of_it (
  receipt INTEGER PRIMARY KEY REFERENCES receipt_or_file,
  reader INTEGER NOT NULL,
  content TEXT NOT NULL,
  -- Of the content: a number that the disk has changed is found before it is added up.
  digest TEXT NOT NULL
) STRICT;
INSERT INTO reading_of_it (receipt, reader, content, digest)
SELECT receipt, reader, content, digest FROM reading;

DROP TABLE reading;
DROP TABLE receipt;
ALTER TABLE receipt_or_file RENAME TO receipt;
ALTER TABLE reading_of_it RENAME TO reading;

CREATE INDEX receipt_by_digest ON receipt (form, sha256);
CREATE TRIGGER receipt_is_never_updated BEFORE UPDATE ON receipt
BEGIN SELECT RAISE(ABORT, 'what came in is never changed'); END;
CREATE TRIGGER receipt_is_never_deleted BEFORE DELETE ON receipt
BEGIN SELECT RAISE(ABORT, 'what came in is never changed'); END;
