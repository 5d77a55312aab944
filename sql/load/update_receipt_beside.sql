-- Link a refused arrival to the report that it came with and that it adds nothing to; the reason stays.
UPDATE raw_receipts
SET
    outcome = 'read',
    detail = :detail,
    agency_code = :agency_code,
    revision = :revision
WHERE
    year = :year
    AND sha256 = :sha256
    AND submitter = :submitter
    AND outcome = 'refused'
    AND revision IS NULL
