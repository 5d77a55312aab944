-- One row a revision that a person made by restoring an earlier one: nothing is deleted, the old content counts anew.
-- 一行是一次恢复：把较早的一版作为新的一版。
CREATE TABLE IF NOT EXISTS core_restorations (
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    year INTEGER NOT NULL, -- 报告年度 / report year
    revision INTEGER NOT NULL, -- 第几版，从 1 起 / number of the revision, from 1
    restores INTEGER NOT NULL, -- 恢复的是第几版 / which revision it restores
    reason TEXT NOT NULL CHECK (reason <> ''), -- 理由 / why
    actor TEXT NOT NULL CHECK (actor <> ''), -- 谁做的 / who did it
    restored_at TEXT NOT NULL, -- 恢复的时刻（UTC） / when it was restored (UTC)
    PRIMARY KEY (agency_code, year, revision),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision),
    FOREIGN KEY (agency_code, year, restores) REFERENCES core_revisions (agency_code, year, revision),
    CHECK (restores < revision)
);
