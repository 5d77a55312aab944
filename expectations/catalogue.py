"""The rules as data: loaded from rules/*.yaml, and refused as a whole when one entry is wrong."""

from __future__ import annotations

import string
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from expectations.conditions import Data, Equation, Expect, Parameter
from tasks.form import load_forms
from tasks.records import Severity

Kind = Literal[
    "cell", "row", "column", "table", "report", "cross-year", "narrative", "structural", "cross-agency", "process"
]
FRAMES = ("arrived", "filed", "due", "summed", "paired", "outside")
"""What a row may be where a whole season is checked; every other scope is a part of one report."""
Located = Literal["one", "several", "choice", "nowhere"]


class CatalogueError(ValueError):
    """The catalogue cannot be used; the text names the file, the rule and the entry."""


class Text(Data):
    """A template in both languages; {placeholders} are named and the same in both."""

    zh: str
    en: str

    @model_validator(mode="after")
    def _same_placeholders(self) -> Self:
        if placeholders(self.zh) != placeholders(self.en):
            raise ValueError(f"中英文占位符不一致：{self.zh!r} / {self.en!r}")
        return self


def placeholders(template: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


class Outcome(Data):
    """One way to fail, with its consequence; figure is the pattern of one printed figure; forms narrow the rule's."""

    severity: Severity
    message: Text
    expect: Expect | None = None
    figure: str | None = None
    forms: tuple[str, ...] = ()


class Years(Data):
    """Report years, both ends included; None = open."""

    first: int | None = Field(default=None, alias="from")
    last: int | None = Field(default=None, alias="to")

    def cover(self, year: int | None) -> bool:
        """Whether the rule holds for a report year; an unknown year is taken as covered."""
        return year is None or ((self.first or year) <= year <= (self.last or year))


def _ways(value: Any) -> Any:
    """Earlier catalogues, to which replay compares, name one other way without a list around it."""
    return [value] if isinstance(value, list) and value and isinstance(value[0], str) else value


class Claim(Data):
    """A kind of figure that the prose may state, and the cells whose sum it must equal (or_cells: or one of these).

    facts: kinds of placing/narrative.toml. denied: the prose says that there was none. A cell is table.row.column;
    @group stands for every row or column of a group.
    """

    what: Text
    facts: tuple[str, ...] = Field(min_length=1)
    cells: tuple[str, ...] = Field(min_length=1)
    or_cells: Annotated[tuple[tuple[str, ...], ...], BeforeValidator(_ways)] = ()
    denied: bool = False


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class Rule(Data):
    """One rule: one id, one place."""

    id: str = Field(pattern=r"^[A-Z]-\d\d$")
    kind: Kind
    scope: Annotated[tuple[str, ...], BeforeValidator(_tuple)]
    forms: tuple[str, ...]
    years: Years = Years()
    formula: Equation | str
    parameters: Mapping[str, Parameter] = {}
    clause: Text
    title: Text
    help: Text
    outcomes: Mapping[str, Outcome] = Field(min_length=1)
    undecided: Mapping[str, Text] = {}
    not_applicable: Mapping[str, Text] = {}
    names: Mapping[str, str] = {}
    lists: Mapping[str, tuple[str, ...]] = {}
    yields_to: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    located: Mapping[Located, Text] = {}
    hard_hides_soft: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Self:
        unknown = set(self.forms) - set(load_forms())
        if unknown:
            raise ValueError(f"没有这种格式：{'、'.join(sorted(unknown))}")
        for name, outcome in self.outcomes.items():
            if (outcome.expect is None) != isinstance(self.formula, Equation):
                raise ValueError(f"{name}：等式不写 expect，其他规则必须写")
            if outcome.expect and (outcome.expect.figures or name) not in self.outcomes:
                raise ValueError(f"{name}：figures 指向不存在的 {outcome.expect.figures}")
            unknown = set(outcome.expect.parameters if outcome.expect else ()) - set(self.parameters)
            if unknown:
                raise ValueError(f"{name}：没有参数 {'、'.join(sorted(unknown))}")
        return self

    @property
    def severity(self) -> Severity:
        """The gravest consequence that the rule can have."""
        return min((outcome.severity for outcome in self.outcomes.values()), key=list(Severity).index)

    @property
    def season(self) -> bool:
        """Whether the rule looks at a whole season instead of one report."""
        return not set(FRAMES).isdisjoint(self.scope)

    def parameter(self, name: str, year: int | None) -> Decimal:
        """A threshold in force for a report year; KeyError when the rule has none of that name."""
        return self.parameters[name].value(year)

    def equation(self) -> Equation:
        """The formula of an identity; TypeError for any other rule."""
        if not isinstance(self.formula, Equation):
            raise TypeError(f"{self.id} 不是等式")
        return self.formula


class Catalogue(Data):
    """All rules by id, in the order of the files."""

    rules: Mapping[str, Rule]

    __hash__ = object.__hash__  # a catalogue is known by its identity: what is derived from it is kept by it

    def __eq__(self, other: object) -> bool:
        return self is other

    def __getitem__(self, rule: str) -> Rule:
        return self.rules[rule]

    def only(self, wanted: Collection[str]) -> Catalogue:
        """The catalogue cut down to some rules, in the same order."""
        return Catalogue(rules={rule: entry for rule, entry in self.rules.items() if rule in wanted})

    def replaced(self, rule: Rule) -> Catalogue:
        """The catalogue with another entry under the rule's id."""
        return Catalogue(rules={**self.rules, rule.id: rule})

    def of(self, form: str) -> tuple[Rule, ...]:
        """The rules that an edition of the form is checked by."""
        return tuple(rule for rule in self.rules.values() if form in rule.forms)

    def across(self, frame: str) -> tuple[Rule, ...]:
        """The rules of a season that look at one kind of row."""
        return tuple(rule for rule in self.rules.values() if frame in rule.scope)


@cache
def catalogue() -> Catalogue:
    """The catalogue beside this module. CatalogueError when any entry is wrong."""
    folder = files(__package__) / "rules"
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    return assembled({path.name: path.read_text(encoding="utf-8") for path in paths})


def assembled(texts: Mapping[str, str]) -> Catalogue:
    """A catalogue from the texts of its files by name. CatalogueError when any entry is wrong."""
    return Catalogue(rules=_merge({name: parse(text, name) for name, text in texts.items()}))


def parse(text: str, name: str) -> list[Rule]:
    """The rules of one file. CatalogueError names the file, the rule and the wrong entry."""
    try:
        entries = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        raise CatalogueError(f"规则文件 {name} 不是正确的 YAML：{error}") from error
    if not isinstance(entries, list):
        raise CatalogueError(f"规则文件 {name} 应当是规则的列表")
    return [_rule(entry, name) for entry in entries]


def _rule(entry: Any, name: str) -> Rule:
    try:
        return Rule.model_validate(entry)
    except ValidationError as error:
        which = entry.get("id", "?") if isinstance(entry, dict) else entry
        raise CatalogueError(f"规则文件 {name} 中 {which} 有误：{error}") from error


def _merge(found: Mapping[str, list[Rule]]) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for name, entries in found.items():
        for rule in entries:
            if rule.id in rules:
                raise CatalogueError(f"规则文件 {name} 中 {rule.id} 重复")
            rules[rule.id] = rule
    return rules
