"""Adjustments of county sums: made by a person, with a reason, never changed; one is taken back by another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping

from tasks.form import form_for
from tasks.language import _
from tasks.warehouse.columns import from_micros, from_time, storable, to_micros, to_time
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.statements import statement


@dataclass(frozen=True, slots=True)
class Adjustment:
    """So much is added to a county's leaf cell because of one agency. takes_back = the number of the one it undoes."""

    number: int
    agency: str
    code: str
    amount: Decimal
    reason: str
    who: str
    at: datetime
    takes_back: int | None = None


def adjustments(engine: Engine, county: str, year: int) -> tuple[Adjustment, ...]:
    """Every adjustment of a county and year in the order in which they were made."""
    with reading(engine) as connection:
        return find_adjustments(connection, county, year)


def adjust(
    engine: Engine,
    county: str,
    year: int,
    *,
    agency: str,
    code: str,
    amount: Decimal,
    reason: str,
    who: str,
    now: datetime,
) -> Adjustment:
    """Add an adjustment; the next rollup contains it while its agency is counted.

    ValueError in plain words for a cell that is no leaf of the form, an amount of 0 or one that is not exact, a reason
    or a name that is lacking.
    """
    _refuse_unfit(year, code, amount, reason, who)
    with writing(engine, "rollup", county, year) as connection:
        number = len(find_adjustments(connection, county, year)) + 1
        return _insert(connection, county, year, Adjustment(number, agency, code, amount, reason, who, now))


def take_back(
    engine: Engine, county: str, year: int, number: int, *, reason: str, who: str, now: datetime
) -> Adjustment:
    """Undo an adjustment by its opposite; ValueError where there is none of that number or it is undone already."""
    with writing(engine, "rollup", county, year) as connection:
        made = {each.number: each for each in find_adjustments(connection, county, year)}
        if number not in made:
            raise ValueError(_("{year} 年度没有第 {number} 号调整。").format(year=year, number=number))
        undone = {each.takes_back for each in made.values()}
        if number in undone or made[number].takes_back:
            raise ValueError(_("第 {number} 号调整已经撤回，或者它本身就是撤回。").format(number=number))
        old = made[number]
        _refuse_unfit(year, old.code, old.amount, reason, who)
        opposite = Adjustment(len(made) + 1, old.agency, old.code, -old.amount, reason, who, now, number)
        return _insert(connection, county, year, opposite)


def find_adjustments(connection: Connection, county: str, year: int) -> tuple[Adjustment, ...]:
    rows = connection.execute(statement("rollup/select_adjustments"), {"county": county, "year": year}).mappings()
    return tuple(to_adjustment(row) for row in rows)


def to_adjustment(row: RowMapping | Mapping[str, Any]) -> Adjustment:
    return Adjustment(
        number=row["adjustment"],
        agency=row["agency_code"],
        code=row["cell_code"],
        amount=from_micros(row["amount_micros"]) or Decimal(0),
        reason=row["reason"],
        who=row["actor"],
        at=from_time(row["made_at"]),
        takes_back=row["takes_back"],
    )


def _refuse_unfit(year: int, code: str, amount: Decimal, reason: str, who: str) -> None:
    form = form_for(year)
    cell = form.known.get(code) if form else None
    if cell is None:
        raise ValueError(_("{year} 年度的表格没有“{code}”这一格。").format(year=year, code=code))
    if cell.row.total or cell.column.total:
        raise ValueError(_("{label}是合计，由各分项重算；请调整分项。").format(label=cell.label))
    micros = to_micros(amount)
    if not micros or (cell.type != "amount" and amount != amount.to_integral_value()):
        raise ValueError(_("{label}的调整数须是不为 0 的{kind}。").format(label=cell.label, kind=_kind(cell.type)))
    if not reason.strip() or not who.strip():
        raise ValueError(_("调整须写明理由和经办人。"))


def _kind(cell_type: str) -> str:
    return _("金额（万元，至多六位小数）") if cell_type == "amount" else _("整数")


def _insert(connection: Connection, county: str, year: int, made: Adjustment) -> Adjustment:
    row = {
        "county": county,
        "year": year,
        "adjustment": made.number,
        "agency_code": made.agency,
        "cell_code": made.code,
        "amount_micros": to_micros(made.amount),
        "reason": storable(made.reason.strip()),
        "actor": storable(made.who.strip()),
        "made_at": to_time(made.at),
        "takes_back": made.takes_back,
    }
    connection.execute(statement("rollup/insert_adjustment"), row)
    return made
