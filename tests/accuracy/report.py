"""What the accuracy run found, as a newcomer can read it: by type, by variation, and what fell short."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tasks.form import printed_width
from tests.accuracy.cases import Case
from tests.accuracy.score import OUTCOMES, Score
from tests.accuracy.variations import STREAMS, VARIATIONS

_LISTED = 60
_NAME, _COLUMN = 46, 12
_HEADS = {"right": "对", "wrong": "错且未标", "flagged": "标出", "missing": "没找到", "refused": "拒收"}
_LEGEND = """
每一行是一种文件或一种写法，数的是格（每份另有机关、年度各一）：
  对        归到了那一格，数也对
  错且未标  归错了又没有提示：必须是 0
  标出      拿不准，连同可能的格列给人看（把握低于 0.9，或列为未归位）
  没找到    文件里读不到这一格，C-05 会报
  拒收      整份不收，理由写明
A row is a kind of file or a way of writing; cells are counted: right, wrong in silence (must be 0), flagged for
a person, missing (rule C-05 says so), refused.
"""


@dataclass
class Tally:
    """Scores by name, in the order in which the names first came."""

    scores: dict[str, list[Score]] = field(default_factory=lambda: defaultdict(list))
    variations: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, name: str, one: Score, variations: Iterable[str] = ()) -> None:
        self.scores[name].append(one)
        self.variations[name].update(variations)

    def counts(self, name: str) -> Counter[str]:
        return sum((one.counts for one in self.scores[name]), Counter())


@dataclass
class Report:
    """Everything scored so far."""

    types: Tally = field(default_factory=Tally)
    ways: Tally = field(default_factory=Tally)
    real: Tally = field(default_factory=Tally)
    wrong: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, case: Case, one: Score) -> None:
        name = case.variations[0] if len(case.variations) == 1 else "(mixed)" if case.variations else "(plain)"
        self.types.add(case.type, one, case.variations)
        self.ways.add(name, one)
        self.wrong += [f"{case.name}: {what}" for what in one.wrong]
        self.lost += [f"{case.name}: {', '.join(one.lost[:5])}"] if one.lost and case.layout not in STREAMS else []
        if not one.wrong and not one.all_right and not case.loses:
            self.short.append(f"{case.name}: {len(one.short)} ({one.short[0]})")

    def add_real(self, name: str, one: Score) -> None:
        self.real.add(name, one)
        self.wrong += [f"{name}: {what}" for what in one.wrong]

    def print(self) -> None:
        print(_LEGEND)
        _table("按类型 / by type", self.types, {n: f"{n}（{len(v)} 种写法）" for n, v in self.types.variations.items()})
        if self.real.scores:
            _table("真实报告 / real reports", self.real, {})
        _table("按写法 / by variation", self.ways, {name: _seen(name) for name in self.ways.scores})
        print("\n抽样与未测 / sampled, and not measured:")
        print("\n".join(f"  {line}" for line in self.notes[:_LISTED]))
        print(f"\n本可全对而未全对 / less than all although nothing was lost: {len(self.short)}")
        print("\n".join(f"  {line}" for line in self.short[:_LISTED]))
        print(f"\n印了却哪里都没说到 / printed and told nowhere: {len(self.lost)}")
        print("\n".join(f"  {line}" for line in self.lost[:_LISTED]))
        print("\n".join(f"错 WRONG {line}" for line in self.wrong[:_LISTED]))
        total = sum((self.types.counts(name) for name in self.types.scores), Counter())
        total += sum((self.real.counts(name) for name in self.real.scores), Counter())
        listed = "，".join(f"{_HEADS[outcome]} {total[outcome]}" for outcome in OUTCOMES if outcome != "wrong")
        print(f"\n合计 {total.total()} 格：{listed}")
        print(f"错且未标：{len(self.wrong)}")


def _seen(name: str) -> str:
    """The variation's name with what it stands for."""
    words = {"(plain)": "照规定格式", "(mixed)": "两到四种写法并用"}
    return f"{name} {words[name] if name in words else VARIATIONS[name].seen}"


def _table(title: str, tally: Tally, labels: Mapping[str, str]) -> None:
    print("\n" + _left(title, _NAME) + _right("份") + "".join(_right(_HEADS[outcome]) for outcome in OUTCOMES))
    for name in sorted(tally.scores):
        counts = tally.counts(name)
        cells = (len(tally.scores[name]), *(counts[outcome] for outcome in OUTCOMES))
        print(_left(labels.get(name, name), _NAME) + "".join(_right(str(cell)) for cell in cells))


def _left(text: str, width: int) -> str:
    while printed_width(text) > width - 1:
        text = text[:-1]
    return text + " " * (width - printed_width(text))


def _right(text: str) -> str:
    return " " * (_COLUMN - printed_width(text)) + text
