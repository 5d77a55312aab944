-- Every leaf of every rollup is the sum over the revisions its coverage counts: lists those that are not.
SELECT
    rollup_cells.county,
    rollup_cells.year,
    rollup_cells.rollup,
    rollup_cells.cell_code,
    rollup_cells.value_micros AS found,
    CAST(COALESCE(SUM(cells.value_micros), 0) AS BIGINT) AS expected
FROM out_rollup_cells AS rollup_cells
INNER JOIN out_rollups AS rollups
    ON
        rollup_cells.county = rollups.county
        AND rollup_cells.year = rollups.year
        AND rollup_cells.rollup = rollups.rollup
INNER JOIN core_form_cells AS form_cells
    ON
        rollups.form = form_cells.form
        AND rollup_cells.cell_code = form_cells.cell_code
INNER JOIN out_coverage AS coverage
    ON
        rollup_cells.county = coverage.county
        AND rollup_cells.year = coverage.year
        AND rollup_cells.rollup = coverage.rollup
LEFT JOIN core_cells AS cells
    ON
        coverage.agency_code = cells.agency_code
        AND coverage.year = cells.year
        AND coverage.revision = cells.revision
        AND rollup_cells.cell_code = cells.cell_code
WHERE coverage.standing = 'counted' AND NOT form_cells.is_total
GROUP BY
    rollup_cells.county, rollup_cells.year, rollup_cells.rollup, rollup_cells.cell_code, rollup_cells.value_micros
HAVING rollup_cells.value_micros IS NULL OR rollup_cells.value_micros <> COALESCE(SUM(cells.value_micros), 0)
