"""Reports for the tests: a balanced one, and the same with something changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from tasks.checking import check, conclude, observe
from tasks.form import Form, load_form, load_forms
from tasks.proving.quick import quick
from tasks.records import (
    Agency,
    Case,
    Finding,
    Origin,
    Past,
    PastReport,
    PlacedCell,
    Placement,
    SectionText,
    Semantic,
    State,
)

REAL = Path(__file__).parents[2].parent / "shared" / "real"
BUREAU = Agency("d01", "清河口县商务局", "商务局", "department", ("县商务局",))
OVERVIEW = "本局做好主动公开、依申请公开、政府信息管理、平台建设和监督保障工作，考核结果良好。"
PROBLEMS = "一是主动公开的内容不够全面，更新不够及时。下一步，我局将加强业务培训，完善信息发布审核和更新机制。"
FEE = "根据《政府信息公开信息处理费管理办法》，2023年度未收取信息处理费。"
Raw = int | str | None


def placed(code: str, raw: Raw) -> PlacedCell:
    """A cell as placing would give it: a number, a blank (None) or a text."""
    if raw is None:
        return PlacedCell(code, "", Semantic.BLANK, None, Origin(line=1))
    try:
        value = Decimal(str(raw))
    except ArithmeticError:
        return PlacedCell(code, str(raw), Semantic.TEXT, None, Origin(line=1))
    return PlacedCell(code, str(raw), Semantic.NUMERIC if value else Semantic.ZERO, value, Origin(line=1))


def balanced(form: Form) -> dict[str, Raw]:
    """Figures that satisfy every equation: new 3+1, carried in 1+0, granted 2+1, denied 1, carried forward 1."""
    values: dict[str, Raw] = dict.fromkeys(form.cells, 0)
    rows = {
        "new_received": (3, 1),
        "carried_in": (1, 0),
        "granted": (2, 1),
        "denied_state_secret": (1, 0),
        "disposed_total": (3, 1),
        "carried_forward": (1, 0),
    }
    for row, (people, firms) in rows.items():
        values[f"t3.{row}.natural_person"] = people
        values[f"t3.{row}.commercial_enterprise"] = firms
        values[f"t3.{row}.total"] = people + firms
    values |= {"t4.review.upheld": 2, "t4.review.pending": 1, "t4.review.total": 3}
    return values


def report(
    changes: Mapping[str, Raw] | None = None,
    *,
    form: str = "f2021",
    missing: Sequence[str] = (),
    **fields: Any,
) -> Placement:
    """A faultless report of 2023 (2020 in the older form), but for the changes."""
    edition = load_form(form)
    values = balanced(edition) | dict(changes or {})
    year = fields.get("year", 2023 if form == "f2021" else 2020)
    texts = {1: OVERVIEW, 5: PROBLEMS, 6: FEE.replace("2023", str(year))}
    if "agency" in fields:
        texts = {number: text.replace("本局", "本机关").replace("我局", "我单位") for number, text in texts.items()}
    whole = Placement(
        agency=BUREAU.name,
        year=year,
        form=form,
        title=f"{BUREAU.name}{year}年政府信息公开工作年度报告",
        cells={code: placed(code, raw) for code, raw in values.items() if code not in missing},
        sections={s.number: SectionText(s.number, s.heading, texts.get(s.number, "略。")) for s in edition.sections},
        headings=(1, 2, 3, 4, 5, 6),
        tables={"t2": 1, "t3": 1, "t4": 1},
    )
    return replace(whole, **fields)


def chapter(number: int, text: str, heading: str | None = None) -> dict[int, SectionText]:
    """The chapters of a faultless report with one rewritten."""
    sections = dict(report().sections)
    old = sections[number]
    sections[number] = SectionText(number, old.heading if heading is None else heading, text)
    return sections


def clean(form: str = "f2021") -> dict[str, Decimal]:
    """Last year's figures: nothing but the request that a faultless report carries in."""
    carried = {"t3.carried_forward.natural_person": Decimal(1), "t3.carried_forward.total": Decimal(1)}
    return {code: Decimal(0) for code in load_form(form).cells} | carried


CLEAN = clean()
Figures = Mapping[str, Decimal | None]


def past(values: Figures, *, year: int = 2022, form: str = "f2021", agency: str = "d01", **fields: Any) -> PastReport:
    """The accepted report of an earlier year."""
    return PastReport(agency, fields.pop("name", BUREAU.name), year, form, values, counted=True, **fields)


def case(placement: Placement, *, previous: Figures | None = CLEAN, previous_form: str = "", **fields: Any) -> Case:
    """A case in which everything around the report is known and fits; `previous` None = no year before."""
    year = fields.setdefault("campaign_year", placement.year)
    form = previous_form or (placement.form if placement.form in load_forms() else "f2021")
    if "history" not in fields and previous is not None and year is not None:
        figures = clean(form) if previous is CLEAN else previous
        fields["history"] = {year - 1: Past((past(figures, year=year - 1, form=form),))}
    return Case("one", placement, **({"agency": BUREAU} | fields))


def found(one: Case) -> list[Finding]:
    """The findings of one report, by the judge that tests/proving holds equal to Great Expectations (and is quick)."""
    return conclude(observe([one]), judge=quick)["one"]


def batch(cases: Mapping[str, Case]) -> dict[str, list[Finding]]:
    """All cases in one check, by their names."""
    return check([replace(one, key=name) for name, one in cases.items()])


def of(findings: Sequence[Finding], rule: str, state: State | None = None) -> list[Finding]:
    return [finding for finding in findings if finding.rule == rule and state in {None, finding.state}]


def failures(findings: Sequence[Finding]) -> set[str]:
    return {finding.rule for finding in findings if finding.state is State.FAIL}


def truth(name: str, form: str) -> dict[str, Raw]:
    """The figures of a real report, by cell code, from its truth file (labels in the form's order)."""
    tables = json.loads((REAL / f"{name}.truth.json").read_text(encoding="utf-8"))["tables"]
    edition = load_form(form)
    values: dict[str, Raw] = {}
    for block in edition.table("t2").blocks:
        for row in block.rows:
            for column in block.columns:
                label = column.label.split("（单位")[0]
                values[block.code(row, column)] = tables["active_disclosure"][block.caption][row.label][label]
    block = edition.table("t3").blocks[0]
    for row, figures in zip(block.rows, tables["applications"].values(), strict=True):
        values |= {block.code(row, column): figures[column.label] for column in block.columns}
    block = edition.table("t4").blocks[0]
    flat = [value for group in tables["review_litigation"].values() for value in group.values()]
    values |= {block.code(block.rows[0], column): value for column, value in zip(block.columns, flat, strict=True)}
    return values
