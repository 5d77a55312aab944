"""The words of each kind of message: what, how many, what to do, until when. Plain text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from tasks.alerting.message import SETTLED, Scene, Standing, Status
from tasks.county import add_workdays, workdays_between
from tasks.county.roster import KINDS
from tasks.form import form_for
from tasks.language import _
from tasks.records import Agency, Finding

Words = tuple[str, str]
_CELLS_SHOWN = 4


def wording(kind: str, scene: Scene, agencies: Sequence[Agency]) -> Words:
    """Subject and body; for a message to one agency, that agency alone."""
    return WORDINGS[kind](scene, agencies)


def day_text(day: date) -> str:
    return _("{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)


def _status_text(status: Status) -> str:
    return {
        Status.MISSING: _("未报"),
        Status.RECEIVED: _("已报待核"),
        Status.RETURNED: _("需更正"),
        Status.REFUSED: _("报来的文件不能接收"),
        Status.QUESTIONED: _("存疑待核实"),
        Status.ACCEPTED: _("通过"),
        Status.PUBLISHED: _("已公开"),
        Status.WAIVED: _("经说明认可"),
    }[status]


def _missing(scene: Scene, agencies: Sequence[Agency]) -> Words:
    name = agencies[0].name
    subject = _("{agency}：尚未收到 {year} 年度报告，{until}").format(agency=name, year=scene.year, until=_until(scene))
    body = _(
        "截至{today}，没有收到{agency} {year} 年度的政府信息公开年度报告。\n"
        "请报送一份完整的报告。期限：{until}。\n"
        "《政府信息公开条例》第四十九条规定，{statutory}前应当报送并向社会公布。"
    ).format(
        today=day_text(scene.on),
        agency=name,
        year=scene.year,
        until=_until(scene),
        statutory=day_text(scene.season.agency_deadline),
    )
    return subject, body


def _returned(scene: Scene, agencies: Sequence[Agency]) -> Words:
    agency = agencies[0]
    standing, faults = scene.standing(agency), scene.hard(agency)
    if standing.status is Status.REFUSED or not faults:
        subject = _("{agency}：报来的 {year} 年度报告不能接收").format(agency=agency.name, year=scene.year)
        lines = [standing.reason or _("已退回修改。")]
    else:
        subject = _("{agency}：{year} 年度报告有 {count} 处必须更正").format(
            agency=agency.name, year=scene.year, count=len(faults)
        )
        lines = [_("以下 {count} 处必须更正：").format(count=len(faults)), *_fault_lines(scene, faults)]
    lines.append(_("请以台账为准，更正后重新报送整份报告。期限：{until}。").format(until=_until(scene)))
    return subject, "\n".join(lines)


def _fault_lines(scene: Scene, faults: Sequence[Finding]) -> list[str]:
    shown = scene.county.findings_shown
    lines = [f"{number}. {_fault(scene, finding)}" for number, finding in enumerate(faults[:shown], start=1)]
    rest = len(faults) - shown
    return [*lines, _("……另有 {rest} 处，见审核页面。").format(rest=rest)] if rest > 0 else lines


def _fault(scene: Scene, finding: Finding) -> str:
    """The rule's own sentence, the cells by their official labels, both values and the difference."""
    form = form_for(scene.year)
    labels = [form.cells[code].label if form and code in form.cells else code for code in finding.cells]
    where = _("、").join(labels[:_CELLS_SHOWN])
    if len(labels) > _CELLS_SHOWN:
        where = _("{cells} 等 {count} 格").format(cells=where, count=len(labels))
    values = [
        _("应为 {value}").format(value=_plain(finding.expected)) if finding.expected not in {None, ""} else "",
        _("填报 {value}").format(value=_plain(finding.found)) if finding.found not in {None, ""} else "",
        _("相差 {value}").format(value=_plain(finding.difference)) if finding.difference is not None else "",
    ]
    detail = _("；").join(part for part in (where, _("，").join(filter(None, values))) if part)
    text = _("［{rule}］{message}").format(rule=finding.rule, message=finding.text)
    return _("{word}（{note}）").format(word=text, note=detail) if detail else text


def _plain(value: Decimal | str) -> str:
    return format(value, "f") if isinstance(value, Decimal) else value


def _resubmit(scene: Scene, agencies: Sequence[Agency]) -> Words:
    agency = agencies[0]
    standing, count = scene.standing(agency), len(scene.hard(agency))
    subject = _("{agency}：{year} 年度报告退回后尚未重新报送").format(agency=agency.name, year=scene.year)
    since = _("于{day}").format(day=day_text(standing.since)) if standing.since else ""
    what = _("有 {count} 处必须更正").format(count=count) if count else standing.reason.rstrip("。")
    body = _(
        "{agency}的报告已{since}退回{what}，至今没有收到更正件。\n请更正后重新报送整份报告。期限：{until}。"
    ).format(
        agency=agency.name, since=since, what=_("（{what}）").format(what=what) if what else "", until=_until(scene)
    )
    return subject, body


def _missing_list(scene: Scene, agencies: Sequence[Agency]) -> Words:
    subject = _("{year} 年度报告：{count} 个机关未报或未通过，{until}").format(
        year=scene.year, count=len(agencies), until=_until(scene)
    )
    return subject, "\n".join(
        [*_by_status(scene, agencies), _("请逐个催办。期限：{until}。").format(until=_until(scene))]
    )


def _overdue_list(scene: Scene, agencies: Sequence[Agency]) -> Words:
    subject = _("{year} 年度报告逾期名单：{count} 个机关").format(year=scene.year, count=len(agencies))
    head = _("法定期限{statutory}已过，下列机关仍未报送合格的报告：").format(
        statutory=day_text(scene.season.agency_deadline)
    )
    close = _("请决定是否通报。全县报告须在{day}前公布。").format(day=day_text(scene.season.county_deadline))
    return subject, "\n".join([head, *_by_status(scene, agencies), close])


def _blockers(scene: Scene, agencies: Sequence[Agency]) -> Words:
    subject = _("{year} 年度全县汇总还缺 {count} 个机关").format(year=scene.year, count=len(agencies))
    head = _("全县报告须在{day}前公布。下列机关没有通过，汇总只能是草稿：").format(
        day=day_text(scene.season.county_deadline)
    )
    return subject, "\n".join([head, *_by_status(scene, agencies), _("请督促办结，或书面说明后认可。")])


def _completeness(scene: Scene, agencies: Sequence[Agency]) -> Words:
    due = len(scene.agencies)
    missing = len(scene.among(frozenset({Status.MISSING})))
    settled = len(scene.among(SETTLED))
    subject = _("{year} 年度报告进度：应报 {due}，已报 {filed}，通过 {settled}").format(
        year=scene.year, due=due, filed=due - missing, settled=settled
    )
    share = (Decimal(settled) * 100 / Decimal(due)).quantize(Decimal("0.1"))
    previous = add_workdays(scene.on, -1, scene.county.calendar)
    lines = [
        _("应报 {due} 个机关，已报 {filed}，通过 {settled}（{share}%）。").format(
            due=due, filed=due - missing, settled=settled, share=share
        ),
        _("{day}以来新到 {count} 份。").format(day=day_text(previous), count=_arrived(scene, previous)),
    ]
    open_ = [agency for agency in agencies if scene.standing(agency).status not in SETTLED]
    advice = _("期限：{until}。").format(until=_until(scene)) if open_ else _("已全部收齐，可以汇总。")
    return subject, "\n".join([*lines, *_by_status(scene, open_), advice])


def _lapsed(scene: Scene, agencies: Sequence[Agency]) -> Words:
    lines = [sentence for agency in agencies for sentence in scene.lapses[agency.code]]
    subject = _("{year} 年度报告：{count} 件核实或豁免已失效").format(year=scene.year, count=len(lines))
    return subject, "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def _restated(scene: Scene, _agencies: Sequence[Agency]) -> Words:
    count, shown = len(scene.restated), scene.county.findings_shown
    subject = _("{year} 年度全县报告公布以后有 {count} 格变了").format(year=scene.year, count=count)
    rest = [_("……另有 {rest} 格。").format(rest=count - shown)] if count > shown else []
    close = _(
        "公布的数不会自动改。请看 gouji rollup compare {year}；要更正的，用 gouji rollup publish {year} 并写明理由。"
    )
    return subject, "\n".join([*scene.restated[:shown], *rest, close.format(year=scene.year)])


def _unpublished(scene: Scene, _agencies: Sequence[Agency]) -> Words:
    subject = _("{year} 年度全县报告还没有登记公布").format(year=scene.year)
    body = _(
        "全县报告的期限{day}已过，还没有登记公布。\n"
        "没有公布的请尽快公布；已经公布的，请用 gouji rollup publish {year} 登记。"
    )
    return subject, body.format(day=day_text(scene.season.county_deadline), year=scene.year)


def _arrived(scene: Scene, previous: date) -> int:
    """Agencies whose latest file came since the workday before and before today, so that none is counted twice."""
    arrivals = (scene.standing(agency).received_at for agency in scene.agencies)
    return sum(1 for arrival in arrivals if arrival and previous <= arrival.date() < scene.on)


def _by_status(scene: Scene, agencies: Sequence[Agency]) -> list[str]:
    """The agencies by status and kind, in the order of the roster."""
    lines = []
    for status in Status:
        alike = [agency for agency in agencies if scene.standing(agency).status is status]
        if alike:
            lines.append(_("{status} {count} 个").format(status=_status_text(status), count=len(alike)))
        for kind, label in KINDS.items():
            names = [_with_reason(agency, scene.standing(agency)) for agency in alike if agency.kind == kind]
            if names:
                line = _("  {kind} {count}：{names}")
                lines.append(line.format(kind=_(label), count=len(names), names=_("、").join(names)))
    return lines


def _with_reason(agency: Agency, standing: Standing) -> str:
    reason = standing.reason.rstrip("。") if standing.status is Status.REFUSED else ""
    return _("{word}（{note}）").format(word=agency.name, note=reason) if reason else agency.name


def _until(scene: Scene) -> str:
    """The next deadline of the agencies and how far it is."""
    internal = scene.season.internal_deadline
    deadline = internal if internal and scene.on <= internal else scene.season.agency_deadline
    left = workdays_between(scene.on, deadline, scene.county.calendar)
    day = day_text(deadline)
    if deadline < scene.on:
        return _("{day}已逾期 {count} 个工作日，请立即办理").format(day=day, count=-left)
    if deadline == scene.on:
        return _("今天（{day}）截止").format(day=day)
    return _("{day}前，还有 {count} 个工作日").format(day=day, count=left)


WORDINGS: dict[str, Callable[[Scene, Sequence[Agency]], Words]] = {
    "missing": _missing,
    "returned": _returned,
    "resubmit": _resubmit,
    "missing_list": _missing_list,
    "overdue_list": _overdue_list,
    "completeness": _completeness,
    "lapsed": _lapsed,
    "blockers": _blockers,
    "restated": _restated,
    "unpublished": _unpublished,
}
