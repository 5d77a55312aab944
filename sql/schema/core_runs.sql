-- One row a run of a flow with its outcome, so that a night that did not run can be noticed.
CREATE TABLE IF NOT EXISTS core_runs (
    run_id TEXT NOT NULL PRIMARY KEY,
    flow TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    status TEXT NOT NULL CHECK (status IN ('running', 'completed', 'failed')),
    summary TEXT NOT NULL
);
