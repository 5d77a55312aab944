-- Every leaf of every rollup is what its counted revisions, areas below and adjustments give: lists those that are not.
WITH given AS (
    SELECT
        coverage.county,
        coverage.year,
        coverage.rollup,
        cells.cell_code,
        cells.value_micros
    FROM out_coverage AS coverage
    INNER JOIN core_cells AS cells
        ON
            coverage.agency_code = cells.agency_code
            AND coverage.year = cells.year
            AND coverage.revision = cells.revision
    WHERE coverage.standing = 'counted'
    UNION ALL
    SELECT
        areas.county,
        areas.year,
        areas.rollup,
        cells.cell_code,
        cells.value_micros
    FROM out_rollup_areas AS areas
    INNER JOIN out_rollup_cells AS cells
        ON
            areas.area = cells.county
            AND areas.year = cells.year
            AND areas.area_rollup = cells.rollup
    WHERE areas.standing = 'counted'
    UNION ALL
    SELECT
        applied.county,
        applied.year,
        applied.rollup,
        adjustments.cell_code,
        adjustments.amount_micros
    FROM out_rollup_adjustments AS applied
    INNER JOIN core_adjustments AS adjustments
        ON
            applied.county = adjustments.county
            AND applied.year = adjustments.year
            AND applied.adjustment = adjustments.adjustment
)

SELECT
    rollup_cells.county,
    rollup_cells.year,
    rollup_cells.rollup,
    rollup_cells.cell_code,
    rollup_cells.value_micros AS found,
    CAST(COALESCE(SUM(given.value_micros), 0) AS BIGINT) AS expected
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
LEFT JOIN given
    ON
        rollup_cells.county = given.county
        AND rollup_cells.year = given.year
        AND rollup_cells.rollup = given.rollup
        AND rollup_cells.cell_code = given.cell_code
WHERE NOT form_cells.is_total
GROUP BY
    rollup_cells.county, rollup_cells.year, rollup_cells.rollup, rollup_cells.cell_code, rollup_cells.value_micros
HAVING COALESCE(rollup_cells.value_micros, 0) <> COALESCE(SUM(given.value_micros), 0)
