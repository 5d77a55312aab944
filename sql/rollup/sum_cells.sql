-- Add up every cell over the counted revisions, in exact integers, and count the reports that state a number.
SELECT
    cell_code,
    CAST(SUM(value_micros) AS BIGINT) AS value_micros,
    COUNT(value_micros) AS addends,
    SUM(CASE WHEN value_micros IS NULL AND (value IS NOT NULL OR semantic = 'TEXT') THEN 1 ELSE 0 END) AS unusable
FROM core_cells
WHERE year = :year AND (agency_code, revision) IN :counted
GROUP BY cell_code
