-- Write one entry of the dictionary.
INSERT INTO core_dictionary (relation, column_name, word, position, zh, en, definition)
VALUES (:relation, :column_name, :word, :position, :zh, :en, :definition)
ON CONFLICT DO NOTHING
