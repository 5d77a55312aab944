"""The proof of the rules: all cases in few runs, the quick judge beside Great Expectations, then every mutant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from expectations import Catalogue, CatalogueError, Rule, catalogue
from expectations.mutants import Mutant, mutants
from expectations.proving import Proof, Unsettled, proofs
from tasks.checking import (
    CheckingError,
    Judge,
    Observed,
    conclude,
    great_expectations,
    observe,
)
from tasks.proving.coefficients import coefficients
from tasks.proving.documents import read_back
from tasks.proving.quick import quick
from tasks.proving.season import season_findings
from tasks.proving.situation import case_of
from tasks.proving.verdict import Claim, claims_of, problem
from tasks.records import Case, Finding

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Proven:
    """What the proof of one rule showed: its cases by kind, its mutants, and everything that is wrong."""

    rule: str
    cases: Mapping[str, int]
    mutants: int
    survivors: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def proved(self) -> bool:
        return not self.survivors and not self.problems

    def to_json(self) -> dict[str, Any]:
        """The public shape of a proof in `gouji rules prove --json`."""
        return {
            "rule": self.rule,
            "proved": self.proved,
            "cases": dict(self.cases),
            "mutants": self.mutants,
            "survivors": list(self.survivors),
            "problems": list(self.problems),
        }


def prove(
    only: Collection[str] = (), step: Step = lambda _rule: None, written: Mapping[str, Proof] | None = None
) -> list[Proven]:
    """Prove the rules (all by default), in the order of the catalogue; `step` is called with each rule as it begins.

    `written` replaces the proofs beside the catalogue.
    """
    rules, written = catalogue(), proofs() if written is None else written
    wanted = [rule for rule in rules.rules.values() if not only or rule.id in only]
    claims = {rule.id: list(claims_of(rule, written.get(rule.id, Proof()), rules)) for rule in wanted}
    every = [claim for own in claims.values() for claim in own]
    cases = {claim.name: _case(claim) for claim in every}
    observed = observe(list(cases.values()), rules)
    judged = _judged(every, observed, rules, great_expectations)
    plainly = _judged(every, observed, rules, quick)
    found = []
    for rule in wanted:
        step(rule.id)
        own = claims[rule.id]
        problems = [*_lacking(rule, own), *_problems(own, judged, rule)]
        problems += [f"{claim.name}：两种算法结论不一" for claim in own if judged[claim.name] != plainly[claim.name]]
        made = [claim for claim in own if not claim.document]
        trial = Trial(made, [cases[claim.name] for claim in made], _part(observed, {it.name for it in made}), rules)
        shown = {mutant.name: _killed(mutant, trial) for mutant in mutants(rule)}
        shown |= coefficients(trial.observed, rules.only({rule.id}))
        survivors = tuple(name for name, killed in shown.items() if not killed)
        kinds = Counter(claim.kind for claim in own)
        found.append(Proven(rule.id, kinds, len(shown), survivors, tuple(problems)))
    return found


@dataclass(frozen=True, slots=True)
class Trial:
    """The cases of one rule, and what was seen of them under the catalogue as it is."""

    claims: Sequence[Claim]
    cases: Sequence[Case]
    observed: Sequence[Observed]
    rules: Catalogue


def _case(claim: Claim) -> Case:
    made = case_of(claim.situation, claim.name)
    return replace(made, placement=read_back(claim.situation)) if claim.document else made


def _part(observed: Sequence[Observed], keys: Collection[str]) -> list[Observed]:
    """What was seen of some cases."""
    pairs = {batch.form: list(zip(batch.cases, batch.seen, strict=True)) for batch in observed}
    kept = {form: [(case, seen) for case, seen in own if case.key in keys] for form, own in pairs.items()}
    return [Observed(form, *map(list, zip(*own, strict=True))) for form, own in kept.items() if own]


def _judged(
    claims: Sequence[Claim], observed: Sequence[Observed], rules: Catalogue, judge: Judge, only: Collection[str] = ()
) -> dict[str, list[Finding]]:
    """The findings of every claim by its name."""
    found = conclude(observed, rules, only, judge, gather=False)
    seasons = {
        claim.name: (rules[claim.rule], claim.situation.season)
        for claim in claims
        if rules[claim.rule].season and not _alone(claim)
    }
    return found | season_findings(seasons, rules.only(only) if only else rules, judge)


def _alone(claim: Claim) -> bool:
    """Whether a case of a season's rule is about what one report alone can tell."""
    return isinstance(claim.situation, Unsettled) and claim.situation.reason == "one_report"


def _lacking(rule: Rule, own: Sequence[Claim]) -> Iterator[str]:
    kinds = {claim.kind for claim in own}
    wanted = {"fails": "不通过", "passes": "通过"} | ({"undecided": "不能判断"} if rule.undecided else {})
    yield from (f"没有{words}的例" for kind, words in wanted.items() if kind not in kinds)


def _problems(own: Sequence[Claim], judged: Mapping[str, list[Finding]], rule: Rule) -> Iterator[str]:
    for claim in own:
        if wrong := problem(claim, judged[claim.name], rule):
            yield f"{claim.name}：{wrong}"


def _killed(mutant: Mutant, trial: Trial) -> bool:
    """Whether some case shows that the rule was changed; a mutant that cannot be run at all is shown, too."""
    rules = trial.rules.replaced(mutant.rule)
    try:
        observed = observe(trial.cases, rules) if mutant.seen else trial.observed
        judged = _judged(trial.claims, observed, rules, quick, {mutant.rule.id})
    except (CheckingError, CatalogueError, LookupError):
        return True
    return any(problem(claim, judged[claim.name], mutant.rule, alone=True) for claim in trial.claims)
