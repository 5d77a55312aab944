-- Wait for the advisory lock of a key and hold it until the transaction ends.
SELECT pg_advisory_xact_lock(:key)
