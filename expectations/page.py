"""The table of rules in docs/rules.md, made from the catalogue: `python -m expectations.page` writes it anew."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from expectations.catalogue import Catalogue, Rule, catalogue
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
    cells = (f"`{rule.id}`", f"{rule.title.zh}<br>{rule.title.en}", consequence, _formula(rule), _years(rule))
    return tuple(_escape(cell) for cell in (*cells, rule.clause.zh))


def _formula(rule: Rule) -> str:
    """The formula in words; of an identity, how many equations it makes in each edition."""
    if isinstance(rule.formula, str):
        return rule.formula
    counts = {form: Counter(identity.rule for identity in identities(form))[rule.id] for form in rule.forms}
    return "等式：" + "，".join(f"{form} {count} 条" for form, count in counts.items())


def _years(rule: Rule) -> str:
    """The report years of the rule: those of its editions, narrowed by its own."""
    forms = [form for form in load_forms().values() if form.id in rule.forms]
    first = rule.years.first or min((form.first_year for form in forms), default=None)
    last = rule.years.last
    return f"{first or ''}—{last or ''}" if first or last else "各年度"


def _escape(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(PAGE.name)
