-- Add a revision of an agency's report.
INSERT INTO core_revisions (
    agency_code, year, revision, content_hash, sha256, form, title, printed_agency, printed_year,
    preamble, title_origin, headings, tables_found, supersedes, parser_version, loaded_at
)
VALUES (
    :agency_code, :year, :revision, :content_hash, :sha256, :form, :title, :printed_agency, :printed_year,
    :preamble, :title_origin, :headings, :tables_found, :supersedes, :parser_version, :loaded_at
)
ON CONFLICT (agency_code, year, revision) DO NOTHING
