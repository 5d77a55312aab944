-- List the adjustments that a rollup contains.
SELECT
    adjustments.adjustment,
    adjustments.agency_code,
    adjustments.cell_code,
    adjustments.amount_micros,
    adjustments.reason,
    adjustments.actor,
    adjustments.made_at,
    adjustments.takes_back
FROM out_rollup_adjustments AS applied
INNER JOIN core_adjustments AS adjustments
    ON
        applied.county = adjustments.county
        AND applied.year = adjustments.year
        AND applied.adjustment = adjustments.adjustment
WHERE applied.county = :county AND applied.year = :year AND applied.rollup = :rollup
ORDER BY adjustments.adjustment
