-- Add a publication of an agency's report.
INSERT INTO core_disclosures (agency_code, year, disclosure, url, disclosed_on, revision, actor, noted_at)
VALUES (:agency_code, :year, :disclosure, :url, :disclosed_on, :revision, :actor, :noted_at)
ON CONFLICT (agency_code, year, disclosure) DO NOTHING
