-- Let the database look at what was loaded, without which it plans as if the tables were empty.
ANALYZE
