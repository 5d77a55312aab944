-- List every total that a counted report states and its own leaves (blank ones as 0) do not give.
WITH cells AS (
    SELECT agency_code, cell_code, raw, value_micros
    FROM core_cells
    WHERE year = :year AND value_micros IS NOT NULL AND (agency_code, revision) IN :counted
),

-- By total first: of most reports every leaf is 0 or blank, and an agency is counted with one revision only.
sums AS (
    SELECT leaves.agency_code, addends.total_code, SUM(leaves.value_micros) AS value_micros
    FROM cells AS leaves
    INNER JOIN core_form_addends AS addends
        ON leaves.cell_code = addends.addend_code
    WHERE addends.form = :form AND leaves.value_micros <> 0
    GROUP BY leaves.agency_code, addends.total_code
)

SELECT
    totals.agency_code,
    totals.cell_code,
    totals.raw,
    totals.value_micros AS reported_micros,
    CAST(COALESCE(sums.value_micros, 0) AS BIGINT) AS recomputed_micros
FROM cells AS totals
LEFT JOIN sums
    ON totals.agency_code = sums.agency_code AND totals.cell_code = sums.total_code
WHERE
    totals.cell_code IN (SELECT addends.total_code FROM core_form_addends AS addends WHERE addends.form = :form)
    AND totals.value_micros <> COALESCE(sums.value_micros, 0)
