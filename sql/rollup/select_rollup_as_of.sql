-- Give the rollup of a county and report year that held at a moment.
SELECT rollup, as_of, form, status, content_hash
FROM out_rollups
WHERE county = :county AND year = :year AND as_of <= :moment
ORDER BY rollup DESC
LIMIT 1
