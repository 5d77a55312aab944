"""Agencies that must report: whether they did (A-04), in time (P-02), and published the same (P-03, P-04)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tasks.checking.observation import Evidence, Observation, enumerate_words, plain
from tasks.checking.season import Court, judged
from tasks.form import Form
from tasks.records import Due, SeasonFinding


def check_due(due: Sequence[Due], form: Form, by: Court) -> list[SeasonFinding]:
    """The findings of every agency that must report, in their order; form is the year's edition."""
    found = zip(due, judged("due", due_rows(due, form), by), strict=True)
    return [SeasonFinding(agency.agency, finding) for agency, findings in found for finding in findings]


def due_rows(due: Sequence[Due], form: Form) -> list[Observation]:
    """What is seen of each agency."""
    return [_observe(agency, form) for agency in due]


def _observe(agency: Due, form: Form) -> Observation:
    seen = Observation()
    _complete(agency, seen)
    _in_time(agency, seen)
    _published(agency, seen)
    _page(agency, form, seen)
    return seen


def _complete(agency: Due, seen: Observation) -> None:
    words = {"agency": agency.name, "year": str(agency.year), "found": str(agency.accepted)}
    count, one = Decimal(agency.accepted), Decimal(1)
    seen.say("A-04", "missing", [Evidence(expected=one, found=count, difference=count - one, words=words)])
    seen.columns["accepted"] = 1.0 if agency.waived else float(agency.accepted)
    if agency.waived:
        seen.excuse("A-04", "waived")


def _in_time(agency: Due, seen: Observation) -> None:
    if agency.backload:
        seen.excuse("P-02", "backload")
        seen.columns |= dict.fromkeys(("late_statutory", "late_internal", "overdue"))
        return
    day = agency.received or agency.today
    late = day > agency.statutory
    internal = bool(agency.internal and day > agency.internal) and not late
    deadline = agency.internal if internal and agency.internal else agency.statutory
    words = {"agency": agency.name, "received": _iso(agency.received), "deadline": _iso(deadline)}
    told = [Evidence(expected=_iso(deadline), found=_iso(agency.received), words=words)]
    came = agency.received is not None
    overdue = not came and (late or internal) and not agency.waived
    seen.say("P-02", "late_statutory", told if came and late else [], "late_statutory")
    seen.say("P-02", "late_internal", told if came and internal else [], "late_internal")
    seen.say("P-02", "overdue", told if overdue else [], "overdue")
    if not came and not overdue:
        seen.doubt("P-02", "not_due")


def _published(agency: Due, seen: Observation) -> None:
    if agency.backload:
        seen.excuse("P-03", "backload")
        seen.columns |= dict.fromkeys(("unpublished", "published_late"))
        return
    words = {"agency": agency.name, "deadline": _iso(agency.statutory), "found": _iso(agency.published)}
    told = [Evidence(expected=_iso(agency.statutory), found=_iso(agency.published), words=words)]
    passed = agency.today > agency.statutory
    missing = bool(agency.accepted) and agency.published is None and passed and agency.listed
    late = agency.published is not None and agency.published > agency.statutory
    seen.say("P-03", "unpublished", told if missing else [], "unpublished")
    seen.say("P-03", "late", told if late else [], "published_late")
    if not agency.accepted and not late:
        seen.excuse("P-03", "not_accepted")
    elif agency.published is None and not agency.listed:
        seen.doubt("P-03", "no_list")
    elif agency.published is None and not passed:
        seen.doubt("P-03", "not_due")


def _page(agency: Due, form: Form, seen: Observation) -> None:
    seen.columns["page_gaps"] = None
    if not agency.accepted:
        seen.excuse("P-04", "not_accepted")
    elif agency.page_fault:
        seen.doubt("P-04", "unreadable", detail=agency.page_fault)
    elif agency.page is None:
        seen.doubt("P-04", "not_saved", year=str(agency.year))
    else:
        pairs = {code: (agency.values.get(code), agency.page.get(code)) for code in form.cells}
        gaps = {code: pair for code, pair in pairs.items() if (pair[0] or 0) != (pair[1] or 0)}
        words = {"agency": agency.name, "count": str(len(gaps)), "cells": _gaps(gaps, form)}
        seen.say("P-04", "differs", [Evidence(tuple(gaps), words=words)] if gaps else [], "page_gaps")


def _gaps(gaps: dict[str, tuple[Decimal | None, Decimal | None]], form: Form) -> str:
    told = [f"{form.cells[code].label} {_figure(own)}→{_figure(page)}" for code, (own, page) in gaps.items()]
    return enumerate_words(told)


def _figure(value: Decimal | None) -> str:
    return "□" if value is None else plain(value)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else "—"
