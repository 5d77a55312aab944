"""Which decisions of people cover which findings, on which day, and why one no longer does. Pure."""

from tasks.deciding.binding import Change, bind, changes, unchanged
from tasks.deciding.excusing import Report, Words, excuse, line_of, revoke, unsaid, waive_report
from tasks.deciding.weighing import Judged, Standing, Weighed, judge, report_waiver, weigh

__all__ = [
    "Change",
    "Judged",
    "Report",
    "Standing",
    "Weighed",
    "Words",
    "bind",
    "changes",
    "excuse",
    "judge",
    "line_of",
    "report_waiver",
    "revoke",
    "unchanged",
    "unsaid",
    "waive_report",
    "weigh",
]
