-- Note how a run of a flow ended.
UPDATE core_runs
SET ended_at = :ended_at, status = :status, summary = :summary
WHERE run_id = :run_id
