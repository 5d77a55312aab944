"""The pages of rules in docs, made from the catalogue: `python -m expectations.page` writes them anew."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from expectations.catalogue import Catalogue, Rule, catalogue
from expectations.explain import Example, Explained, explained, years_words
from expectations.identities import identities
from tasks.form import load_forms
from tasks.records import Severity

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
BEGIN, END = "<!-- rules: begin -->", "<!-- rules: end -->"
_SEVERITY = {Severity.HARD: "必须更正", Severity.SOFT: "请核实", Severity.INFO: "提示"}
_HEAD = ("编号", "要求 / Requirement", "后果", "怎样算", "年度", "依据")


def rules_table(rules: Catalogue) -> str:
    """The rules as a Markdown table, a row a rule, in the order of the catalogue."""
    rows = [_HEAD, ("---",) * len(_HEAD), *(_row(rule) for rule in rules.rules.values())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def refreshed(text: str) -> str:
    """The page with its table made anew; ValueError when the marks around the table are not there once each."""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise ValueError(f"docs/rules.md 里应恰有一对标记：{BEGIN} 与 {END}")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{rules_table(catalogue())}\n{END}{after}"


def _row(rule: Rule) -> tuple[str, ...]:
    severities = {outcome.severity for outcome in rule.outcomes.values()}
    consequence = "、".join(words for severity, words in _SEVERITY.items() if severity in severities)
    cells = (
        f"[{rule.id}](rules/{rule.id}.md)",
        f"{rule.title.zh}<br>{rule.title.en}",
        consequence,
        _formula(rule),
        years_words(rule) or "各年度",
    )
    return tuple(_escape(cell) for cell in (*cells, rule.clause.zh))


def _formula(rule: Rule) -> str:
    """The formula in words; of an identity, how many equations it makes in each edition."""
    if isinstance(rule.formula, str):
        return rule.formula
    counts = {form: Counter(identity.rule for identity in identities(form))[rule.id] for form in rule.forms}
    return "等式：" + "，".join(f"{form} {count} 条" for form, count in counts.items())


def _escape(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def rule_page(rule: Rule) -> str:
    """The page of one rule in Markdown, Chinese with the English beside it."""
    zh, en = explained(rule), explained(rule, "en")
    parts = [
        f"# {rule.id} {zh.title}",
        f"{en.title}",
        "[全部规则](../rules.md)　由规则目录生成，不要手改：`python -m expectations.page`",
        _facts(zh),
        f"## 怎么改\n\n{zh.help}\n\n{en.help}",
        "## 会怎样说\n\n" + "\n".join(f"- {_SEVERITY[severity]}：{text}" for severity, text in zh.messages),
    ]
    if zh.example:
        parts.append(_example(zh.example))
    if zh.drawn:
        parts.append(_drawn(zh))
    reasons = [f"- {text}" for text in zh.undecided]
    if reasons:
        parts.append("## 什么时候不能判断\n\n" + "\n".join(reasons))
    if zh.not_applicable:
        parts.append("## 什么时候不适用\n\n" + "\n".join(f"- {text}" for text in zh.not_applicable))
    return "\n\n".join(parts) + "\n"


def _facts(one: Explained) -> str:
    rows = {
        "怎样算": one.formula,
        "依据": one.clause,
        "年度": one.years or "各年度",
        "后果": "、".join(dict.fromkeys(_SEVERITY[severity] for severity, _text in one.messages)),
    }
    return "| | |\n| --- | --- |\n" + "\n".join(f"| {key} | {_escape(value)} |" for key, value in rows.items())


def _example(one: Example) -> str:
    """What stands in the report, and what is said of it."""
    shown = [f"（{one.why}）"] if one.why else []
    if one.figures:
        rows = [f"| {_escape(label)} | {_escape(raw) or '（空白）'} |" for label, raw in one.figures.items()]
        shown.append("\n".join(["| 报告里的格 | 填的 |", "| --- | --- |", *rows]))
    shown += [f"报告里写的：“{_escape(text)}”" for text in one.said]
    return "\n\n".join(["## 例子", *shown, f"Gouji 会说：{one.message}", f"Gouji says: {one.message_en}"])


def _drawn(one: Explained) -> str:
    """The cells of the first equation in the order of the form, with their signs."""
    assert one.drawn is not None
    cells = load_forms()[one.drawn.form].cells
    rows = [f"| {sign} | {_escape(cells[code].label)} | `{code}` |" for code, sign in one.drawn.signs.items()]
    head = f"## 等式落在哪些格\n\n以「{one.drawn.line}」为例。＋ 为相加的格，＝ 为应等于其和的格。"
    return f"{head}\n\n| | 格 | 代码 |\n| --- | --- | --- |\n" + "\n".join(rows)


def write(page: Path = PAGE) -> list[Path]:
    """Write the table and every rule's page anew, and take away those of rules that are no more; gives the files."""
    page.write_text(refreshed(page.read_text(encoding="utf-8")), encoding="utf-8")
    folder = page.with_suffix("")
    folder.mkdir(exist_ok=True)
    pages = {folder / f"{rule.id}.md": rule_page(rule) for rule in catalogue().rules.values()}
    for path in set(folder.glob("*.md")) - pages.keys():
        path.unlink()
    for path, text in pages.items():
        path.write_text(text, encoding="utf-8")
    return [page, *pages]


if __name__ == "__main__":
    print(len(write()))
