-- Recompute every total of the form from its leaves, each leaf first summed over the counted revisions.
WITH leaves AS (
    SELECT
        cell_code,
        SUM(value_micros) AS value_micros
    FROM core_cells
    WHERE year = :year AND (agency_code, revision) IN :counted
    GROUP BY cell_code
)

SELECT
    addends.total_code AS cell_code,
    CAST(SUM(leaves.value_micros) AS BIGINT) AS value_micros
FROM core_form_addends AS addends
INNER JOIN leaves
    ON addends.addend_code = leaves.cell_code
WHERE addends.form = :form
GROUP BY addends.total_code
