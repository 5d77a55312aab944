"""A season with one fault an agency, in documents of many layouts: each is told once, under its rule, and no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from random import Random

import pytest

from expectations import catalogue
from expectations.proving import Fails, proofs
from tasks.checking import check
from tasks.form import form_for
from tasks.placing import place
from tasks.proving.documents import printable, read_back
from tasks.proving.situation import case_of
from tasks.proving.verdict import Claim, claims_of
from tasks.reading import read
from tasks.records import Case, Finding, Severity, State
from tasks.sample import LAYOUTS, SampleReport, expected, figures, render
from tasks.sample.prose import closing, pen, preamble, sections
from tests.tracing import untraced

# In plain text a blank is not printed as such; a table calculation has no place for what stands above the chapters.
PRINTED = [name for name in LAYOUTS if name.endswith((".html", ".docx", ".xlsx"))]
MADE = 12  # of the cases that an equation makes of itself, one in so many is printed
YEARS = (2020, 2024)


def _seeds() -> Iterator[Claim]:
    """Every written failing case that a document can show, and some of those made of the equations."""
    for rule in catalogue().rules.values():
        own = claims_of(rule, proofs()[rule.id], catalogue()) if not rule.season else ()
        failing = [claim for claim in own if claim.kind == "fails" and printable(claim.situation)]
        written = len(proofs()[rule.id].fails)
        yield from failing[:written] + failing[written::MADE]


SEEDS = {claim.name: claim for claim in _seeds()}


@pytest.fixture(scope="module")
def found() -> Mapping[str, list[Finding]]:
    """The whole season, checked in one batch."""
    layouts = cycle(PRINTED)
    with untraced():
        return check([_printed(claim, next(layouts)) for claim in SEEDS.values()])


def _printed(claim: Claim, layout: str) -> Case:
    layout = PRINTED[0] if claim.situation.preamble else layout
    return replace(case_of(claim.situation, claim.name), placement=read_back(claim.situation, layout))


@pytest.mark.parametrize("name", SEEDS)
def test_a_seeded_fault_is_told_once_under_its_rule(name: str, found: Mapping[str, list[Finding]]) -> None:
    claim = SEEDS[name]
    assert isinstance(claim.situation, Fails)
    failing = [finding for finding in found[name] if finding.state is State.FAIL]
    own = [finding for finding in failing if finding.rule == claim.rule]
    assert {finding.rule for finding in failing} == {claim.rule, *claim.situation.also}
    # an equation's own lines are one cause, and one finding
    assert len(own) == (1 if not isinstance(catalogue()[claim.rule].formula, str) else claim.situation.findings)
    assert min((f.severity for f in own), key=list(Severity).index) == claim.situation.severity


def test_every_rule_on_one_report_that_a_document_can_show_is_seeded() -> None:
    alone = {rule.id for rule in catalogue().rules.values() if not rule.season}
    # a table left out or twice, a picture badly read, subtotals of one's own: see tests/placing and tests/checking
    assert alone - {claim.rule for claim in SEEDS.values()} == {"C-05", "C-06", "K-03", "R-02"}


def _clean(year: int) -> Iterator[SampleReport]:
    form = form_for(year)
    assert form
    for number, member in enumerate(islice(expected(2024), 15)):
        rng = Random(f"{year}/{number}")
        values = figures(form, member.profile, rng)
        write = pen(form, member.agency, year, values, rng)
        told = sections(write, values, exact=True)
        last = closing(write, date(year + 1, 1, 20))
        yield SampleReport(member.agency.name, year, values, form.id, preamble(write), told, last)


@pytest.mark.parametrize("year", YEARS)
def test_clean_reports_give_no_finding(year: int, tmp_path: Path) -> None:
    cases = []
    agencies = {member.agency.name: member.agency for member in expected(2024)}
    for report, layout in zip(_clean(year), cycle(PRINTED), strict=False):
        file = tmp_path / f"{report.agency}.{layout}"
        file.write_bytes(render(report, layout))
        cases.append(Case(report.agency, place(read(file)), agencies[report.agency], campaign_year=year))
    failing = [(key, f.rule, f.message) for key, own in check(cases).items() for f in own if f.state is State.FAIL]
    assert len(cases) == 15
    assert not failing
