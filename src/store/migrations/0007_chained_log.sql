-- Each operation gets the digest of itself, of its changes and of the digest before it. What stood in the log before
-- is chained by the program, in this same transaction; so the trigger stands aside, and NULL is allowed only here.
DROP TRIGGER operation_is_never_updated;
ALTER TABLE operation ADD COLUMN digest TEXT;
