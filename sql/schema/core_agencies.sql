-- One row an agency of a county's roster as it stood for a report year.
-- 一行是名册里一个机关在一个报告年度的样子。
CREATE TABLE IF NOT EXISTS core_agencies (
    county TEXT NOT NULL, -- 县的行政区划代码 / administrative code of the county
    year INTEGER NOT NULL, -- 报告年度 / report year
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    position INTEGER NOT NULL, -- 名册里的次序 / place in the roster
    name TEXT NOT NULL, -- 机关全称 / full name of the agency
    short_name TEXT NOT NULL, -- 简称 / short name
    kind TEXT NOT NULL, -- 类别：部门、乡镇、街道等 / department, township, subdistrict and so on
    aliases TEXT NOT NULL, -- 别名，JSON 列表 / other names, a JSON list
    valid_from TEXT, -- 从哪天起 / from which day it exists
    valid_to TEXT, -- 到哪天止 / until which day it exists
    contact TEXT NOT NULL, -- 联系人 / person to ask
    email TEXT NOT NULL, -- 邮箱 / mail address
    exempt TEXT NOT NULL, -- 免报原因，空着就是要报 / why no report is due, empty where one is
    flags TEXT NOT NULL, -- 标记：有何权力，JSON / what powers it has, JSON
    expected BOOLEAN NOT NULL, -- 这一年度是否应报 / whether a report of the year is due
    phone TEXT NOT NULL DEFAULT '', -- 电话 / telephone
    included_in TEXT NOT NULL DEFAULT '', -- 由谁的报告一并报送 / code of the agency whose report covers it
    PRIMARY KEY (county, year, agency_code)
);
