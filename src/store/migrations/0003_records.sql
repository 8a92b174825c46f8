-- What a month has reported. A revision is kept whole when it becomes final and is never touched again; so are
-- the word that it was sent, and its files. What is still being filled in stands in the tables from before.

ALTER TABLE report ADD COLUMN state TEXT CHECK (state IN ('final', 'sent'));
ALTER TABLE report ADD COLUMN reason TEXT CHECK (reason <> '');

-- 累计调整: the amount, a space, the reason.
CREATE TABLE adjustment (
  report INTEGER NOT NULL REFERENCES report,
  figure TEXT NOT NULL,
  text TEXT NOT NULL CHECK (text <> ''),
  PRIMARY KEY (report, figure)
) STRICT, WITHOUT ROWID;

-- The written answers to warnings (说明).
CREATE TABLE explanation (
  report INTEGER NOT NULL REFERENCES report,
  subject TEXT NOT NULL,
  text TEXT NOT NULL CHECK (text <> ''),
  PRIMARY KEY (report, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision (
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES report,
  number INTEGER NOT NULL CHECK (number >= 0),
  at TEXT NOT NULL,
  person TEXT NOT NULL,
  content TEXT NOT NULL,
  digest TEXT NOT NULL,
  UNIQUE (report, number)
) STRICT;

CREATE TABLE sending (
  revision INTEGER PRIMARY KEY REFERENCES revision,
  at TEXT NOT NULL,
  how TEXT NOT NULL,
  recipient TEXT NOT NULL
) STRICT;

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL REFERENCES revision,
  number INTEGER NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  bytes BLOB NOT NULL,
  digest TEXT NOT NULL,
  UNIQUE (revision, number),
  UNIQUE (revision, name)
) STRICT;

CREATE TRIGGER revision_is_never_updated BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'a report is never changed'); END;
CREATE TRIGGER revision_is_never_deleted BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'a report is never changed'); END;
CREATE TRIGGER sending_is_never_updated BEFORE UPDATE ON sending
BEGIN SELECT RAISE(ABORT, 'a report is never changed'); END;
CREATE TRIGGER sending_is_never_deleted BEFORE DELETE ON sending
BEGIN SELECT RAISE(ABORT, 'a report is never changed'); END;
CREATE TRIGGER document_is_never_updated BEFORE UPDATE ON document
BEGIN SELECT RAISE(ABORT, 'a report is never changed'); END;
CREATE TRIGGER document_is_never_deleted BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'a report is never changed'); END;
