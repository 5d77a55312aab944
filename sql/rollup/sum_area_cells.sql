-- Add up every cell over the rollups of the areas below, in exact integers, with what was stated and left blank in them.
SELECT
    cell_code,
    CAST(SUM(value_micros) AS BIGINT) AS value_micros,
    CAST(SUM(reported_micros) AS BIGINT) AS reported_micros,
    SUM(addends) AS addends,
    SUM(imputed) AS imputed
FROM out_rollup_cells
WHERE year = :year AND (county, rollup) IN :areas
GROUP BY cell_code
