-- Settings of every SQLite connection: readers do not block the writer, writers wait up to 30 s, foreign keys hold.
PRAGMA journal_mode = WAL;
PRAGMA busy_timeout = 30000;
PRAGMA foreign_keys = ON;
