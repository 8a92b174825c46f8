-- The scan of the sealed page of a report. It may be replaced and removed until the report was sent, or until a
-- later one stands in its place; from then on it is kept as the report's files are.
CREATE TABLE scan (
  revision INTEGER PRIMARY KEY REFERENCES revision,
  name TEXT NOT NULL CHECK (name <> ''),
  bytes BLOB NOT NULL,
  digest TEXT NOT NULL
) STRICT;

CREATE TRIGGER scan_is_never_updated BEFORE UPDATE ON scan
BEGIN SELECT RAISE(ABORT, 'a scan is put in whole or taken out'); END;
CREATE TRIGGER scan_of_what_was_sent_is_never_added BEFORE INSERT ON scan
WHEN EXISTS (SELECT 1 FROM sending WHERE revision = NEW.revision)
BEGIN SELECT RAISE(ABORT, 'what was sent is never changed'); END;
CREATE TRIGGER scan_of_what_was_sent_is_never_deleted BEFORE DELETE ON scan
WHEN EXISTS (SELECT 1 FROM sending WHERE revision = OLD.revision)
BEGIN SELECT RAISE(ABORT, 'what was sent is never changed'); END;
