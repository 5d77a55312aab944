-- One row a correction of a county sum by a person, such as a case counted by two bodies; taken back by a row of its own.
CREATE TABLE IF NOT EXISTS core_adjustments (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    adjustment INTEGER NOT NULL CHECK (adjustment > 0),
    agency_code TEXT NOT NULL,
    cell_code TEXT NOT NULL,
    amount_micros BIGINT NOT NULL CHECK (amount_micros <> 0),
    reason TEXT NOT NULL CHECK (reason <> ''),
    actor TEXT NOT NULL CHECK (actor <> ''),
    made_at TEXT NOT NULL,
    takes_back INTEGER,
    PRIMARY KEY (county, year, adjustment),
    FOREIGN KEY (county, year, takes_back) REFERENCES core_adjustments (county, year, adjustment),
    UNIQUE (county, year, takes_back)
);
