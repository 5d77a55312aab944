-- One row a publication of an agency's report by itself, with its address, day and revision; the highest number holds.
-- 一行是一次登记：机关自己公开了报告，网址、日期和版次；序号最大的有效。
CREATE TABLE IF NOT EXISTS core_disclosures (
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    year INTEGER NOT NULL, -- 报告年度 / report year
    disclosure INTEGER NOT NULL CHECK (disclosure > 0), -- 第几次登记公开 / number of the note of publication
    url TEXT NOT NULL, -- 网址 / address
    disclosed_on TEXT NOT NULL, -- 公开的日期 / day of publication
    revision INTEGER NOT NULL, -- 公开的是第几版 / which revision was published
    actor TEXT NOT NULL CHECK (actor <> ''), -- 谁做的 / who did it
    noted_at TEXT NOT NULL, -- 登记的时刻（UTC） / when it was noted (UTC)
    PRIMARY KEY (agency_code, year, disclosure),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);
