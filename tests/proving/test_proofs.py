"""Every rule of the catalogue is proved, and a proof that lacks something says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from expectations import CatalogueError, catalogue
from expectations.mutants import Mutant, mutants
from expectations.proving import Fails, Passes, Proof, Unsettled, parse, proofs
from tasks.proving import Proven, examples, prove
from tasks.proving.verdict import Claim, claims_of, problem
from tasks.records import Finding, Severity, State
from tests.tracing import untraced

RULES = list(catalogue().rules)


@pytest.fixture(scope="module")
def proven() -> Mapping[str, Proven]:
    """The proof of all rules, run once."""
    with untraced():
        return {each.rule: each for each in prove()}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_proved(rule: str, proven: Mapping[str, Proven]) -> None:
    assert proven[rule].problems == ()
    assert proven[rule].survivors == ()
    assert proven[rule].mutants > 0


def test_every_kind_of_rule_goes_the_whole_way_from_a_document(proven: Mapping[str, Proven]) -> None:
    kinds = {rule.kind for rule in catalogue().rules.values() if proven[rule.id].cases.get("document")}
    # what a whole season's rules look at is no document
    assert kinds == {rule.kind for rule in catalogue().rules.values() if not rule.season}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("X-99: {fails: []}", "X-99"),
        ("C-04: {fails: [{cells: {t2.rules.made: 1}}]}", "severity"),
        ("C-04: {fails: [{colour: red, severity: hard}]}", "colour"),
        ("C-04: [", "YAML"),
        ("- C-04", "编号为键"),
    ],
)
def test_a_wrong_proof_is_refused(text: str, says: str) -> None:
    with pytest.raises(CatalogueError, match=says):
        parse(text, "x.yaml", catalogue())


RULE = catalogue()["C-04"]
FAILING = Finding("C-04", State.FAIL, Severity.HARD, "不是数字", "not a number", ("t2.coercion.decisions",))
PASSING = Finding("C-04", State.PASS, Severity.HARD, "数字格里是数字")
OTHER = Finding("C-02", State.FAIL, Severity.HARD, "金额")


def claim(situation: Fails | Passes | Unsettled, kind: str) -> Claim:
    return Claim("C-04", kind, "例", situation)


@pytest.mark.parametrize(
    ("case", "findings", "says"),
    [
        (claim(Fails(severity=Severity.HARD), "fails"), [], "没有结论"),
        (claim(Fails(severity=Severity.HARD), "fails"), [PASSING], "应有 1 项"),
        (claim(Fails(severity=Severity.HARD, findings=2), "fails"), [FAILING], "应有 2 项"),
        (claim(Fails(severity=Severity.SOFT), "fails"), [FAILING], "后果应为 soft"),
        (claim(Fails(severity=Severity.HARD, at=("t2.rules.made",)), "fails"), [FAILING], "应指向"),
        (claim(Fails(severity=Severity.HARD), "fails"), [FAILING, OTHER], "另有不通过的规则：C-02"),
        (claim(Fails(severity=Severity.HARD, also={"C-02": "…"}), "fails"), [FAILING], "没有不通过"),
        (claim(Fails(severity=Severity.HARD), "fails"), [replace(FAILING, message="{found}")], "提示语"),
        (claim(Passes(), "passes"), [FAILING], "应通过"),
        (claim(Passes(), "passes"), [PASSING, OTHER], "另有"),
        (claim(Passes(), "clean"), [FAILING], "干净的报告"),
        (claim(Unsettled(reason="unknown"), "undecided"), [PASSING], "没有这个原因"),
    ],
)
def test_what_a_case_does_not_show_is_said(case: Claim, findings: list[Finding], says: str) -> None:
    assert says in problem(case, findings, RULE)


def test_a_weak_proof_leaves_a_mutant_alive() -> None:
    """Without the report one character short nobody would see that the bound moved."""
    whole = proofs()["R-08"]
    weak = Proof(fails=whole.fails[:2], passes=whole.passes, undecided=whole.undecided)
    (found,) = prove(["R-08"], written={"R-08": weak})
    assert not found.problems
    assert any("shortest" in name for name in found.survivors)


def test_mutants_differ_from_their_rule() -> None:
    for rule in catalogue().rules.values():
        changed = list(mutants(rule))
        assert all(isinstance(mutant, Mutant) and mutant.rule != rule for mutant in changed)
        assert len({mutant.name for mutant in changed}) == len(changed)


def test_the_examples_of_the_pages_are_fresh() -> None:
    assert examples.FILE.read_text(encoding="utf-8") == examples.text(), "请运行 python -m tasks.proving.examples"


def test_names_of_cases_are_unique() -> None:
    rules = catalogue()
    names = [c.name for rule in rules.rules.values() for c in claims_of(rule, proofs()[rule.id], rules)]
    assert len(names) == len(set(names))
