"""Invented views for the tests of documents and pages."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from tasks.form import Form, load_form
from tasks.form import parts as totals
from tasks.records import Agency, Finding, Origin, PlacedCell, Placement, Semantic, Severity, State
from tasks.reporting import (
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
    agency_link,
)

BUILT = datetime(2024, 2, 3, 2, 10)
RUN = "第 41 次归集"
COUNTY = "青禾县"
NASTY = "<script>alert(1)</script>"


def figures(form: Form, seed: int = 1, largest: int = 40) -> dict[str, Decimal]:
    """Random figures of which every total is the sum of its parts; amounts have decimals."""
    chance = random.Random(seed)
    sums = totals(form)
    values = {code: Decimal(chance.choice([0, 0, 0, 1, 2, largest])) for code in form.cells if code not in sums}
    values |= {code: Decimal("59237.244900") for code, cell in form.cells.items() if cell.type == "amount"}
    while pending := [code for code in sums if code not in values]:
        for code in pending:
            if all(part in values for part in sums[code]):
                values[code] = sum((values[part] for part in sums[code]), Decimal(0))
    return {code: values[code] for code in form.cells}


def place(form: Form, raws: Mapping[str, str], year: int = 2023) -> Placement:
    """A placement in which every cell stands in its own row of a document; cells not named are 0."""
    rows = list(dict.fromkeys((cell.table, cell.row.code) for cell in form.cells.values()))
    cells = {
        code: _placed(code, raws.get(code, "0"), Origin(line=30 + rows.index((cell.table, cell.row.code))))
        for code, cell in form.cells.items()
    }
    return Placement("青禾县商务局", year, form.id, f"青禾县商务局{year}年政府信息公开工作年度报告", cells, {})


def _placed(code: str, raw: str, origin: Origin) -> PlacedCell:
    text = raw.strip()
    if not text:
        return PlacedCell(code, raw, Semantic.BLANK, None, origin)
    if text == "/":
        return PlacedCell(code, raw, Semantic.NA_MARK, None, origin)
    try:
        value = Decimal(text)
    except ArithmeticError:
        return PlacedCell(code, raw, Semantic.TEXT, None, origin)
    return PlacedCell(code, raw, Semantic.ZERO if value == 0 else Semantic.NUMERIC, value, origin)


def carry(column: str) -> Finding:
    """K-01 on one column: 3 + 0 against 2 + 0."""
    rows = (("new_received", 1, 3), ("carried_in", 1, 0), ("disposed_total", -1, 2), ("carried_forward", -1, 0))
    name = load_form("f2021").cells[f"t3.granted.{column}"].column.label
    parts = tuple((f"t3.{row}.{column}", sign, Decimal(value)) for row, sign, value in rows)
    return Finding(
        "K-01",
        State.FAIL,
        Severity.HARD,
        f"「{name}」一列：新收 3＋结转 0＝3；总计 2＋结转 0＝2；相差 1 件",
        cells=tuple(code for code, _sign, _value in parts),
        expected=Decimal(3),
        found=Decimal(2),
        difference=Decimal(1),
        parts=parts,
    )


def findings() -> tuple[Finding, ...]:
    return (
        carry("natural_person"),
        carry("total"),
        Finding("R-09", State.FAIL, Severity.SOFT, "第六部分没有写明是否收取信息处理费"),
        Finding("C-03", State.FAIL, Severity.SOFT, "应填数字的格是空白", cells=("t2.coercion.decisions",)),
        Finding("Y-01", State.UNDECIDED, Severity.HARD, "没有上年报告，无法核对结转", cells=("t3.carried_in.total",)),
        Finding("W-01", State.PASS, Severity.HARD, "总计等于各列之和"),
    )


def agency_view(**changes: object) -> AgencyView:
    form = load_form("f2021")
    raws = {
        "t3.new_received.natural_person": "3",
        "t3.new_received.total": "3",
        "t3.granted.natural_person": "2",
        "t3.granted.total": "2",
        "t3.disposed_total.natural_person": "2",
        "t3.disposed_total.total": "2",
        "t2.coercion.decisions": " ",
        "t2.rules.repealed": "/",
        "t2.licensing.decisions": "1286",
        "t2.admin_fees.amount": "18.8710",
    }
    view = AgencyView(
        county_name=COUNTY,
        agency=Agency("swj", "青禾县商务局", "商务局", "department", contact="值班电话 0000-1234567"),
        year=2023,
        form_id=form.id,
        state=Standing.RETURNED,
        built_at=BUILT,
        run=RUN,
        due=date(2024, 1, 31),
        days_late=2,
        placement=place(form, raws),
        findings=findings(),
        previous={code: Decimal(1) for code in form.cells},
        previous_form=form.id,
        revision=Revision(2, datetime(2024, 2, 2, 9, 30), "商务局2023年度报告(改).docx", "a1b2c3d4" * 8),
        rules={
            "K-01": RuleNote("新收加上年结转等于办理总计加结转下年", "表三表头所印勾稽关系", "请对照台账核对这四格。")
        },
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def decision_note(**changes: object) -> DecisionNote:
    note = DecisionNote(
        "D165d2c7b542",
        "confirm",
        "青禾县商务局",
        2023,
        "R-09",
        "第六部分没有写明是否收取信息处理费",
        "该局全年未收费，已与台账核对",
        "经办员",
        date(2024, 2, 1),
        until=date(2024, 12, 31),
        code="swj",
    )
    return replace(note, **changes)  # type: ignore[arg-type]


def quality() -> Quality:
    """A confirmation, a waiver by two, an agency excused, and a rule that is switched off."""
    waived = decision_note(
        id="D2", kind="waive", rule="K-01", message="结转不平", second="复核员", reason="=原始台账毁损"
    )
    excused = decision_note(
        id="D3",
        kind="waive",
        agency="柳树乡人民政府",
        code="tyz",
        rule="",
        message="",
        second="复核员",
        reason="灾后资料不存",
        until=None,
    )
    return Quality(
        (decision_note(), waived, excused), ("停用 R-12（没有留下模板占位文字），2023—2023 年度：试行（经办员）",)
    )


def agency_row(code: str, name: str, state: Standing, **more: object) -> AgencyRow:
    return AgencyRow(code, name, "department", state, link=agency_link(code), **more)  # type: ignore[arg-type]


def season_view(rows: list[AgencyRow] | None = None) -> SeasonView:
    known = [
        agency_row("swj", "青禾县商务局", Standing.RETURNED, submitted_at=BUILT, days_late=2, hard=2, soft=2),
        replace(
            agency_row("jyj", "青禾县教育局", Standing.OVERDUE, days_late=3), link="", last_reminder=date(2024, 2, 1)
        ),
        replace(agency_row("mzj", "青禾县民政局", Standing.ACCEPTED, submitted_at=BUILT), link=""),
        replace(agency_row("fgw", "青禾县发展和改革委员会", Standing.QUESTIONED, submitted_at=BUILT, soft=1), link=""),
        replace(agency_row("czj", "青禾县财政局", Standing.RECEIVED, submitted_at=BUILT), link=""),
        replace(agency_row("tyz", "柳树乡人民政府", Standing.CONFIRMED, submitted_at=BUILT), link="", kind="township"),
        replace(agency_row("swglj", "国家税务总局青禾县税务局", Standing.EXEMPT), link=""),
    ]
    deadlines = (
        Deadline("机关报送（县内）", date(2024, 1, 22)),
        Deadline("机关报送并公布", date(2024, 1, 31)),
        Deadline("全县公布", date(2024, 3, 31)),
    )
    refused = RefusedFile("年度报告定稿.html", "wrong_agency", "标题写的是青禾县水利局，报送的是青禾县民政局", BUILT)
    return SeasonView(COUNTY, 2023, date(2024, 2, 3), BUILT, RUN, rows or known, deadlines, (refused,))


def county_report(form_id: str = "f2021", **changes: object) -> CountyReport:
    form = load_form(form_id)
    report = CountyReport(
        county_name=COUNTY,
        year=2023,
        form_id=form_id,
        values=figures(form),
        status="draft",
        expected=48,
        accepted=46,
        missing=["青禾县教育局", "柳树乡人民政府"],
        sections={},
        built_at=BUILT,
        run=RUN,
    )
    return replace(report, **changes)  # type: ignore[arg-type]


def county_page(**changes: object) -> CountyPage:
    report = county_report(**changes)  # type: ignore[arg-type]
    parts = [AgencyFigures("swj", "青禾县商务局", report.values), AgencyFigures("mzj", "青禾县民政局", {})]
    return CountyPage(report, (), parts)


def agency_findings() -> list[AgencyFinding]:
    return [AgencyFinding("青禾县商务局", finding) for finding in findings()]
