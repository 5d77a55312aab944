"""`gouji rules`: what the rules say, and whether every one of them is proved."""

import sys
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from expectations import Equation, Rule, Text, catalogue, identities
from flows.command.options import home_of
from flows.command.verb import FAILED, FINDINGS, FINE, Verb, print_json
from tasks.language import _, language
from tasks.records import Severity


def verbs() -> list[Verb]:
    """The verbs about rules, with help in the active language."""
    id_help = Parameter(help=_("规则编号，如 W-01"))
    ids_help = Parameter(help=_("规则编号，可以写几个；不写就是全部"))
    json_help = Parameter(name="--json", negative="", help=_("输出 JSON，供程序使用"))

    def list_rules(*, as_json: Annotated[bool, json_help] = False) -> int:
        return _list(as_json)

    def show(rule: Annotated[str, id_help], /, *, as_json: Annotated[bool, json_help] = False) -> int:
        return _show(rule, as_json)

    def prove(*rules: Annotated[str, ids_help], as_json: Annotated[bool, json_help] = False) -> int:
        return _prove(rules, as_json)

    ref_help = Parameter(help=_("与谁比：提交、分支、标签，或放着规则的文件夹"))
    home_help = Parameter(help=_("县文件夹（默认 GOUJI_HOME，否则 ./county）"))

    def replay(
        *,
        against: Annotated[str, ref_help],
        home: Annotated[Path | None, home_help] = None,
        as_json: Annotated[bool, json_help] = False,
    ) -> int:
        return _replay(against, home, as_json)

    return [
        Verb(
            "rules replay",
            _("规则改了，对库里的报告会新报什么、消去什么"),
            _("用法：gouji rules replay --against 提交或文件夹 [--json]"),
            replay,
        ),
        Verb("rules list", _("列出全部规则"), _("用法：gouji rules list [--json]"), list_rules),
        Verb(
            "rules show", _("说明一条规则：要求、依据、算法、怎样改"), _("用法：gouji rules show 编号 [--json]"), show
        ),
        Verb(
            "rules prove",
            _("证明规则：该报的报，不该报的不报，改错一处就会被发现"),
            _("用法：gouji rules prove [编号 ...] [--json]"),
            prove,
        ),
    ]


def _replay(against: str, home: Path | None, as_json: bool) -> int:
    from tasks.open import open_desk
    from tasks.replay import other_catalogue, replay

    other = other_catalogue(against)
    desk = open_desk(home_of(home))
    found = list(replay(desk, other))
    if as_json:
        print_json(
            [
                {
                    "agency": each.agency,
                    "year": each.year,
                    "raised": [finding.to_json() for finding in each.raised],
                    "cleared": [finding.to_json() for finding in each.cleared],
                }
                for each in found
            ]
        )
        return FINDINGS if found else FINE
    for each in found:
        for word, findings in ((_("新报"), each.raised), (_("消去"), each.cleared)):
            for finding in findings:
                print(f"{each.year} {desk.agencies[each.agency].name}  {word} {finding.rule}  {finding.text}")
    raised, cleared = (sum(len(getattr(each, side)) for each in found) for side in ("raised", "cleared"))
    print(_("新报 {raised} 处，消去 {cleared} 处。").format(raised=raised, cleared=cleared))
    return FINDINGS if found else FINE


def said(text: Text) -> str:
    """A text of the catalogue in the active language."""
    return text.en if language() == "en" else text.zh


def _severities(rule: Rule) -> str:
    words = {Severity.HARD: _("必须更正"), Severity.SOFT: _("请核实"), Severity.INFO: _("提示")}
    found = {outcome.severity for outcome in rule.outcomes.values()}
    return _("、").join(word for severity, word in words.items() if severity in found)


def _list(as_json: bool) -> int:
    rules = list(catalogue().rules.values())
    if as_json:
        print_json([_data(rule) for rule in rules])
    else:
        for rule in rules:
            print(f"{rule.id}  {said(rule.title)}  [{_severities(rule)}]")
    return FINE


def _data(rule: Rule) -> dict[str, Any]:
    return rule.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _show(name: str, as_json: bool) -> int:
    rule = catalogue().rules.get(name.upper())
    if rule is None:
        return _unknown([name])
    if as_json:
        print_json(_data(rule) | {"equations": _equations(rule)})
        return FINE
    print(f"{rule.id}  {said(rule.title)}")
    print(_("后果：{severities}").format(severities=_severities(rule)))
    print(_("依据：{clause}").format(clause=said(rule.clause)))
    print(_("格式与年度：{scope}").format(scope=_years(rule)))
    print(_("算法：{formula}").format(formula=_formula(rule)))
    for parameter_name, parameter in rule.parameters.items():
        what = parameter.en if language() == "en" else parameter.zh
        values = _("，").join(
            _("{year} 年度起 {value}{unit}").format(year=year, value=format(value, "f"), unit=parameter.unit)
            for year, value in parameter.values.items()
        )
        print(_("参数 {name}（{what}）：{values}").format(name=parameter_name, what=what, values=values))
    words = {Severity.HARD: _("必须更正"), Severity.SOFT: _("请核实"), Severity.INFO: _("提示")}
    for outcome in rule.outcomes.values():
        print(f"  [{words[outcome.severity]}] {said(outcome.message)}")
    for reason in rule.undecided.values():
        print(_("  [不能判断] {reason}").format(reason=said(reason)))
    for reason in rule.not_applicable.values():
        print(_("  [不适用] {reason}").format(reason=said(reason)))
    print(_("怎样改：{help}").format(help=said(rule.help)))
    return FINE


def _years(rule: Rule) -> str:
    first, last = rule.years.first, rule.years.last
    forms = _("、").join(rule.forms) or _("全部格式")
    if first is None and last is None:
        return forms
    return _("{forms}，{first}—{last} 年度").format(forms=forms, first=first or "", last=last or "")


def _equations(rule: Rule) -> dict[str, list[dict[str, Any]]]:
    """By edition the equations that the rule makes, cell by cell."""
    if not isinstance(rule.formula, Equation):
        return {}
    return {
        form: [
            {"line": it.line, "subject": it.subject, "left": list(it.left), "right": list(it.right)}
            for it in identities(form)
            if it.rule == rule.id
        ]
        for form in rule.forms
    }


def _formula(rule: Rule) -> str:
    if not isinstance(rule.formula, Equation):
        return rule.formula
    newest = _equations(rule)[rule.forms[-1]]
    first = newest[0]
    example = f"{'＋'.join(first['left'])} ＝ {'＋'.join(first['right'])}"
    return _("{count} 条等式，如「{line}」：{example}").format(count=len(newest), line=first["line"], example=example)


def _unknown(names: list[str]) -> int:
    print(_("没有规则 {names}。运行 gouji rules list 查看全部。").format(names=_("、").join(names)), file=sys.stderr)
    return FAILED


def _prove(names: tuple[str, ...], as_json: bool) -> int:
    from tasks.proving import prove

    wanted = [name.upper() for name in names]
    if unknown := [name for name in wanted if name not in catalogue().rules]:
        return _unknown(unknown)
    size = len(wanted) or len(catalogue().rules)
    done = 0

    def step(rule: str) -> None:
        nonlocal done
        done += 1
        if sys.stderr.isatty():
            print(f"\r{done}/{size} {rule} ", end="", file=sys.stderr, flush=True)

    found = prove(wanted, step)
    if sys.stderr.isatty():
        print("\r", end="", file=sys.stderr)
    unproved = [proven for proven in found if not proven.proved]
    if as_json:
        print_json([proven.to_json() for proven in found])
        return FINDINGS if unproved else FINE
    for proven in found:
        cases = sum(proven.cases.values())
        line = _("{rule}：{cases} 例，改错 {mutants} 处").format(rule=proven.rule, cases=cases, mutants=proven.mutants)
        print(line + (_("，证明成立") if proven.proved else _("，证明不成立：")))
        for wrong in proven.problems:
            print(f"    {wrong}")
        for survivor in proven.survivors:
            print(_("    改错了却没有一例看得出：{mutant}").format(mutant=survivor))
    print(_("{count} 条规则，{unproved} 条证明不成立。").format(count=len(found), unproved=len(unproved)))
    return FINDINGS if unproved else FINE
