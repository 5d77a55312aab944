"""The records that travel from stage to stage; they hold data and no behaviour of a stage."""

from tasks.records.decision import Decision, DecisionKind
from tasks.records.finding import Broken, Finding, Fix, Parts, Severity, State
from tasks.records.grid import PICTURE, Grid, GridCell, GridTable, Origin, Paragraph, Refusal
from tasks.records.limits import Limits
from tasks.records.override import Override, OverrideKind
from tasks.records.placement import CERTAIN, Fact, PlacedCell, Placement, SectionText, Semantic, Unplaced, number
from tasks.records.season import Agency, Case, Change, Descent, Past, PastReport, Receipt
from tasks.records.seasonal import Arrived, Due, Filed, Marks, Outside, Paired, Printed, SeasonFinding, Summed

__all__ = [
    "CERTAIN",
    "PICTURE",
    "Agency",
    "Arrived",
    "Broken",
    "Case",
    "Change",
    "Decision",
    "DecisionKind",
    "Descent",
    "Due",
    "Fact",
    "Filed",
    "Finding",
    "Fix",
    "Grid",
    "GridCell",
    "GridTable",
    "Limits",
    "Marks",
    "Origin",
    "Outside",
    "Override",
    "OverrideKind",
    "Paired",
    "Paragraph",
    "Parts",
    "Past",
    "PastReport",
    "PlacedCell",
    "Placement",
    "Printed",
    "Receipt",
    "Refusal",
    "SeasonFinding",
    "SectionText",
    "Semantic",
    "Severity",
    "State",
    "Summed",
    "Unplaced",
    "number",
]
