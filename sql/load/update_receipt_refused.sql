-- Say why an arrival was refused, unless it has led to a revision before or says the same already.
UPDATE raw_receipts
SET
    outcome = 'refused',
    reason = :reason,
    detail = :detail,
    agency_code = :agency_code,
    parser_version = :parser_version
WHERE
    year = :year
    AND sha256 = :sha256
    AND submitter = :submitter
    AND revision IS NULL
    AND (outcome <> 'refused' OR reason <> :reason OR detail <> :detail OR agency_code <> :agency_code)
