-- Add an adjustment of a county sum.
INSERT INTO core_adjustments (
    county, year, adjustment, agency_code, cell_code, amount_micros, reason, actor, made_at, takes_back
)
VALUES (
    :county, :year, :adjustment, :agency_code, :cell_code, :amount_micros, :reason, :actor, :made_at, :takes_back
)
ON CONFLICT (county, year, adjustment) DO NOTHING
