-- One row a cell of the newest rollup of a county's year, in the form's official units.
-- 一行是一个县一个年度最新一次汇总的一格，数用官方单位。
CREATE VIEW v_rollup AS
SELECT
    rollups.county AS county, -- 县的行政区划代码 / administrative code of the county
    rollups.year AS year, -- 报告年度 / report year
    rollups.rollup AS rollup, -- 第几次汇总 / number of the rollup
    rollups.as_of AS as_of, -- 以何时为准（UTC） / as of when (UTC)
    rollups.status AS status, -- 草稿、有冲突、齐全 / draft, blocked, complete
    rollups.expected AS agencies_expected, -- 应报的机关数 / agencies expected
    rollups.accepted AS agencies_accepted, -- 已接收的机关数 / agencies accepted
    cells.cell_code AS cell_code, -- 格的代码，表.行.列 / code of the cell, table.row.column
    form.label AS label, -- 官方的名称 / official label
    ROUND(cells.value_micros / 1000000.0, 6) AS value, -- 全县的数，没有报告为空 / the county's figure, NULL without a report
    form.unit AS unit, -- 单位：万元，件数为空 / unit, 万元 or empty for counts
    form.is_total AS is_total, -- 是否合计；求和时请去掉 / whether it is a total, to be left out of sums
    cells.addends AS reports, -- 填了数的报告份数（合计是加数的） / reports that state a number (of a total, its leaves do)
    cells.imputed AS blanks -- 空白当作 0 的份数 / reports that left it blank, taken as 0
FROM out_rollups AS rollups
INNER JOIN out_rollup_cells AS cells
    ON cells.county = rollups.county AND cells.year = rollups.year AND cells.rollup = rollups.rollup
INNER JOIN core_form_cells AS form
    ON form.form = rollups.form AND form.cell_code = cells.cell_code
WHERE
    rollups.rollup = (
        SELECT MAX(numbers.rollup) FROM out_rollups AS numbers
        WHERE numbers.county = rollups.county AND numbers.year = rollups.year
    )
