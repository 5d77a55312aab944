"""County documents and review pages, drawn from the form and from plain records."""

from tasks.reporting.decided import decision_sentence, lapse_sentence, standing_word, why_not
from tasks.reporting.document import write_docx
from tasks.reporting.layout import Box, Layout, lay_out
from tasks.reporting.ledger import AdjustmentLine, ChangeLine, Ledger, PublicationLine, RangeLine, RevisionLine
from tasks.reporting.notice import note_night
from tasks.reporting.rulebook import RulePage
from tasks.reporting.site import agency_link, build_site
from tasks.reporting.storing import store
from tasks.reporting.views import (
    AgencyFigures,
    AgencyFinding,
    AgencyRow,
    AgencyView,
    CountyPage,
    CountyReport,
    Deadline,
    DecisionNote,
    Quality,
    RefusedFile,
    Revision,
    RuleNote,
    SeasonView,
    Standing,
)
from tasks.reporting.workbook import write_workbook

__all__ = [
    "AdjustmentLine",
    "AgencyFigures",
    "AgencyFinding",
    "AgencyRow",
    "AgencyView",
    "Box",
    "ChangeLine",
    "CountyPage",
    "CountyReport",
    "Deadline",
    "DecisionNote",
    "Layout",
    "Ledger",
    "PublicationLine",
    "Quality",
    "RangeLine",
    "RefusedFile",
    "Revision",
    "RevisionLine",
    "RuleNote",
    "RulePage",
    "SeasonView",
    "Standing",
    "agency_link",
    "build_site",
    "decision_sentence",
    "lapse_sentence",
    "lay_out",
    "note_night",
    "standing_word",
    "store",
    "why_not",
    "write_docx",
    "write_workbook",
]
