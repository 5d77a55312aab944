-- List what the warehouse says of its tables, views and columns.
SELECT relation, column_name, word, position, zh, en, definition
FROM core_dictionary
ORDER BY position
