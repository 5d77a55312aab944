-- Link an arrival to the revision it led to, unless it is linked already.
UPDATE raw_receipts
SET
    outcome = 'read',
    reason = '',
    detail = '',
    agency_code = :agency_code,
    revision = :revision,
    parser_version = :parser_version
WHERE
    year = :year
    AND sha256 = :sha256
    AND submitter = :submitter
    AND (revision IS NULL OR revision <> :revision OR agency_code <> :agency_code)
