-- One row a revision of an agency's report with the files it was read from, and whether it is the one that counts.
-- 一行是一版报告和读自的一份文件，以及是不是计入的那一版。
CREATE VIEW v_revisions AS
SELECT
    agencies.county AS county, -- 县的行政区划代码 / administrative code of the county
    revisions.year AS year, -- 报告年度 / report year
    revisions.agency_code AS agency_code, -- 机关代码 / code of the agency
    agencies.name AS agency_name, -- 机关全称 / full name of the agency
    revisions.revision AS revision, -- 第几版 / number of the revision
    revisions.title AS title, -- 报告的标题 / title of the report
    revisions.form AS form, -- 表样：f2021 或 f2019 / edition of the form, f2021 or f2019
    revisions.supersedes AS supersedes, -- 取代第几版 / the revision it supersedes
    restored.restores AS restores, -- 恢复的是第几版，不是恢复为空 / the revision it restores, NULL for a new report
    revisions.loaded_at AS loaded_at, -- 入库的时刻（UTC） / when it was stored (UTC)
    receipts.file_name AS file_name, -- 收到时的文件名，恢复的为空 / name of the file, NULL for a restored one
    receipts.received_at AS received_at, -- 收到的时刻（UTC） / when it was received (UTC)
    receipts.sha256 AS sha256, -- 原件的 SHA-256 / SHA-256 of the file
    CASE
        WHEN states.revision = revisions.revision AND states.state IN ('accepted', 'published', 'corrected') THEN 1
        ELSE 0
    END AS counts -- 1 是计入汇总的那一版 / 1 for the revision that counts, else 0
FROM core_revisions AS revisions
INNER JOIN core_agencies AS agencies
    ON agencies.agency_code = revisions.agency_code AND agencies.year = revisions.year
LEFT JOIN core_restorations AS restored
    ON
        restored.agency_code = revisions.agency_code AND restored.year = revisions.year
        AND restored.revision = revisions.revision
LEFT JOIN raw_receipts AS receipts
    ON
        receipts.agency_code = revisions.agency_code AND receipts.year = revisions.year
        AND receipts.revision = revisions.revision AND receipts.reason = ''
LEFT JOIN core_states AS states
    ON
        states.agency_code = revisions.agency_code AND states.year = revisions.year
        AND states.step = (
            SELECT MAX(steps.step) FROM core_states AS steps
            WHERE steps.agency_code = revisions.agency_code AND steps.year = revisions.year
        )
