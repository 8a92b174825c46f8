-- What a clerk takes in from the units below. In an officer's file these tables are empty.

-- A file as it came. It is never changed, and it stays when its taking in is undone.
CREATE TABLE receipt (
  id INTEGER PRIMARY KEY,
  form TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  name TEXT NOT NULL,
  -- What it lay in and how it came, as JSON.
  arrival TEXT NOT NULL,
  at TEXT NOT NULL,
  -- Last, so that reading the rest does not walk through it.
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX receipt_by_digest ON receipt (form, sha256);
CREATE TRIGGER receipt_is_never_updated BEFORE UPDATE ON receipt
BEGIN SELECT RAISE(ABORT, 'what came in is never changed'); END;
CREATE TRIGGER receipt_is_never_deleted BEFORE DELETE ON receipt
BEGIN SELECT RAISE(ABORT, 'what came in is never changed'); END;

-- What was read from a receipt, as JSON, and by which version of the reader, so that a later one can read it anew.
CREATE TABLE reading (
  receipt INTEGER PRIMARY KEY REFERENCES receipt,
  reader INTEGER NOT NULL,
  content TEXT NOT NULL,
  -- Of the content: a number that the disk has changed is found before it is added up.
  digest TEXT NOT NULL
) STRICT;

-- The register, and what was decided of what came in.
CREATE TABLE decision (
  form TEXT NOT NULL,
  place TEXT NOT NULL CHECK (place IN ('member', 'taken', 'assignment', 'judgement')),
  -- Empty where it is of no month.
  month TEXT NOT NULL,
  item TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (form, place, month, item)
) STRICT, WITHOUT ROWID;
