-- One row an agency of the roster in a report year, how far its report has come, and what is wrong with it.
-- 一行是一个机关的一个报告年度：报到哪一步，第几版，还有几处不对。
CREATE VIEW v_reports AS
SELECT
    agencies.county AS county, -- 县的行政区划代码 / administrative code of the county
    agencies.year AS year, -- 报告年度 / report year
    agencies.agency_code AS agency_code, -- 机关代码 / code of the agency
    agencies.name AS agency_name, -- 机关全称 / full name of the agency
    agencies.kind AS kind, -- 类别：部门、乡镇、街道等 / department, township, subdistrict and so on
    agencies.expected AS expected, -- 是否应报 / whether a report is due
    states.state AS state, -- 状态的代码，空着是还没有开始 / code of its state, NULL before the season
    words.zh AS state_zh, -- 状态 / its state in Chinese
    states.actor AS actor, -- 谁使它成立 / who brought it about
    states.reason AS reason, -- 理由 / why
    states.changed_at AS changed_at, -- 何时（UTC） / when (UTC)
    latest.revision AS revision, -- 最新是第几版，没有报告为空 / the newest revision, NULL without a report
    latest.title AS title, -- 报告的标题 / title of the report
    (
        SELECT COUNT(*) FROM core_findings AS findings
        WHERE
            findings.agency_code = checks.agency_code AND findings.year = checks.year
            AND findings.revision = checks.revision AND findings.check_number = checks.check_number
            AND findings.state = 'fail' AND findings.severity = 'hard'
    ) AS hard_findings, -- 必须更正的几处 / hard findings of the newest revision
    (
        SELECT COUNT(*) FROM core_findings AS findings
        WHERE
            findings.agency_code = checks.agency_code AND findings.year = checks.year
            AND findings.revision = checks.revision AND findings.check_number = checks.check_number
            AND findings.state = 'fail' AND findings.severity = 'soft'
    ) AS soft_findings -- 请核实的几处，含已核实的 / soft findings, confirmed ones among them
FROM core_agencies AS agencies
LEFT JOIN core_states AS states
    ON
        states.agency_code = agencies.agency_code AND states.year = agencies.year
        AND states.step = (
            SELECT MAX(steps.step) FROM core_states AS steps
            WHERE steps.agency_code = agencies.agency_code AND steps.year = agencies.year
        )
LEFT JOIN core_dictionary AS words
    ON words.relation = 'core_states' AND words.column_name = 'state' AND words.word = states.state
LEFT JOIN core_revisions AS latest
    ON
        latest.agency_code = agencies.agency_code AND latest.year = agencies.year
        AND latest.revision = (
            SELECT MAX(revisions.revision) FROM core_revisions AS revisions
            WHERE revisions.agency_code = agencies.agency_code AND revisions.year = agencies.year
        )
LEFT JOIN core_checks AS checks
    ON
        checks.agency_code = latest.agency_code AND checks.year = latest.year AND checks.revision = latest.revision
        AND checks.check_number = (
            SELECT MAX(numbers.check_number) FROM core_checks AS numbers
            WHERE
                numbers.agency_code = latest.agency_code AND numbers.year = latest.year
                AND numbers.revision = latest.revision
        )
