-- What the officer wrote in a summary, by its span and heading; beside it the facts as they stood when the officer
-- began to write, so that a later correction can be told. The log writes both, part by part.
CREATE TABLE summary (
  form TEXT NOT NULL,
  span TEXT NOT NULL CHECK (span <> ''),
  heading TEXT NOT NULL CHECK (heading <> ''),
  part TEXT NOT NULL CHECK (part IN ('text', 'facts')),
  text TEXT NOT NULL CHECK (text <> ''),
  PRIMARY KEY (form, span, heading, part)
) STRICT, WITHOUT ROWID;
