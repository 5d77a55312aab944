-- Read one consistent state without blocking the writer.
BEGIN DEFERRED
