-- One row a revision of an agency's yearly report, numbered from 1 and never changed afterwards.
-- 一行是一个机关年度报告的一版，从 1 编号，存下后不再改。
CREATE TABLE IF NOT EXISTS core_revisions (
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    year INTEGER NOT NULL, -- 报告年度 / report year
    revision INTEGER NOT NULL CHECK (revision > 0), -- 第几版，从 1 起 / number of the revision, from 1
    content_hash TEXT NOT NULL, -- 内容的哈希，相同即内容相同 / hash of the content, equal where the content is
    sha256 TEXT NOT NULL, -- 原件的 SHA-256，也是存档里的文件名 / SHA-256 of the bytes, also their name in the archive
    form TEXT NOT NULL, -- 表样：f2021 或 f2019 / edition of the form, f2021 or f2019
    title TEXT NOT NULL, -- 报告的标题 / title of the report
    printed_agency TEXT NOT NULL, -- 标题所写的机关 / agency as the title says
    printed_year INTEGER, -- 标题所写的年度 / year as the title says
    preamble TEXT NOT NULL, -- 标题下的引言 / text before the first chapter
    title_origin TEXT, -- 标题在何处，JSON / where the title stands, JSON
    headings TEXT NOT NULL, -- 找到的各级标题，JSON / headings that were found, JSON
    tables_found TEXT NOT NULL, -- 找到了哪几张表，JSON / tables that were found, JSON
    supersedes INTEGER, -- 取代第几版 / the revision it supersedes
    parser_version TEXT NOT NULL, -- 读取程序的版本 / version of the reader
    loaded_at TEXT NOT NULL, -- 入库的时刻（UTC） / when it was stored (UTC)
    PRIMARY KEY (agency_code, year, revision),
    FOREIGN KEY (agency_code, year, supersedes) REFERENCES core_revisions (agency_code, year, revision)
);
