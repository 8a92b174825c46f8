-- The list of highlight projects (附件3). What a project says is kept part by part, as the log writes it, so that a
-- change, its undo and the comparison with the log are those of every other cell. A project is in the list for as
-- long as it has a position.
CREATE TABLE project (
  form TEXT NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  part TEXT NOT NULL CHECK (part IN ('position', 'by', 'scale', 'funds', 'due', 'done_on')),
  text TEXT NOT NULL CHECK (text <> ''),
  PRIMARY KEY (form, id, part)
) STRICT, WITHOUT ROWID;

-- Each list as it was sent, kept whole and for good.
CREATE TABLE sent_projects (
  id INTEGER PRIMARY KEY,
  form TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  at TEXT NOT NULL,
  content TEXT NOT NULL,
  digest TEXT NOT NULL,
  UNIQUE (form, number)
) STRICT;

CREATE TRIGGER sent_projects_are_never_updated BEFORE UPDATE ON sent_projects
BEGIN SELECT RAISE(ABORT, 'what was sent is never changed'); END;
CREATE TRIGGER sent_projects_are_never_deleted BEFORE DELETE ON sent_projects
BEGIN SELECT RAISE(ABORT, 'what was sent is never changed'); END;

-- The log takes any place that the program knows; which those are is one list, in the program.
CREATE TABLE change_of_any_place (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  operation INTEGER NOT NULL REFERENCES operation,
  form TEXT NOT NULL,
  place TEXT NOT NULL CHECK (place <> ''),
  month TEXT,
  item TEXT,
  before TEXT,
  after TEXT,
  CHECK (before IS NOT after)
) STRICT;
INSERT INTO change_of_any_place SELECT id, operation, form, place, month, item, before, after FROM change;
DROP TABLE change;
ALTER TABLE change_of_any_place RENAME TO change;

CREATE INDEX change_by_operation ON change (operation);
CREATE INDEX change_by_place ON change (form, place, month, item);

CREATE TRIGGER change_is_never_updated BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER change_is_never_deleted BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
