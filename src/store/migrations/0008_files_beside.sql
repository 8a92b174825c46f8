-- The bytes of kept files lie beside the database, named by their digest, and grow neither it nor its copies. The program
-- has written them there before this.
ALTER TABLE document DROP COLUMN bytes;
ALTER TABLE scan DROP COLUMN bytes;
