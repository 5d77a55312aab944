"""County documents and review pages, drawn from the form and from plain records."""

from tasks.reporting.document import write_docx
from tasks.reporting.layout import Box, Layout, lay_out
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
    RefusedFile,
    Revision,
    RuleNote,
    SeasonView,
    Standing,
)
from tasks.reporting.workbook import write_workbook

__all__ = [
    "AgencyFigures",
    "AgencyFinding",
    "AgencyRow",
    "AgencyView",
    "Box",
    "CountyPage",
    "CountyReport",
    "Deadline",
    "Layout",
    "RefusedFile",
    "Revision",
    "RuleNote",
    "SeasonView",
    "Standing",
    "agency_link",
    "build_site",
    "lay_out",
    "store",
    "write_docx",
    "write_workbook",
]
