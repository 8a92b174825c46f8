CREATE TRIGGER operation_is_never_updated BEFORE UPDATE ON operation
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
