-- Note that a run of a flow has begun.
INSERT INTO core_runs (run_id, flow, started_at, ended_at, status, summary)
VALUES (:run_id, :flow, :started_at, NULL, 'running', :summary)
ON CONFLICT (run_id) DO NOTHING
