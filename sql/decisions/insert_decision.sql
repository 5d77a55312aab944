-- Add a decision unless it is known.
INSERT INTO core_decisions (
    decision_id, position, county, agency_code, year, kind, rule, outcome, cells, bound, finding, message,
    reason, person, second_person, until_date, revokes, source, decided_at
)
VALUES (
    :decision_id, :position, :county, :agency_code, :year, :kind, :rule, :outcome, :cells, :bound, :finding, :message,
    :reason, :person, :second_person, :until_date, :revokes, :source, :decided_at
)
ON CONFLICT (decision_id) DO NOTHING
