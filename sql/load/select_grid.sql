-- Give the grid of a document.
SELECT grid
FROM raw_grids
WHERE sha256 = :sha256
