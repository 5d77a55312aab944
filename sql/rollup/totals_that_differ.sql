-- List every total that a counted report states and its own leaves (blank ones as 0) do not give.
SELECT
    totals.agency_code,
    totals.cell_code,
    totals.raw,
    totals.value_micros AS reported_micros,
    CAST(COALESCE(SUM(leaves.value_micros), 0) AS BIGINT) AS recomputed_micros
FROM core_cells AS totals
INNER JOIN core_form_addends AS addends
    ON totals.cell_code = addends.total_code
LEFT JOIN core_cells AS leaves
    ON
        totals.agency_code = leaves.agency_code
        AND totals.year = leaves.year
        AND totals.revision = leaves.revision
        AND addends.addend_code = leaves.cell_code
WHERE
    addends.form = :form
    AND totals.year = :year
    AND totals.value_micros IS NOT NULL
    AND (totals.agency_code, totals.revision) IN :counted
GROUP BY totals.agency_code, totals.cell_code, totals.raw, totals.value_micros
HAVING totals.value_micros <> COALESCE(SUM(leaves.value_micros), 0)
