"""Small whole reports for the warehouse's tests, and an independent arithmetic of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine

from tasks.form import load_form
from tasks.records import (
    Broken,
    Fact,
    Finding,
    Fix,
    Grid,
    Origin,
    Paragraph,
    PlacedCell,
    Placement,
    Receipt,
    SectionText,
    Semantic,
    Severity,
    State,
    Unplaced,
)
from tasks.warehouse import LoadResult, load_submission, set_state

NOW = datetime(2024, 1, 22, 2, 10, tzinfo=UTC)
KINDS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_org",
    "legal_service_org",
    "other_org",
)
PROCEEDINGS = ("review", "litigation_direct", "litigation_after_review")
RESULTS = ("upheld", "corrected", "other_result", "pending")

Figures = Mapping[str, int | Decimal | str | None]


def with_totals(leaves: Mapping[str, Decimal], edition: str = "f2021") -> dict[str, Decimal]:
    """All figures of a report from its leaves, by an arithmetic written down here and nowhere taken from the code."""
    codes = load_form(edition).cells
    figures = {code: leaves.get(code, Decimal(0)) for code in codes}
    rows = list(dict.fromkeys(code.split(".")[1] for code in codes if code.startswith("t3.")))
    results = rows[2:-2]
    assert rows[-2:] == ["disposed_total", "carried_forward"]
    for kind in KINDS:
        figures[f"t3.disposed_total.{kind}"] = sum((figures[f"t3.{row}.{kind}"] for row in results), Decimal(0))
    for row in rows:
        figures[f"t3.{row}.total"] = sum((figures[f"t3.{row}.{kind}"] for kind in KINDS), Decimal(0))
    for group in PROCEEDINGS:
        figures[f"t4.{group}.total"] = sum((figures[f"t4.{group}.{result}"] for result in RESULTS), Decimal(0))
    return figures


def leaf_codes(edition: str = "f2021") -> list[str]:
    """The codes of the cells that are no totals."""
    return [code for code in load_form(edition).cells if not code.endswith(".total") and ".disposed_total." not in code]


def placement(figures: Figures | None = None, edition: str = "f2021", **changes: Any) -> Placement:
    """A report of which every cell is 0 but those given: a number, None (blank), or words."""
    figures = figures or {}
    cells = {code: _cell(code, figures.get(code, 0), place) for place, code in enumerate(load_form(edition).cells)}
    report = Placement(
        agency="青禾县商务局",
        year=2023,
        form=edition,
        title="青禾县商务局2023年政府信息公开工作年度报告",
        cells=cells,
        sections={
            1: SectionText(1, "一、总体情况", "全年未收到申请。", Origin(line=3)),
            6: SectionText(6, "", "", None),
        },
        narrative=(Fact("received", Decimal(0), "件", "全年未收到申请。", Origin(line=3), negated=True),),
        unplaced=(Unplaced("附注", "no_label", Origin(table=2, row=1, column=9), ("t2.rules.made",)),),
        headings=(1, 2, 3, 4, 5, 6),
        tables={"t2": 1, "t3": 1, "t4": 1},
        preamble="根据条例编制。",
        title_origin=Origin(line=1),
    )
    return replace(report, **changes)


def receipt(content: str = "a", **changes: Any) -> Receipt:
    """An arrival; its hash is the letter it is named by."""
    base = Receipt(content * 64, f"{content}.docx", 2023, NOW, 1000, f"archive/{content}")
    return replace(base, **changes)


def finding(**changes: Any) -> Finding:
    """A failed row equation with all its evidence."""
    base = Finding(
        rule="W-01",
        state=State.FAIL,
        severity=Severity.HARD,
        message="总计应为 3，实为 2",
        message_en="the total should be 3 and is 2",
        cells=("t3.granted.total",),
        expected=Decimal(3),
        found=Decimal("2"),
        difference=Decimal("-1"),
        parts=(("t3.granted.natural_person", 1, Decimal(3)), ("t3.granted.other_org", 1, None)),
        fixes=(Fix({"t3.granted.total": Decimal(3)}, "digit_mistyped", True, ("previous",)), Fix({}, "", False)),
        broken=(Broken("W-01", (("t3.granted.total", -1, Decimal(2)),)), Broken("K-02", ())),
    )
    return replace(base, **changes)


def load(
    engine: Engine, agency: str, report: Placement, arrival: Receipt | None = None, *findings: Finding
) -> LoadResult:
    """Load a report as the flows do."""
    arrival = arrival or receipt(submitter=agency)
    grid = Grid("txt", (Paragraph(report.title, Origin(line=1)),)).to_json()
    return load_submission(engine, arrival, agency, report, grid=grid, findings=findings, now=NOW)


def accept(engine: Engine, agency: str, report: Placement, year: int = 2023) -> None:
    """Load a report and accept it."""
    load(engine, agency, report, receipt(submitter=agency, year=year))
    set_state(engine, agency, year, "accepted", who="张三", when=NOW)


def _cell(code: str, value: int | Decimal | str | None, place: int) -> PlacedCell:
    origin = Origin(table=1, row=place, column=4)
    if value is None:
        return PlacedCell(code, "", Semantic.BLANK, None, origin)
    if isinstance(value, str):
        return PlacedCell(code, value, Semantic.TEXT, None, origin)
    semantic = Semantic.NUMERIC if value else Semantic.ZERO
    unit = load_form("f2021").cells[code].unit if code in load_form("f2021").cells else ""
    return PlacedCell(code, str(value), semantic, Decimal(value), origin, unit, 0.9, ("label", "order"))
