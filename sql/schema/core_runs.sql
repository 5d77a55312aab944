-- One row a run of a flow with its outcome, so that a night that did not run can be noticed.
-- 一行是流程的一次运行和它的结果。
CREATE TABLE IF NOT EXISTS core_runs (
    run_id TEXT NOT NULL PRIMARY KEY, -- 运行的编号 / id of the run
    flow TEXT NOT NULL, -- 哪个流程 / which flow
    started_at TEXT NOT NULL, -- 开始的时刻（UTC） / when it began (UTC)
    ended_at TEXT, -- 结束的时刻（UTC），没结束为空 / when it ended (UTC), NULL while it runs
    status TEXT NOT NULL CHECK (status IN ('running', 'completed', 'failed')), -- 进行中、完成、失败 / running, completed, failed
    summary TEXT NOT NULL -- 结果，JSON / its outcome, JSON
);
