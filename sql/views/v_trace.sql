-- One row an agency's cell that the newest rollup of a county's year counts, with where it stands in which file.
-- 一行是最新一次汇总计入的一个机关的一格，和它在哪份文件的何处。
CREATE VIEW v_trace AS
SELECT
    coverage.county AS county, -- 县的行政区划代码 / administrative code of the county
    coverage.year AS year, -- 报告年度 / report year
    coverage.rollup AS rollup, -- 第几次汇总 / number of the rollup
    cells.cell_code AS cell_code, -- 格的代码，表.行.列 / code of the cell, table.row.column
    coverage.agency_code AS agency_code, -- 机关代码 / code of the agency
    agencies.name AS agency_name, -- 机关全称 / full name of the agency
    coverage.revision AS revision, -- 计入的是第几版 / the revision that is counted
    CAST(cells.value AS NUMERIC) AS value, -- 数，不是数为空 / the figure, NULL where there is none
    cells.raw AS as_printed, -- 原文 / as printed
    cells.origin AS origin, -- 在原文的何处，JSON / where it stands in the file, JSON
    revisions.sha256 AS sha256 -- 原件的 SHA-256，存档里的文件名 / SHA-256 of the bytes, their name in the archive
FROM out_coverage AS coverage
INNER JOIN core_cells AS cells
    ON
        cells.agency_code = coverage.agency_code AND cells.year = coverage.year
        AND cells.revision = coverage.revision
INNER JOIN core_revisions AS revisions
    ON
        revisions.agency_code = coverage.agency_code AND revisions.year = coverage.year
        AND revisions.revision = coverage.revision
LEFT JOIN core_agencies AS agencies
    ON
        agencies.county = coverage.county AND agencies.agency_code = coverage.agency_code
        AND agencies.year = coverage.year
WHERE
    coverage.standing = 'counted'
    AND coverage.rollup = (
        SELECT MAX(numbers.rollup) FROM out_rollups AS numbers
        WHERE numbers.county = coverage.county AND numbers.year = coverage.year
    )
