-- One row what a table, a view, a column or one of its words means, derived from sql/ whenever the warehouse is migrated.
-- 一行是一张表、一个视图、一列或列里一个词的意思，由 sql/ 推出。
CREATE TABLE IF NOT EXISTS core_dictionary (
    relation TEXT NOT NULL, -- 表或视图的名字 / name of the table or view
    column_name TEXT NOT NULL, -- 列名，空着是说整张表 / name of the column, empty for the whole relation
    word TEXT NOT NULL, -- 列里的一个词，空着是说这一列 / a word that stands in the column, empty for the column itself
    position INTEGER NOT NULL, -- 次序 / place in the order
    zh TEXT NOT NULL, -- 中文的意思 / meaning in Chinese
    en TEXT NOT NULL, -- 英文的意思 / meaning in English
    definition TEXT NOT NULL, -- 视图的语句，别处为空 / the statement of a view, empty elsewhere
    PRIMARY KEY (relation, column_name, word)
);
