-- Every grid was read from bytes that arrived: lists those that nobody handed in.
SELECT grids.sha256, 1 AS expected, 0 AS found
FROM raw_grids AS grids
LEFT JOIN raw_receipts AS receipts
    ON grids.sha256 = receipts.sha256
WHERE receipts.sha256 IS NULL
