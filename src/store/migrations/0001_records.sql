-- The records of one reporting unit. What stands in a cell is kept as text: canonical where it is an amount,
-- as typed where it is not. Totals are never stored.


CREATE TABLE unit (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('township', 'street', 'department')),
  person TEXT NOT NULL,
  phone TEXT NOT NULL,
  first_month TEXT NOT NULL CHECK (first_month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
  restart_each_year TEXT NOT NULL CHECK (restart_each_year IN ('yes', 'no'))
) STRICT;

CREATE TABLE report (
  id INTEGER PRIMARY KEY,
  unit INTEGER NOT NULL REFERENCES unit,
  form TEXT NOT NULL,
  month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
  no_data TEXT CHECK (no_data = 'yes'),
  filled_on TEXT CHECK (filled_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  changed_on TEXT CHECK (changed_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  UNIQUE (unit, form, month)
) STRICT;

CREATE TABLE entry (
  report INTEGER NOT NULL REFERENCES report,
  figure TEXT NOT NULL,
  text TEXT NOT NULL CHECK (text <> ''),
  PRIMARY KEY (report, figure)
) STRICT, WITHOUT ROWID;

CREATE TABLE opening (
  unit INTEGER NOT NULL REFERENCES unit,
  form TEXT NOT NULL,
  figure TEXT NOT NULL,
  text TEXT NOT NULL CHECK (text <> ''),
  PRIMARY KEY (unit, form, figure)
) STRICT, WITHOUT ROWID;

-- What this computer remembers for the officer's convenience, such as the folder of the last export.
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every change is part of an operation, written in its transaction. The two tables only ever grow.
CREATE TABLE operation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  person TEXT NOT NULL,
  kind TEXT NOT NULL,
  undoes INTEGER REFERENCES operation
) STRICT;

CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  operation INTEGER NOT NULL REFERENCES operation,
  form TEXT NOT NULL,
  place TEXT NOT NULL CHECK (place IN ('unit', 'opening', 'entry', 'no_data', 'filled_on')),
  month TEXT,
  item TEXT,
  before TEXT,
  after TEXT,
  CHECK (before IS NOT after)
) STRICT;

CREATE INDEX change_by_operation ON change (operation);
CREATE INDEX change_by_place ON change (form, place, month, item);

CREATE TRIGGER operation_is_never_updated BEFORE UPDATE ON operation
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER operation_is_never_deleted BEFORE DELETE ON operation
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER change_is_never_updated BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER change_is_never_deleted BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
