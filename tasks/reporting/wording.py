"""How states, days, figures and reasons are said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tasks.form import Form, Group, Line, split_ordinal
from tasks.language import _
from tasks.records import Severity
from tasks.reporting.views import AgencyView, SeasonView, Standing


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as a glyph and a word, so that colour is never the only sign; rank orders by what needs action."""

    glyph: str
    word: str
    rank: int


def badge(state: Standing) -> Badge:
    return {
        Standing.OVERDUE: Badge("●", _("逾期未报"), 0),
        Standing.RETURNED: Badge("✗", _("需更正"), 1),
        Standing.QUESTIONED: Badge("△", _("有疑问"), 2),
        Standing.RECEIVED: Badge("…", _("已报待核"), 3),
        Standing.MISSING: Badge("○", _("未报"), 4),
        Standing.CONFIRMED: Badge("✓*", _("经说明认可"), 5),
        Standing.ACCEPTED: Badge("✓", _("通过"), 6),
        Standing.RECORDED: Badge("※", _("补录留存"), 6),
        Standing.WAIVED: Badge("–*", _("经同意免报"), 7),
        Standing.EXEMPT: Badge("–", _("免报"), 8),
    }[state]


def consequence(severity: Severity) -> str:
    return {Severity.HARD: _("必须更正"), Severity.SOFT: _("请核实"), Severity.INFO: _("提示")}[severity]


def kind_name(kind: str) -> str:
    names = {"department": _("部门"), "township": _("乡镇"), "subdistrict": _("街道"), "government": _("政府")}
    return names.get(kind, _("其他"))


def figure(value: Decimal | None) -> str:
    """The exact digits: no separators, no exponent, no trailing zeros; "" for no value."""
    if value is None:
        return ""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def signed(value: Decimal) -> str:
    """The exact digits with their sign, + included."""
    return ("+" if value > 0 else "") + figure(value)


def day(value: date) -> str:
    return _("{year}年{month}月{day}日").format(year=value.year, month=value.month, day=value.day)


def moment(value: datetime) -> str:
    return value.strftime("%Y-%m-%d %H:%M")


def ordinal_mark(number: int) -> str:
    """① to ⑳ and on to ㊿, then (51)."""
    for first, last, base in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(base + number - first)
    return f"({number})"


def plain_label(line: Line) -> str:
    """A printed label without its ordinal; one too short to stand alone (总计, 其他) is led by its group."""
    words = _without_ordinal(line.label)
    group = line.group
    return f"{_group_words(group)}·{words}" if group and len(words) <= 2 else words


def _group_words(group: Group) -> str:
    return _without_ordinal(group.label)


def _without_ordinal(label: str) -> str:
    return label[len(split_ordinal(label)[0]) :]


def headline_codes(form: Form) -> list[str]:
    """The figures people compare first: all of table 二, and the totals of tables 三 and 四."""
    return [
        code
        for code, cell in form.cells.items()
        if (cell.column.total and (cell.row.group is None or cell.row.total))
        or all(not column.total for block in form.table(cell.table).blocks for column in block.columns)
    ]


def days_until(on: date, today: date) -> str:
    left = (on - today).days
    if left > 0:
        return _("还有 {n} 天").format(n=left)
    return _("就在今天") if left == 0 else _("已过 {n} 天").format(n=-left)


def headline(season: SeasonView) -> str:
    """The whole season in one sentence."""
    text = _("应报 {expected} 个机关，已报 {filed} 个，逾期未报 {overdue} 个，需更正 {returned} 个。")
    counts = {
        "expected": season.expected,
        "filed": season.filed,
        "overdue": season.overdue,
        "returned": season.returned,
        "questioned": season.count(Standing.QUESTIONED),
    }
    more = _("另有 {questioned} 个存疑待核实。") if counts["questioned"] else ""
    return (text + more).format(**counts)


def next_step(view: AgencyView) -> str:
    """What the agency does next, in one sentence."""
    hard, soft = view.count(Severity.HARD), view.count(Severity.SOFT)
    by = day(view.due) if view.due else ""
    sentence = {
        Standing.MISSING: _("请在 {by} 前报送 {year} 年度报告。") if by else _("请报送 {year} 年度报告。"),
        Standing.OVERDUE: _("已逾期 {late} 天，请立即报送 {year} 年度报告。"),
        Standing.RECEIVED: _("报告已收到，正在核对，暂时无需操作。"),
        Standing.RETURNED: _("请对照下面的问题更正 {hard} 处，改好后重新报送整份报告。"),
        Standing.QUESTIONED: _(
            "请核实 {soft} 处：填错的更正后重新报送；确属实际情况的说明理由，由办公室登记核实后计入汇总。"
        ),
        Standing.ACCEPTED: _("核对通过，可以计入全县汇总，无需操作。"),
        Standing.CONFIRMED: _("疑问已由主管部门认可，可以计入全县汇总，无需操作。"),
        Standing.RECORDED: _("这是补录的往年报告：{hard} 处不平、{soft} 处存疑如实留存，不退回，无需操作。"),
        Standing.WAIVED: _("经同意，本年度免报：{waived}。"),
        Standing.EXEMPT: _("本年度无需报送。"),
    }[view.state]
    if view.state is Standing.RETURNED and soft:
        sentence += _("另有 {soft} 处请一并核实。")
    waived = view.waiver.reason if view.waiver else ""
    return sentence.format(by=by, year=view.year, late=view.days_late, hard=hard, soft=soft, waived=waived)


def refusal_words(reason: str) -> tuple[str, str]:
    """A reason code as its name and what to do; an unknown code stands for itself."""
    known = {
        "unreadable": (_("文件打不开"), _("请用原软件打开确认内容完好，另存后重新报送。")),
        "empty": (_("文件是空的"), _("请检查附件，重新报送有内容的文件。")),
        "encrypted": (_("文件有密码"), _("请取消密码保护后重新报送。")),
        "wrong_extension": (_("扩展名与内容不符"), _("请用原软件另存为正确的类型，不要直接改文件名。")),
        "unknown_type": (_("不认识的文件类型"), _("请改用 Word、Excel、网页或纯文本格式报送。")),
        "too_large": (_("文件过大"), _("请去掉图片等附件内容后重新报送。")),
        "too_slow": (_("文件过于复杂"), _("请另存为一份干净的文件后重新报送。")),
        "wrong_agency": (_("报告不是本机关的"), _("请核对是否传错文件，重新报送本机关的报告。")),
        "wrong_year": (_("报告年度不对"), _("请核对是否误传往年报告，重新报送本年度的报告。")),
        "two_reports": (_("一个文件里有两份报告"), _("请拆开，一个文件只放一份报告。")),
        "unknown_agency": (_("认不出是哪个机关"), _("请在标题写明机关全称；新设机关请先加入名册。")),
        "no_text_layer": (_("只有图片，读不出文字"), _("请报送能复制文字的文件；读图片要安装 OCR 组件。")),
        "piece_of_report": (_("只是报告的一部分"), _("请把正文和全部表格合成一个文件重新报送。")),
        "repeats_report": (_("与已有的报告重复"), _("不用处理；若是更正，请报送更正后的整份报告。")),
        "no_report": (_("不是年度报告"), _("文中没有年度报告的表格，请核对是否传错文件。")),
    }
    return known.get(reason, (reason, _("请按说明处理后重新报送。")))
