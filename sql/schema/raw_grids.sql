-- One row a document that could be read, as the grid its reader made of it (JSON, no meaning yet).
-- 一行是一份读得出的文件，读出的网格。
CREATE TABLE IF NOT EXISTS raw_grids (
    sha256 TEXT NOT NULL PRIMARY KEY, -- 原件的 SHA-256，也是存档里的文件名 / SHA-256 of the bytes, also their name in the archive
    kind TEXT NOT NULL, -- 文件类型 / type of the file
    grid TEXT NOT NULL -- 读出的网格，JSON / the grid as read, JSON
);
