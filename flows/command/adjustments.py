"""`gouji rollup adjust` and `take-back`: corrections of a county sum, each with a name and a reason."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from flows.command.rollup import desk_of, said
from flows.command.verb import FINE, Verb
from tasks.language import _

if TYPE_CHECKING:
    from tasks.open import Desk


def verbs() -> list[Verb]:
    """The two verbs, with help in the active language."""
    year_help = Parameter(help=_("报告年度，如 2023"))
    code_help = Parameter(help=_("格的代码，如 t4.review.upheld；合计格不能调整"))
    name_help = Parameter(help=_("因哪个机关调整：代码、全称或简称"))
    amount_help = Parameter(help=_("加多少；减写成 -1"), converter=to_amount, allow_leading_hyphen=True)
    number_help = Parameter(help=_("第几号调整"))
    reason_help = Parameter(help=_("理由"))
    by_help = Parameter(help=_("经办人"))
    home_help = Parameter(help=_("县文件夹（默认 GOUJI_HOME，否则 ./county）"))
    Year = Annotated[int, year_help]
    Home = Annotated[Path | None, home_help]
    Reason = Annotated[str, reason_help]
    By = Annotated[str, by_help]

    def adjust(
        year: Year,
        code: Annotated[str, code_help],
        name: Annotated[str, name_help],
        amount: Annotated[Decimal, amount_help],
        /,
        *,
        reason: Reason,
        by: By,
        home: Home = None,
    ) -> int:
        return _adjust(desk_of(home), year, code, name, amount, reason=reason, by=by)

    def take_back(
        year: Year, number: Annotated[int, number_help], /, *, reason: Reason, by: By, home: Home = None
    ) -> int:
        return _take_back(desk_of(home), year, number, reason, by)

    return [
        Verb(
            "rollup adjust",
            _("调整全县的一格（如同一案件两家都计），写明机关、理由、经办人"),
            _("用法：gouji rollup adjust 年度 格的代码 机关 加多少 --reason 理由 --by 经办人"),
            adjust,
        ),
        Verb(
            "rollup take-back",
            _("撤回一号调整；原来的一行留着"),
            _("用法：gouji rollup take-back 年度 第几号 --reason 理由 --by 经办人"),
            take_back,
        ),
    ]


def to_amount(_type: Any, tokens: Any) -> Decimal:
    """An exact number; ValueError, which the command line reports, for anything else."""
    text = tokens[0].value.strip()
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(_("“{text}”不是数，请写成 2 或 -2").format(text=text)) from None


def _adjust(desk: "Desk", year: int, code: str, name: str, amount: Decimal, *, reason: str, by: str) -> int:
    from tasks import warehouse
    from tasks.open import moment
    from tasks.reread import agency_named

    agency = agency_named(desk, name, year).code
    now = moment()
    made = said(
        lambda: warehouse.adjust(
            desk.engine,
            desk.county.code,
            year,
            agency=agency,
            code=code,
            amount=amount,
            reason=reason,
            who=by,
            now=now,
        )
    )
    return _rolled(desk, year, code, _("已记第 {number} 号调整。").format(number=made.number))


def _take_back(desk: "Desk", year: int, number: int, reason: str, by: str) -> int:
    from tasks import warehouse
    from tasks.open import moment

    now = moment()
    made = said(
        lambda: warehouse.take_back(desk.engine, desk.county.code, year, number, reason=reason, who=by, now=now)
    )
    return _rolled(desk, year, made.code, _("已撤回第 {number} 号调整。").format(number=number))


def _rolled(desk: "Desk", year: int, code: str, done: str) -> int:
    """Roll up at once, so that the person sees what the adjustment made of the county's figure."""
    from tasks.open import moment
    from tasks.rollup import roll_up_year

    rollup = roll_up_year(desk, year, moment())
    print(done + _("全县 {code} 现为 {value}。").format(code=code, value=rollup.cells[code].value))
    return FINE
