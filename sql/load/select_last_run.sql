-- Give the last run of a flow.
SELECT run_id, flow, started_at, ended_at, status, summary
FROM core_runs
WHERE flow = :flow
ORDER BY started_at DESC
LIMIT 1
