-- One row a decision of a person about a finding or about an agency's duty to report; only ever added to.
-- bound holds what the finding said when it was excused: by cell code, the numbers and texts that must stand.
-- 一行是一个人的一件决定：核实、豁免或撤销；只增不改。
CREATE TABLE IF NOT EXISTS core_decisions (
    decision_id TEXT NOT NULL PRIMARY KEY, -- 决定编号 / id of the decision
    position INTEGER NOT NULL CHECK (position > 0), -- 次序 / place in the order
    county TEXT NOT NULL, -- 县的行政区划代码 / administrative code of the county
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    year INTEGER NOT NULL, -- 报告年度 / report year
    kind TEXT NOT NULL CHECK (kind IN ('confirm', 'waive', 'revoke')), -- 核实、豁免或撤销 / confirm, waive or revoke
    rule TEXT NOT NULL, -- 规则编号，空着是整份报告免报 / id of the rule, empty where the report itself is waived
    outcome TEXT NOT NULL, -- 规则的哪一种结果 / which outcome of the rule
    cells TEXT NOT NULL, -- 涉及的格，JSON 列表 / cells it is about, a JSON list
    bound TEXT NOT NULL, -- 认可时的各格的数，JSON / what the cells said when it was excused, JSON
    finding TEXT NOT NULL, -- 当时那个问题的指纹 / fingerprint of the finding that was excused
    message TEXT NOT NULL, -- 当时那个问题的说明 / the sentence of what was excused
    reason TEXT NOT NULL CHECK (reason <> ''), -- 理由 / why
    person TEXT NOT NULL CHECK (person <> ''), -- 经办人 / the person who decided
    second_person TEXT NOT NULL CHECK (second_person <> person), -- 第二个人，豁免时必有 / the second person, needed for a waiver
    until_date TEXT, -- 到哪一天为止，空着是数不变就一直 / until which day, NULL for as long as the values stand
    revokes TEXT REFERENCES core_decisions (decision_id), -- 撤销哪一件决定 / the decision it takes back
    source TEXT NOT NULL, -- 怎样登记的：命令或表 / how it came in, by command or table
    decided_at TEXT NOT NULL, -- 决定的时刻（UTC） / when it was decided (UTC)
    UNIQUE (county, position),
    CHECK (kind <> 'waive' OR second_person <> ''),
    CHECK (kind <> 'confirm' OR rule <> ''),
    CHECK ((kind = 'revoke') = (revokes IS NOT NULL))
);
