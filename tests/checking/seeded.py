"""A season of invented agencies with three years of history, and faults of the structure to put into it.

Figures and prose are the samples'. An agency is drawn anew while a main figure of its usual years is 0 now: that is
rightly asked about (Y-08), and would be a second finding in a report with one fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from expectations import catalogue
from tasks.checking import marks_of
from tasks.form import load_form
from tasks.placing import facts_of
from tasks.records import Agency, Case, Filed, Past, PastReport, SectionText
from tasks.sample.figures import Profile, Volume, figures
from tasks.sample.prose import pen, sections
from tests.checking.reports import report

FORM = load_form("f2021")
YEAR, YEARS = 2023, 4
VOLUMES: tuple[Volume, ...] = ("many", "some", "many")
_BLOCK = FORM.table("t3").blocks[0]
ROWS = tuple(f"t3.{row.code}" for row in _BLOCK.rows)
RESULTS = tuple(f"t3.{row.code}" for row in _BLOCK.rows if row.within("disposed") and not row.total)
KINDS = tuple(column.code for column in _BLOCK.columns if not column.total)
_MAIN = [code for code in catalogue()["Y-08"].lists["cells"] if code in FORM.cells]
_FLAGS = frozenset({"licensing", "penalties", "coercion", "may_issue_normative_docs"})
_NAMES = (
    "商务 水利 教育 民政 财政 农业农村 卫生健康 统计 审计 林业 司法 "
    "应急管理 交通运输 文化旅游 医疗保障 自然资源 市场监管 退役军人 城管 气象"
)
Figures = dict[str, Decimal]
Texts = dict[int, str]


@dataclass(frozen=True)
class Year:
    """What one agency reports of one year."""

    figures: Figures
    texts: Texts
    agency: str
    year: int


@dataclass(frozen=True)
class Member:
    """An agency with its years, the latest last."""

    agency: Agency
    years: tuple[Year, ...]

    @property
    def now(self) -> Year:
        return self.years[-1]


Fault = Callable[[Member, Member, Random], Year]
"""What an agency hands in instead of its report; the second member is another agency."""


def members(count: int, seed: int = 1) -> list[Member]:
    """So many agencies, all of whose reports are right."""
    names = [f"清河口县{name}{end}" for end in ("局", "服务中心") for name in _NAMES.split()]
    return [_member(place, names[place], Random(f"{seed}/{place}")) for place in range(count)]


def _member(place: int, name: str, rng: Random) -> Member:
    agency = Agency(f"d{place:02}", name, name.removeprefix("清河口县"), "department", flags=_FLAGS)
    profile = Profile(
        VOLUMES[place % len(VOLUMES)],
        2,
        rng.randint(200, 400),
        rng.randint(30, 60),
        rng.randint(5, 9),
        Decimal(place + 9),
    )
    while True:
        years: list[Year] = []
        for back in reversed(range(YEARS)):
            before = years[-1].figures if years else None
            drawn = figures(FORM, profile, rng, before)
            prose = sections(pen(FORM, agency, YEAR - back, drawn, rng), drawn)
            values = {code: Decimal(value) for code, value in drawn.items()}
            years.append(Year(values, {number: "\n".join(it) for number, it in prose.items()}, name, YEAR - back))
        if not any(years[-1].figures[code] == 0 and any(it.figures[code] for it in years) for code in _MAIN):
            return Member(agency, tuple(years))


def case_of(member: Member, handed_in: Year) -> Case:
    """The report of an agency with its true earlier years around it."""
    placement = report(
        {code: str(value) for code, value in handed_in.figures.items()},
        agency=handed_in.agency,
        year=handed_in.year,
        title=f"{handed_in.agency}{handed_in.year}年政府信息公开工作年度报告",
    )
    chapters = {
        section.number: SectionText(section.number, section.heading, handed_in.texts.get(section.number, ""))
        for section in FORM.sections
    }
    history = {it.year: Past((_past(member, it),)) for it in member.years[:-1]}
    placement = replace(placement, sections=chapters, narrative=facts_of(chapters))
    return Case(member.agency.code, placement, member.agency, YEAR, history)


def _past(member: Member, year: Year) -> PastReport:
    return PastReport(
        member.agency.code, member.agency.name, year.year, FORM.id, year.figures, year.texts, (), counted=True
    )


def filed_of(member: Member, handed_in: Year) -> Filed:
    """The same report as the season looks at it, beside the others."""
    names = (member.agency.name, member.agency.short_name)
    marks = marks_of(FORM, handed_in.figures, handed_in.texts, names)
    own = (member.agency.code,)
    return Filed(*own, names[0], handed_in.year, 1, marks, names, own, "", handed_in.texts)


def _changed(year: Year, changes: Mapping[str, Decimal]) -> Year:
    return replace(year, figures=year.figures | dict(changes))


def _busiest(year: Year, lines: tuple[str, ...], level: str) -> list[str]:
    return sorted(lines, key=lambda line: -year.figures[level.format(line)])


def row_shifted(own: Member, _other: Member, _rng: Random) -> Year:
    row = _busiest(own.now, RESULTS, "{}.total")[0]
    old = [own.now.figures[f"{row}.{kind}"] for kind in KINDS]
    return _changed(own.now, {f"{row}.{kind}": value for kind, value in zip(KINDS, [Decimal(0), *old], strict=False)})


def column_shifted(own: Member, _other: Member, _rng: Random) -> Year:
    old = [own.now.figures[f"{row}.natural_person"] for row in ROWS[2:]]
    moved = zip(ROWS[2:], [Decimal(0), *old], strict=False)
    return _changed(own.now, {f"{row}.natural_person": value for row, value in moved})


def cells_exchanged(own: Member, _other: Member, _rng: Random) -> Year:
    row = _busiest(own.now, RESULTS, "{}.total")[0]
    return exchanged(own.now, [(f"{row}.natural_person", f"{row}.legal_service_org")])


def rows_exchanged(own: Member, _other: Member, _rng: Random) -> Year:
    order = _busiest(own.now, RESULTS, "{}.total")
    return exchanged(own.now, [(f"{order[0]}.{kind}", f"{order[-1]}.{kind}") for kind in (*KINDS, "total")])


def powers_exchanged(own: Member, _other: Member, _rng: Random) -> Year:
    return exchanged(own.now, [("t2.licensing.decisions", "t2.penalties.decisions")])


def columns_exchanged(own: Member, _other: Member, _rng: Random) -> Year:
    return exchanged(own.now, [(f"{row}.natural_person", f"{row}.public_welfare_org") for row in ROWS])


def exchanged(year: Year, pairs: list[tuple[str, str]]) -> Year:
    """A year's figures with those of each pair of cells exchanged."""
    both = {**dict(pairs), **{other: one for one, other in pairs}}
    return _changed(year, {code: year.figures[other] for code, other in both.items()})


def column_pasted(own: Member, _other: Member, _rng: Random) -> Year:
    return _changed(own.now, {f"{row}.commercial_enterprise": own.now.figures[f"{row}.natural_person"] for row in ROWS})


def column_pasted_and_added(own: Member, _other: Member, rng: Random) -> Year:
    pasted = column_pasted(own, own, rng)
    sums = {f"{row}.total": sum((pasted.figures[f"{row}.{it}"] for it in KINDS), Decimal(0)) for row in ROWS}
    return _changed(pasted, sums)


def last_years_tables(own: Member, _other: Member, _rng: Random) -> Year:
    return _changed(own.now, own.years[-2].figures)


def anothers_table(own: Member, other: Member, _rng: Random) -> Year:
    return _changed(own.now, {code: value for code, value in other.now.figures.items() if code.startswith("t3.")})


def yuan(own: Member, _other: Member, _rng: Random) -> Year:
    return _changed(own.now, {"t2.admin_fees.amount": own.now.figures["t2.admin_fees.amount"] * 10_000})


def wrong_year(own: Member, _other: Member, _rng: Random) -> Year:
    return replace(own.now, year=YEAR - 1)


def wrong_agency(own: Member, other: Member, _rng: Random) -> Year:
    return replace(own.now, agency=other.agency.name)


def old_problems(own: Member, _other: Member, _rng: Random) -> Year:
    return replace(own.now, texts=own.now.texts | {5: own.years[-2].texts[5]})


def anothers_problems(own: Member, other: Member, _rng: Random) -> Year:
    return replace(own.now, texts=own.now.texts | {5: other.now.texts[5]})
