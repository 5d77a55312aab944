-- Add a change of a county's roster in a report year.
INSERT INTO core_lineage (county, year, position, kind, effective_on, predecessors, successors, basis)
VALUES (:county, :year, :position, :kind, :effective_on, :predecessors, :successors, :basis)
ON CONFLICT (county, year, position) DO NOTHING
