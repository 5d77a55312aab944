-- Add a figure claimed in the prose of a revision.
INSERT INTO core_facts (
    agency_code, year, revision, position, kind, value, unit, sentence, origin, negated, period, scope, approximate
)
VALUES (
    :agency_code, :year, :revision, :position, :kind, :value, :unit, :sentence, :origin, :negated, :period, :scope,
    :approximate
)
ON CONFLICT (agency_code, year, revision, position) DO NOTHING
