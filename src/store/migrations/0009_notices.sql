-- The notices whose forms are filled in, each edition as it was read. What was reported names the edition that it was
-- drawn from, so none is ever changed, and one that something was recorded with stays.
CREATE TABLE notice (
  id TEXT NOT NULL CHECK (id <> ''),
  edition INTEGER NOT NULL CHECK (edition > 0),
  definition TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (id, edition)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER notice_is_never_updated BEFORE UPDATE ON notice
BEGIN SELECT RAISE(ABORT, 'an edition of a notice is never changed'); END;
CREATE TRIGGER notice_in_use_is_never_deleted BEFORE DELETE ON notice
WHEN EXISTS (SELECT 1 FROM unit WHERE substr(form, 1, length(OLD.id) + 1) = OLD.id || '/')
BEGIN SELECT RAISE(ABORT, 'something was recorded with the notice'); END;

-- The unit has its particulars for each form: its kind is one of the notice's, and it may begin later with one than with
-- another. A form is named by its notice and its own id: wanzhou-2022-2/annex2.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE unit_until_now AS SELECT * FROM unit;
DROP TABLE unit;
CREATE TABLE unit (
  id INTEGER PRIMARY KEY,
  -- Not UNIQUE: there is one row for a form, which the program sees to, and an index that is damaged would hide it.
  form TEXT NOT NULL CHECK (form LIKE '_%/_%'),
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind <> ''),
  person TEXT NOT NULL,
  phone TEXT NOT NULL,
  first_month TEXT NOT NULL CHECK (first_month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
  restart_each_year TEXT NOT NULL CHECK (restart_each_year IN ('yes', 'no'))
) STRICT;
INSERT INTO unit SELECT id, 'wanzhou-2022-2/annex2', name, kind, person, phone, first_month, restart_each_year
FROM unit_until_now;
DROP TABLE unit_until_now;

UPDATE report SET form = 'wanzhou-2022-2/' || form;
UPDATE opening SET form = 'wanzhou-2022-2/' || form;
UPDATE project SET form = 'wanzhou-2022-2/' || form;
UPDATE summary SET form = 'wanzhou-2022-2/' || form;

DROP TRIGGER sent_projects_are_never_updated;
UPDATE sent_projects SET form = 'wanzhou-2022-2/' || form;
CREATE TRIGGER sent_projects_are_never_updated BEFORE UPDATE ON sent_projects
BEGIN SELECT RAISE(ABORT, 'what was sent is never changed'); END;

DROP TRIGGER change_is_never_updated;
UPDATE change SET form = 'wanzhou-2022-2/' || form;
CREATE TRIGGER change_is_never_updated BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;

-- What is remembered belongs to a form, or, where none is named, to the computer.
CREATE TABLE setting_of_form (
  form TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (form, name)
) STRICT, WITHOUT ROWID;
INSERT INTO setting_of_form SELECT iif(
  name LIKE 'way\_%' ESCAPE '\' OR name LIKE 'draft\_%' ESCAPE '\' OR name LIKE 'mail.doubtful.%' OR name LIKE 'mail.again.%'
  OR name IN ('letter_subject', 'letter_text', 'projects_beside_month'), 'wanzhou-2022-2/annex2', ''), name, value
FROM setting;
DROP TABLE setting;
ALTER TABLE setting_of_form RENAME TO setting;
