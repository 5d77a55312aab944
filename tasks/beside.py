"""Beside: what came with a whole report and adds nothing to it (a seal page, a letter) belongs to it; no refusal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tasks import warehouse
from tasks.language import _
from tasks.open import CLOCK, Desk
from tasks.records import Refusal
from tasks.together import REPEATS, is_whole, lacking

_NO_REPORT, _OTHER_YEAR, _EMPTY = "no_report", "wrong_year", "empty"
_UNREAD, _UNKNOWN = "no_text_layer", "unknown_type"
_MAY_BE_BESIDE = {REPEATS, _NO_REPORT, _OTHER_YEAR, _EMPTY, _UNREAD, _UNKNOWN}


def take_beside(desk: Desk, year: int) -> None:
    """Link refused files to the newest report of who handed them in, where that is whole without them.

    What was read and only repeats the report is linked whenever it came. What nobody could read, and a file that is
    empty or no report of the year, is linked only where it came no later than the report's day: what comes later may
    be meant as a correction.
    """
    arrivals = warehouse.arrivals(desk.engine, year)
    loose = [it for it in arrivals if it.outcome == "refused" and it.reason in _MAY_BE_BESIDE]
    latest = warehouse.latest_revisions(desk.engine, year) if loose else {}
    origins = {it.receipt.sha256: it for it in arrivals if it.outcome == "read" and not it.beside}
    for arrival in loose:
        code = arrival.agency or arrival.receipt.submitter
        revision = latest.get(code)
        origin = origins.get(revision.sha256) if revision else None
        if revision and origin:
            later = arrival.reason != REPEATS and _is_later(arrival, origin)
            _take(desk, arrival, revision, Path(origin.receipt.file_name).name, later)


def _is_later(arrival: warehouse.Arrival, origin: warehouse.Arrival) -> bool:
    came, stood = (each.receipt.received_at.astimezone(CLOCK).date() for each in (arrival, origin))
    return came > stood


def _take(desk: Desk, arrival: warehouse.Arrival, revision: warehouse.Revision, report: str, later: bool) -> None:
    """Link one file to a report, or say of a picture that it may hold what the report lacks, or a correction."""
    placement = warehouse.load_placement(desk.engine, revision)
    if not is_whole(placement):
        return
    missing = lacking(placement)
    words = {"file": Path(arrival.receipt.file_name).name, "report": report, "detail": arrival.detail}
    if arrival.reason == _UNREAD and (missing or later):
        refusal = Refusal(_UNREAD, _may_hold(missing).format(**words))
        warehouse.record_refusal(desk.engine, arrival.receipt, refusal, agency_code=revision.agency)
    elif not later and not (arrival.reason == _UNKNOWN and missing):
        told = {
            REPEATS: arrival.detail,
            _UNREAD: _("“{file}”是图片，没有识读；“{report}”各格齐全，不需要它").format(**words),
            _UNKNOWN: _("“{file}”没有读：{detail}；“{report}”各格齐全，不需要它").format(**words),
            _EMPTY: _("“{file}”里没有内容；“{report}”是完整的报告，不需要它").format(**words),
            _OTHER_YEAR: _("“{file}”是别的年度的报告；“{report}”才是本年度的，以它为准").format(**words),
            _NO_REPORT: _("“{file}”里没有报告的章节和表格；“{report}”是完整的报告，不需要它").format(**words),
        }
        warehouse.record_beside(desk.engine, arrival.receipt, revision.agency, revision.number, told[arrival.reason])


def _may_hold(missing: Mapping[str, int]) -> str:
    """What an unread picture may be: the rest of the report, or what corrects it."""
    advice = _("请安装 OCR 组件，或改报能复制文字的")
    if not missing:
        return _("“{file}”是图片，没有识读，比“{report}”晚到，可能是更正。") + advice
    cells = _("、").join(_("{table}的 {count} 格").format(table=name, count=n) for name, n in missing.items())
    return _("“{file}”是图片，没有识读；“{report}”缺") + cells + _("，可能就在里面。") + advice
