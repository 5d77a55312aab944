-- One row a step of an agency through the season of a report year, only ever added to; the highest number holds.
-- 一行是一个机关在一个年度里走的一步；序号最大的是现在的状态。
CREATE TABLE IF NOT EXISTS core_states (
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    year INTEGER NOT NULL, -- 报告年度 / report year
    step INTEGER NOT NULL CHECK (step > 0), -- 第几步 / number of the step
    state TEXT NOT NULL CHECK (state IN (
        'expected', 'missing', 'received', 'parsed', 'refused', 'returned', 'questioned',
        'accepted', 'published', 'corrected', 'waived', 'exempt', 'late', 'late_internal', 'late_statutory'
    )), -- 状态，意思见季节一页 / state of the season
    revision INTEGER, -- 依据第几版，还没有版次为空 / the revision it rests on, NULL where there is none
    actor TEXT NOT NULL, -- 谁做的 / who did it
    reason TEXT NOT NULL, -- 理由 / why
    changed_at TEXT NOT NULL, -- 何时（UTC） / when (UTC)
    PRIMARY KEY (agency_code, year, step),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision),
    CHECK (revision IS NOT NULL OR state NOT IN ('accepted', 'published', 'corrected'))
);
