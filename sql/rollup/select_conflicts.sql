-- List the cells that block a rollup.
SELECT agency_code, cell_code, kind, raw, reported, recomputed
FROM out_rollup_conflicts
WHERE county = :county AND year = :year AND rollup = :rollup
