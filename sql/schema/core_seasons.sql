-- One row an opening or closing of a county's season of a report year, only ever added to; the highest number holds.
-- backload = a published old year is taken in: its hard findings are recorded and block nothing.
CREATE TABLE IF NOT EXISTS core_seasons (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    step INTEGER NOT NULL CHECK (step > 0),
    event TEXT NOT NULL CHECK (event IN ('open', 'close')),
    backload BOOLEAN NOT NULL,
    actor TEXT NOT NULL CHECK (actor <> ''),
    reason TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (county, year, step)
);
