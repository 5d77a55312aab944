-- List what stands for some years by its names, hashes and times, so that any change of what pages show is seen.
SELECT 'revision' AS part, agency_code AS owner, year, revision AS number, content_hash AS word, loaded_at AS moment
FROM core_revisions
WHERE year IN :years
UNION ALL
SELECT 'check', agency_code, year, revision, findings_hash, checked_at
FROM core_checks
WHERE year IN :years
UNION ALL
SELECT 'state', agency_code, year, step, state || ' ' || actor || ' ' || reason, changed_at
FROM core_states
WHERE year IN :years
UNION ALL
SELECT 'restoration', agency_code, year, revision, actor || ' ' || reason, restored_at
FROM core_restorations
WHERE year IN :years
UNION ALL
SELECT 'disclosure', agency_code, year, disclosure, disclosed_on || ' ' || url, noted_at
FROM core_disclosures
WHERE year IN :years
UNION ALL
SELECT 'receipt', agency_code, year, revision, outcome || ' ' || sha256 || ' ' || reason || ' ' || detail, received_at
FROM raw_receipts
WHERE year IN :years
UNION ALL
SELECT 'decision', agency_code, year, position, decision_id, decided_at
FROM core_decisions
WHERE year IN :years
UNION ALL
SELECT 'message', recipient, year, NULL, status || ' ' || dedup_key || ' ' || error, sent_at
FROM out_outbox
WHERE year IN :years
UNION ALL
SELECT 'season', county, year, step, event || ' ' || actor || ' ' || reason, changed_at
FROM core_seasons
WHERE year IN :years
UNION ALL
SELECT 'season check', county, year, check_number, findings_hash, checked_at
FROM core_season_checks
WHERE year IN :years
UNION ALL
SELECT 'ruleset', county, year, step, ruleset || ' ' || overrides, used_at
FROM core_rulesets
WHERE year IN :years
UNION ALL
SELECT 'rollup', county, year, rollup, content_hash, as_of
FROM out_rollups
WHERE year IN :years
UNION ALL
SELECT 'publication', county, year, publication, actor || ' ' || reason, published_at
FROM out_publications
WHERE year IN :years
UNION ALL
SELECT 'adjustment', county, year, adjustment, actor || ' ' || reason, made_at
FROM core_adjustments
WHERE year IN :years
