-- SQLite reaches a column only through everything that stands before it in its row. With a file's bytes before its
-- digest, every look at the digest went through the whole file; bytes come last.

CREATE TABLE document_bytes_last (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL REFERENCES revision,
  number INTEGER NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  digest TEXT NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (revision, number),
  UNIQUE (revision, name)
) STRICT;
INSERT INTO document_bytes_last (id, revision, number, name, digest, bytes)
SELECT id, revision, number, name, digest, bytes FROM document;
DROP TABLE document;
ALTER TABLE document_bytes_last RENAME TO document;

CREATE TRIGGER document_is_never_updated BEFORE UPDATE ON document
BEGIN SELECT RAISE(ABORT, 'a report is never changed'); END;
CREATE TRIGGER document_is_never_deleted BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'a report is never changed'); END;

CREATE TABLE scan_bytes_last (
  revision INTEGER PRIMARY KEY REFERENCES revision,
  name TEXT NOT NULL CHECK (name <> ''),
  digest TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
INSERT INTO scan_bytes_last (revision, name, digest, bytes) SELECT revision, name, digest, bytes FROM scan;
DROP TABLE scan;
ALTER TABLE scan_bytes_last RENAME TO scan;

CREATE TRIGGER scan_is_never_updated BEFORE UPDATE ON scan
BEGIN SELECT RAISE(ABORT, 'a scan is put in whole or taken out'); END;
CREATE TRIGGER scan_of_what_was_sent_is_never_added BEFORE INSERT ON scan
WHEN EXISTS (SELECT 1 FROM sending WHERE revision = NEW.revision)
BEGIN SELECT RAISE(ABORT, 'what was sent is never changed'); END;
CREATE TRIGGER scan_of_what_was_sent_is_never_deleted BEFORE DELETE ON scan
WHEN EXISTS (SELECT 1 FROM sending WHERE revision = OLD.revision)
BEGIN SELECT RAISE(ABORT, 'what was sent is never changed'); END;
