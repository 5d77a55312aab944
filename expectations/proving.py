"""The proofs as data: for every rule the smallest report that fails it, one that must pass, one that cannot be decided.

proofs/*.yaml maps a rule's id to its cases. A case is the clean report with the least changes; see docs/add-a-rule.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from expectations.catalogue import Catalogue, CatalogueError, catalogue
from expectations.conditions import Data
from expectations.seasons import Season
from tasks.records import Severity

Raw = int | str | None
"""What stands in a cell: a number, a text, or nothing (null = blank)."""


class Report(Data):
    """What differs from the clean report; every field left out stays as it is there.

    cells: by code, null = blank; codes the form lacks are added (a subtotal grp_…, an ext.… row). missing: codes not
    found. absent: rows that are merged away (t3.other_misc). doubtful: how sure a code was read (1 = sure). chapters,
    headings: by number ("" = the heading is missing). order: chapter numbers as printed. tables: how often each was
    found. agency_title, title: what the title says.
    """

    form: str = "f2021"
    year: int | None = 2023
    agency_title: str | None = None
    title: str | None = None
    preamble: str = ""
    cells: Mapping[str, Raw] = {}
    missing: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    doubtful: Mapping[str, float] = {}
    chapters: Mapping[int, str] = {}
    headings: Mapping[int, str] = {}
    order: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    tables: Mapping[str, int] = {}


class Earlier(Report):
    """The report of an earlier year: accepted lists its revisions that ever were, lacking who else's is not at hand."""

    accepted: tuple[int, ...] = ()
    lacking: tuple[str, ...] = ()


class Body(Data):
    """The roster's line of the agency, as far as it differs from the clean report's."""

    code: str = "d01"
    name: str = "清河口县商务局"
    short_name: str = "商务局"
    kind: str = "department"
    aliases: tuple[str, ...] = ("县商务局",)
    flags: tuple[str, ...] = ()


class Situation(Report):
    """A report and what is known around it; the clean case knows everything and all of it fits.

    agency: null = the roster is not at hand. campaign: the season's year, null = not given. submitter: names of who
    sent it in. before: the report of the year before (changes to a clean one), null = not at hand. history: reports of
    so many years before. founded: set up in the report year. season: what a rule looks at that is no rule on one
    report. also: rules that cannot but fail too, each with the reason.
    """

    why: str = ""
    agency: Body | None = Body()
    campaign: int | None = None
    submitter: tuple[str, ...] = ()
    before: Earlier | None = Earlier()
    history: Mapping[int, Earlier] = {}
    founded: bool = False
    season: Season = Season()
    also: Mapping[str, str] = {}


class Fails(Situation):
    """Must fail the rule, with this consequence, in so many findings (on these cells), and fail no other rule."""

    severity: Severity
    findings: int = 1
    at: tuple[str, ...] = ()


class Passes(Situation):
    """Must pass: the nearest that is still right."""


class Unsettled(Situation):
    """Must be undecided, or not applicable, for this reason of the catalogue."""

    reason: str


class Proof(Data):
    """The cases of one rule; those of an equation that fail and pass are made from the equation itself."""

    fails: tuple[Fails, ...] = ()
    passes: tuple[Passes, ...] = ()
    undecided: tuple[Unsettled, ...] = ()
    not_applicable: tuple[Unsettled, ...] = ()


@cache
def proofs() -> Mapping[str, Proof]:
    """Every proof by rule. CatalogueError when an entry is wrong or names no rule."""
    folder = files(__package__) / "proofs"
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    found: dict[str, Proof] = {}
    for path in paths:
        entries = parse(path.read_text(encoding="utf-8"), path.name, catalogue())
        if twice := set(entries) & set(found):
            raise CatalogueError(f"证明文件 {path.name} 中 {'、'.join(sorted(twice))} 重复")
        found |= entries
    return found


def parse(text: str, name: str, rules: Catalogue) -> dict[str, Proof]:
    """The proofs of one file. CatalogueError names the file and the rule."""
    try:
        entries = YAML(typ="safe", pure=True).load(text) or {}
    except YAMLError as error:
        raise CatalogueError(f"证明文件 {name} 不是正确的 YAML：{error}") from error
    if not isinstance(entries, dict):
        raise CatalogueError(f"证明文件 {name} 应当以规则编号为键")
    if unknown := set(entries) - set(rules.rules):
        raise CatalogueError(f"证明文件 {name} 中没有这些规则：{'、'.join(sorted(map(str, unknown)))}")
    return {rule: _proof(entry, f"{name} {rule}") for rule, entry in entries.items()}


def _proof(entry: Any, name: str) -> Proof:
    try:
        return Proof.model_validate(entry)
    except ValidationError as error:
        raise CatalogueError(f"证明文件 {name} 有误：{error}") from error
