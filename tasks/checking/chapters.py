"""What the chapters say of themselves: subjects, accountability, self-reference, and what must not be public."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from expectations import Catalogue, Rule
from tasks.checking.documents import chapter
from tasks.checking.observation import Evidence, Observation
from tasks.form import Form, compact
from tasks.records import Case, Placement

_KINDS = {
    "委": "委|委员会",
    "办": "办|办公室|办事处|街道",
    "街道": "街道|办事处",
}  # any other stands in the name itself


def observe_chapters(case: Case, _form: Form, rules: Catalogue, seen: Observation) -> None:
    """Fill in the columns and the evidence of the rules on the words of the chapters."""
    _overview(case, rules, seen)
    _governments(case, rules, seen)
    _self(rules["R-14"], case, seen)
    _private(rules["R-15"], case.placement, seen)


def _texts(placement: Placement) -> list[str]:
    texts = (placement.preamble, *(section.text for section in placement.sections.values()))
    return [compact(line) for text in texts for line in text.splitlines() if line.strip()]


def _name(case: Case) -> str:
    return compact(case.agency.name if case.agency else case.placement.agency)


_SUBJECTS = ("disclosure", "requests", "management", "platform", "oversight")


def _overview(case: Case, rules: Catalogue, seen: Observation) -> None:
    """R-07: the subjects that are not spoken of are told where too few are; of no requests nothing need be said."""
    rule, text = rules["R-07"], chapter(case.placement, 1)
    patterns = [expect.match or "" for name in _SUBJECTS if (expect := rule.outcomes[name].expect)]
    touched = sum(bool(re.search(pattern, text or "")) for pattern in patterns)
    thin = text is None or touched < rule.parameter("least", case.year)
    requests = [seen.figures.get(code) for code in ("t3.new_received.total", "t3.carried_in.total")]
    seen.columns["chapter_1"] = text
    seen.ask("thin_chapter_1", text, thin)
    seen.ask("thin_chapter_1_requests", text, text is None or (thin and any(requests)))
    if text is None:
        seen.doubt("R-07", "no_chapter")
        return
    for outcome in ("empty", *_SUBJECTS):
        seen.say("R-07", outcome, [Evidence(found=text[:20])])


def _governments(case: Case, rules: Catalogue, seen: Observation) -> None:
    """R-11: only a government tells of assessment, public appraisal and accountability."""
    name = case.agency.name if case.agency else case.placement.agency
    kinds = {"government", "township"}
    is_one = case.agency.kind in kinds if case.agency else bool(re.search(rules["R-11"].names["government"], name))
    seen.ask("governments_prose", "\n".join(_texts(case.placement)), is_one)
    if not name:
        seen.doubt("R-11", "unknown_body")
    elif not is_one:
        seen.excuse("R-11", "no_government", agency=name)
    else:
        seen.say("R-11", "silent", [Evidence(words={"agency": name})])


def _self(rule: Rule, case: Case, seen: Observation) -> None:
    """R-14: words for itself of which none fits, one of the other kind of body, or another body that speaks."""
    name = _name(case)
    texts = _texts(case.placement)
    said = [match for line in texts for match in re.finditer(rule.names["self"], line)]
    others = list(_others(rule, case, texts))
    seen.columns["foreign_selves"] = None
    if not name:
        seen.doubt("R-14", "no_agency")
    elif not said and not others:
        seen.excuse("R-14", "silent")
    else:
        foreign = [it.group() for it in said if not re.search(_KINDS.get(it["kind"], it["kind"]), name)]
        copied = foreign if len(foreign) == len(said) and len(foreign) > 1 else []
        words = {"found": "、".join(dict.fromkeys([*copied, *others])), "expected": name}
        evidence = [Evidence(found=words["found"], words=words)] if words["found"] else []
        seen.say("R-14", "other_agency", evidence, "foreign_selves")


def _others(rule: Rule, case: Case, texts: Sequence[str]) -> Iterator[str]:
    """Who cannot be this agency: a township in a bureau's report or the reverse, or a sister body by its name."""
    name = _name(case)
    if "area" not in rule.names:  # an earlier catalogue, to which replay compares
        return
    other_kind = rule.names["bureau_self" if re.search(rule.names["area"], name) else "area_self"]
    own = {name, *((case.agency.short_name, *case.agency.aliases) if case.agency else ())} - {""}
    for line in texts:
        yield from (match.group() for match in re.finditer(other_kind, line))
        for match in re.finditer(rule.names["body"], line):
            body = match["body"]
            sister = body.startswith((name[:2], "县", "区")) and not re.search(rule.names["superior"], body)
            if sister and not any(one in body or body in one for one in own):
                yield body


def _private(rule: Rule, placement: Placement, seen: Observation) -> None:
    """R-15: shown in part only, since a finding travels further than the report."""
    prose = "\n".join([compact(placement.title), *_texts(placement)])
    if not prose.strip():
        seen.doubt("R-15", "no_prose")
    for name, outcome in rule.outcomes.items():
        pattern = outcome.expect.not_match if outcome.expect and outcome.expect.not_match else ""
        found = "、".join(match.group()[:3] + "…" for match in re.finditer(pattern, prose))
        seen.say("R-15", name, [Evidence(found=found, words={"found": found})] if found else [])
