-- Give one rollup of a county and report year by its number.
SELECT rollup, as_of, form, status, content_hash
FROM out_rollups
WHERE county = :county AND year = :year AND rollup = :rollup
