"""The documents say what is there: links, commands, examples, tables, and nothing of the place they were written in."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from typing import Any

import pytest

from expectations.page import PAGE, refreshed, rules_table
from flows.command.app import MODULES
from tasks.county import lineage, load_county, overrides
from tasks.county.folder import _KEYS, _SEASON_KEYS
from tasks.county.roster import COLUMNS, FLAGS, KINDS
from tasks.records import Fact, Finding, Origin, PlacedCell, Placement, Semantic, Severity, State
from tests.docs.pages import PAGES, ROOT, anchors, blocks, code, links, name

WRITTEN = sorted([*PAGES, *(path for path in (ROOT / "deploy").rglob("*") if path.is_file() and path.suffix != ".pyc")])
FORBIDDEN = re.compile(
    r"/work/|/root/|/home/|/tmp/|/Users/|pypi\.org|pythonhosted|index-url|/simple\b|docker\.io|ghcr\.io|quay\.io|registry\.",
    re.IGNORECASE,
)
HOSTS = {"127.0.0.1", "localhost", "server"}
EVERY_VERB = {"--lang", "--help"}
PAGE_IDS = [name(path) for path in PAGES]


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), f"{name(page)}: {link}"
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), f"{name(page)}: {link}"


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_every_make_target_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    named = {word for line in code(page.read_text(encoding="utf-8")) for word in re.findall(r"\bmake ([a-z]+)", line)}
    assert named <= targets


def options() -> dict[str, set[str]]:
    """The options of every verb of the command, as typed."""
    found = {}
    for verb in (verb for module in MODULES for verb in module.verbs()):
        parameters = inspect.signature(verb.function).parameters
        typed = {"--json" if key == "as_json" else "--" + key.replace("_", "-") for key in parameters}
        found[verb.name] = typed | EVERY_VERB
    return found


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_every_verb_and_option_exists(page: Path) -> None:
    known = options()
    for line in code(page.read_text(encoding="utf-8")):
        for said, rest in re.findall(r"(?<![\w./-])(?:\.venv/bin/)?gouji ([a-z]+(?: [a-z-]+)?)([^|#>；;]*)", line):
            verb = said if said in known else said.partition(" ")[0]
            assert verb in known, f"{name(page)}: {line}"
            assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= known[verb], f"{name(page)}: {line}"


def test_the_command_page_names_every_verb() -> None:
    text = read("docs/command.md")
    assert all(f"| `gouji {verb}" in text for verb in options())


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_nothing_of_the_workplace(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not FORBIDDEN.findall(text)
    assert set(re.findall(r"https?://([\w.-]+)", text)) <= HOSTS


def test_the_table_of_rules_is_fresh() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert refreshed(text) == text, "请运行 python -m expectations.page"


def test_the_table_of_rules_wants_its_marks() -> None:
    with pytest.raises(ValueError, match="恰有一对标记"):
        refreshed("# 没有标记")


def test_a_changed_rule_changes_the_table() -> None:
    from expectations import catalogue

    rules = catalogue()
    less = rules.model_copy(update={"rules": {key: rule for key, rule in rules.rules.items() if key != "K-01"}})
    assert rules_table(less) != rules_table(rules)


def test_every_refusal_reason_is_explained() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tasks").rglob("*.py"))
    used = set(re.findall(r'\b(?:Refusal|refused)\(\s*"([a-z_]+)"', sources))
    assert "wrong_extension" in used
    explained = set(
        re.findall(r"`([a-z_]+)`", read("docs/command.md").partition("## 拒收的原因")[2].partition("\n## ")[0])
    )
    assert used <= explained - {"reason"}


def examples() -> list[dict[str, Any]]:
    return [json.loads(block) for block in blocks(read("docs/command.md"), "json")]


def test_the_example_of_read_has_the_real_shape() -> None:
    shown = next(example for example in examples() if "cells" in example)
    cell = PlacedCell("t2.admin_fees.amount", "1", Semantic.NUMERIC, None, Origin(line=1), "万元")
    fact = Fact("proposals", None, "件", "", Origin(line=1))
    real = Placement("", None, "f2021", "", {cell.code: cell}, {}, (fact,)).to_json()
    assert list(shown) == list(real)
    assert shown["cells"][cell.code].keys() == real["cells"][cell.code].keys()
    assert shown["narrative"][0].keys() == real["narrative"][0].keys()


def test_the_example_of_check_has_the_real_shape() -> None:
    shown = next(example for example in examples() if "findings" in example)["findings"][0]
    assert list(shown) == list(Finding("K-01", State.FAIL, Severity.HARD, "").to_json())
    assert shown["difference"] == shown["found"] - shown["expected"]


def test_the_example_county_loads(tmp_path: Path) -> None:
    text = read("docs/county-folder.md")
    (tmp_path / "county.toml").write_text(blocks(text, "toml")[0], encoding="utf-8")
    county = load_county(tmp_path)
    assert county.seasons[2024].agency_deadline.isoformat() == "2025-01-31"
    tables = _KEYS.keys() - {""}
    keys = {*_KEYS[""] - tables - {"seasons"}, *_SEASON_KEYS, *(key for table in tables for key in _KEYS[table])}
    assert all(re.search(rf"\b{key}\b", text) for key in keys)


def test_every_column_of_the_roster_is_explained() -> None:
    text = read("docs/add-an-agency.md")
    assert all(f"| `{column}` | {label} |" in text for column, label in COLUMNS.items())


def test_lineage_is_explained_and_its_example_is_that_of_the_sample() -> None:
    text = read("docs/add-an-agency.md")
    assert all(f"| `{column}` | {label} |" in text for column, label in lineage.COLUMNS.items())
    assert all(f"`{kind}` {label}" in text for kind, label in (lineage.KINDS | KINDS).items())
    assert all(f"`{flag}` {label}" in text for flag, label in FLAGS.items())
    assert read("tasks/sample/lineage.csv") in text


def test_the_changes_of_rules_are_explained_and_their_example_loads(tmp_path: Path) -> None:
    from tasks.county import Changeable, load_overrides

    text = read("docs/county-folder.md")
    assert all(f"| `{column}` | {label} |" in text for column, label in overrides.COLUMNS.items())
    assert all(f"`{kind}` {label}" in text for kind, label in overrides.CHANGES.items())
    (tmp_path / "rules.csv").write_text(blocks(text, "csv")[0], encoding="utf-8")
    known = {"R-09": Changeable(False, {}), "R-08": Changeable(True, {"shortest": "最少字数"})}
    assert len(load_overrides(tmp_path / "rules.csv", lambda: known)) == 2


def test_every_decision_is_listed() -> None:
    files = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("0*.md"))
    assert [file[:4] for file in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    listed = links(read("docs/decisions/README.md"))
    assert sorted(listed) == files
    for file in files:
        text = read(f"docs/decisions/{file}")
        assert all(f"**{part}**" in text for part in ("缘起", "决定", "后果")), file


def test_the_picture_is_light() -> None:
    picture = ROOT / "docs" / "pictures" / "agency-page.png"
    assert picture.stat().st_size < 300_000
