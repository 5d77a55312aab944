-- Give the run of a flow that began last, of any status or (completed_only = 1) of those that completed.
SELECT run_id, flow, started_at, ended_at, status, summary
FROM core_runs
WHERE flow = :flow AND (status = 'completed' OR :completed_only = 0)
ORDER BY started_at DESC
LIMIT 1
