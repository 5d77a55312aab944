-- Add a cell of a revision.
INSERT INTO core_cells (
    agency_code, year, revision, cell_code, position, raw, semantic, value, value_micros,
    unit, origin, certainty, why
)
VALUES (
    :agency_code, :year, :revision, :cell_code, :position, :raw, :semantic, :value, :value_micros,
    :unit, :origin, :certainty, :why
)
ON CONFLICT (agency_code, year, revision, cell_code) DO NOTHING
