-- List the bytes of a report year that were dealt with to the end (read or refused).
SELECT DISTINCT sha256
FROM raw_receipts
WHERE year = :year AND outcome <> 'received'
