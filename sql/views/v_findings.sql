-- One row a failing or undecided finding of the newest check of an agency's newest revision, with what was decided on it.
-- 一行是最新一版最近一次核对里的一处不符或不能判断，和对它的决定。
CREATE VIEW v_findings AS
SELECT
    agencies.county AS county, -- 县的行政区划代码 / administrative code of the county
    findings.year AS year, -- 报告年度 / report year
    findings.agency_code AS agency_code, -- 机关代码 / code of the agency
    agencies.name AS agency_name, -- 机关全称 / full name of the agency
    findings.revision AS revision, -- 第几版 / number of the revision
    findings.rule AS rule, -- 规则编号 / id of the rule
    findings.state AS state, -- 不符或不能判断 / fail or undecided
    findings.severity AS severity, -- 轻重：必须更正、请核实、提示 / hard, soft or info
    findings.message AS message, -- 说明（中文） / the sentence in Chinese
    findings.message_en AS message_en, -- 说明（英文） / the sentence in English
    findings.cells AS cells, -- 涉及的格，JSON 列表 / cells it is about, a JSON list
    findings.expected AS expected, -- 应为 / what it should be
    findings.found AS found, -- 实为 / what it is
    findings.difference AS difference, -- 相差 / found minus expected
    decisions.kind AS decision, -- 核实或豁免，没有决定为空 / confirm or waive, NULL where nobody decided
    decisions.person AS decided_by, -- 经办人 / who decided
    decisions.reason AS decision_reason, -- 理由；数变了是否还算，见 gouji decisions list / why; whether it still holds, see gouji decisions list
    decisions.until_date AS decided_until -- 到哪一天为止 / until which day
FROM core_findings AS findings
INNER JOIN core_agencies AS agencies
    ON agencies.agency_code = findings.agency_code AND agencies.year = findings.year
LEFT JOIN core_decisions AS decisions
    ON
        decisions.county = agencies.county
        AND decisions.position = (
            SELECT MAX(made.position) FROM core_decisions AS made
            WHERE
                made.county = agencies.county AND made.agency_code = findings.agency_code
                AND made.year = findings.year AND made.finding = findings.fingerprint AND made.kind <> 'revoke'
                AND NOT EXISTS (SELECT 1 FROM core_decisions AS back WHERE back.revokes = made.decision_id)
        )
WHERE
    findings.state IN ('fail', 'undecided')
    AND findings.revision = (
        SELECT MAX(revisions.revision) FROM core_revisions AS revisions
        WHERE revisions.agency_code = findings.agency_code AND revisions.year = findings.year
    )
    AND findings.check_number = (
        SELECT MAX(checks.check_number) FROM core_checks AS checks
        WHERE
            checks.agency_code = findings.agency_code AND checks.year = findings.year
            AND checks.revision = findings.revision
    )
