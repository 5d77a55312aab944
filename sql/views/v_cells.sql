-- One row a cell of a report that counts, which is the accepted revision of an agency, in the form's official units.
-- 一行是计入汇总的报告（已接收的那一版）的一格，数用官方单位。
CREATE VIEW v_cells AS
SELECT
    agencies.county AS county, -- 县的行政区划代码 / administrative code of the county
    cells.year AS year, -- 报告年度 / report year
    cells.agency_code AS agency_code, -- 机关代码 / code of the agency
    agencies.name AS agency_name, -- 机关全称 / full name of the agency
    cells.revision AS revision, -- 第几版 / number of the revision
    cells.cell_code AS cell_code, -- 格的代码，表.行.列 / code of the cell, table.row.column
    SUBSTR(cells.cell_code, 1, 2) AS form_table, -- 哪张表：t2、t3、t4（第几章） / which table, t2, t3 or t4 by its chapter
    form.label AS label, -- 官方的名称 / official label
    CAST(cells.value AS NUMERIC) AS value, -- 数，不是数为空 / the figure, NULL where there is none
    form.unit AS unit, -- 单位：万元，件数为空 / unit, 万元 or empty for counts
    cells.raw AS as_printed, -- 原文 / as printed
    cells.semantic AS semantic, -- 格里是什么：0、数、空白、斜杠、文字、没有 / what stands in the cell
    form.is_total AS is_total -- 是否合计；求和时请去掉 / whether it is a total, to be left out of sums
FROM core_states AS states
INNER JOIN core_agencies AS agencies
    ON agencies.agency_code = states.agency_code AND agencies.year = states.year
INNER JOIN core_revisions AS revisions
    ON
        revisions.agency_code = states.agency_code AND revisions.year = states.year
        AND revisions.revision = states.revision
INNER JOIN core_cells AS cells
    ON
        cells.agency_code = states.agency_code AND cells.year = states.year
        AND cells.revision = states.revision
INNER JOIN core_form_cells AS form
    ON form.form = revisions.form AND form.cell_code = cells.cell_code
WHERE
    states.state IN ('accepted', 'published', 'corrected')
    AND NOT EXISTS (
        SELECT 1 FROM core_states AS later
        WHERE
            later.agency_code = states.agency_code AND later.year = states.year
            AND later.step > states.step
    )
