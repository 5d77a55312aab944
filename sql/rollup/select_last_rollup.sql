-- Give the newest rollup of a county and report year.
SELECT rollup, as_of, form, status, content_hash
FROM out_rollups
WHERE county = :county AND year = :year
ORDER BY rollup DESC
LIMIT 1
