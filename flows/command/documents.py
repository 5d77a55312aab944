"""`gouji read`, `gouji check` and `gouji show`: one document, no database, no server."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from flows.command.show import show_cell, told
from flows.command.verb import FAILED, FINDINGS, FINE, Verb, print_json
from tasks.form import Form
from tasks.language import _
from tasks.records import CERTAIN, Case, Finding, Placement, Refusal, Semantic, Severity, State

_WAYS = 4


def verbs() -> list[Verb]:
    """The verbs about one file, with help in the active language."""
    file_help = Parameter(help=_("报告文件（docx、xlsx、doc、xls、odt、ods、pdf、html、txt、eml、zip 等）"))
    code_help = Parameter(help=_("格的代码，如 t3.granted.total"))
    out_help = Parameter(help=_("PDF 和扫描件：把这一格的截图写到这个 PNG 文件"))
    json_help = Parameter(name="--json", negative="", help=_("输出 JSON，供程序使用"))

    def read(file: Annotated[Path, file_help], /, *, as_json: Annotated[bool, json_help] = False) -> int:
        return _end(read_document, file, as_json, _show_placement)

    def check(file: Annotated[Path, file_help], /, *, as_json: Annotated[bool, json_help] = False) -> int:
        return _end(check_document, file, as_json, _show_findings)

    def show(
        file: Annotated[Path, file_help],
        code: Annotated[str, code_help],
        *,
        out: Annotated[Path | None, out_help] = None,
    ) -> int:
        return show_cell(file, code, out)

    return [
        Verb("show", _("显示一格在原文中的位置"), _("用法：gouji show 文件 格的代码 [--out 图片]"), show),
        Verb("read", _("读取一份报告，列出认出的每一格"), _("用法：gouji read 文件 [--json]"), read),
        Verb("check", _("核对一份报告，说明哪里不对、怎么改"), _("用法：gouji check 文件 [--json]"), check),
    ]


def read_document(file: Path) -> tuple[Placement, list[Finding]]:
    """The document in official terms; Refusal when it cannot be taken."""
    from tasks.placing import place
    from tasks.reading import read

    if not file.is_file():
        raise Refusal("unreadable", _("找不到文件 {file}，请检查路径").format(file=file))
    return place(read(file)), []


def check_document(file: Path) -> tuple[Placement, list[Finding]]:
    """The document with all that one report alone can answer; rules that need more are undecided."""
    from tasks.checking import check

    placement, _none = read_document(file)
    findings = check([Case(key=file.name, placement=placement)])[file.name]
    return placement, [finding for finding in findings if finding.state in {State.FAIL, State.UNDECIDED}]


def _end(work: Any, file: Path, as_json: bool, show: Any) -> int:
    try:
        placement, findings = work(file)
    except Refusal as refusal:
        if not as_json:
            raise
        print_json({"refused": {"reason": refusal.reason, "detail": refusal.detail}})
        return FAILED
    if as_json:
        more = {"findings": [finding.to_json() for finding in findings]} if work is check_document else {}
        print_json(placement.to_json() | more)
    else:
        show(placement, findings)
    return FINDINGS if any(_to_be_settled(finding) for finding in findings) else FINE


def _to_be_settled(finding: Finding) -> bool:
    """A hint (info) asks nothing of anybody."""
    return finding.state is State.FAIL and finding.severity is not Severity.INFO


def _whose(placement: Placement) -> str:
    agency = placement.agency or _("（未找到机关名称）")
    if placement.year is None:
        return _("{agency}　（未找到年度）").format(agency=agency)
    return _("{agency}　{year} 年度").format(agency=agency, year=placement.year)


def _show_placement(placement: Placement, _findings: list[Finding]) -> None:
    from tasks.form import load_form

    form = load_form(placement.form)
    print(f"{_whose(placement)}　{form.notice}")
    meanings = Counter(cell.semantic for cell in placement.cells.values())
    print(
        _("认出 {placed} 格，共 {total} 格：有数 {numbers}，为零 {zeros}，空白 {blanks}，其他 {others}").format(
            placed=len(placement.cells),
            total=len(form.cells),
            numbers=meanings[Semantic.NUMERIC],
            zeros=meanings[Semantic.ZERO],
            blanks=meanings[Semantic.BLANK],
            others=meanings[Semantic.NA_MARK] + meanings[Semantic.TEXT] + meanings[Semantic.ABSENT],
        )
    )
    for section in placement.sections.values():
        print("  " + (section.heading or _("（缺第 {number} 部分）").format(number=section.number)))
    for cell in placement.cells.values():
        if cell.semantic not in {Semantic.ZERO, Semantic.BLANK} and cell.code in form.cells:
            print(f"  {form.cells[cell.code].label} = {cell.raw}    {cell.origin}")
    if placement.note:
        print(placement.note)
    for line in _open_questions(placement, form):
        print(line)


def _open_questions(placement: Placement, form: Form) -> Iterator[str]:
    """Figures of which it is not sure where they belong, and those without a place."""
    unsure = [cell for cell in placement.cells.values() if cell.certainty < CERTAIN]
    if unsure:
        yield _("有 {count} 格不能确定，请对照原文核对：").format(count=len(unsure))
    for cell in unsure:
        label = form.known[cell.code].label if cell.code in form.known else cell.code
        raw = cell.raw or _("（空白）")
        yield f"  {label} = {raw}    {cell.origin}    {told(cell)}"
    if placement.unplaced:
        yield _("有 {count} 处没有归位，请核对：").format(count=len(placement.unplaced))
    for (reason, candidates), items in groupby(placement.unplaced, key=lambda item: (item.reason, item.candidates)):
        yield from (f"  {item.text}    {item.origin}    {reason}" for item in items)
        labels = [form.known[code].label for code in candidates if code in form.known]
        if labels:
            yield "    " + _("可能属于：{labels}").format(labels=_("；").join(labels))


def _show_findings(placement: Placement, findings: list[Finding]) -> None:
    from tasks.form import load_form, load_forms
    from tasks.reporting.ways import in_words, suspects, ways

    form = load_form(placement.form if placement.form in load_forms() else list(load_forms())[-1])
    failed = [finding for finding in findings if finding.state is State.FAIL]
    print(_whose(placement))
    if placement.note:
        print(_("读法：{note}").format(note=placement.note))
    problems = sum(map(_to_be_settled, failed))
    print(_("发现 {count} 个问题：").format(count=problems) if problems else _("没有发现问题。"))
    words = {Severity.HARD: _("必须更正"), Severity.SOFT: _("请核实"), Severity.INFO: _("提示")}
    order, blank = list(words), _("（空白）")
    for number, finding in enumerate(sorted(failed, key=lambda finding: order.index(finding.severity)), 1):
        print(f"{number}. [{words[finding.severity]}] {finding.short}  {finding.text}")
        ranked = sorted(finding.cells, key=lambda code: code not in suspects(finding))
        for code in ranked[:8]:
            if cell := placement.cells.get(code):
                print(f"     {code} = {cell.raw or blank}    {cell.origin}")
        for at, way in enumerate(ways(finding, form, placement.cells)[:_WAYS], 1):
            print(_("     改法 {at}：{way}").format(at=at, way=in_words(way)))
    undecided = sorted({finding.rule for finding in findings if finding.state is State.UNDECIDED})
    if undecided:
        print(_("单凭这一份报告不能判断的规则：{rules}").format(rules=_("、").join(undecided)))
