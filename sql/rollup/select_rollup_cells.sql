-- List the cells of a rollup.
SELECT cell_code, value_micros, addends, imputed, reported_micros
FROM out_rollup_cells
WHERE county = :county AND year = :year AND rollup = :rollup
