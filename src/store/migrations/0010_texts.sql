-- What the officer types into a month that is no figure: a remark in a row, or a field around the table. An empty text
-- stands where a field was emptied that an earlier month had filled.
CREATE TABLE typed_text (
  report INTEGER NOT NULL REFERENCES report,
  item TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (report, item)
) STRICT, WITHOUT ROWID;
