-- List the agencies of a rollup.
SELECT agency_code, standing, state, revision
FROM out_coverage
WHERE county = :county AND year = :year AND rollup = :rollup
