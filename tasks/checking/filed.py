"""Reports beside each other: near-identical prose (A-02), resubmissions (A-03), one table twice (S-05, S-06)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tasks.checking.likeness import likeness, masked
from tasks.checking.marks import CHAPTERS, likely_twins, same_tables
from tasks.checking.observation import Evidence, Observation, enumerate_words
from tasks.checking.season import Court, judged
from tasks.form import load_forms
from tasks.language import _
from tasks.records import Filed, Finding, SeasonFinding, Severity

Likeness = tuple[float, Filed]
_OUTCOMES = {1: "overview", 5: "problems"}


def check_filed(filed: Sequence[Filed], by: Court, earlier: Sequence[Filed] = ()) -> list[SeasonFinding]:
    """The findings of every report that counts in a season; `earlier` are reports of the years before.

    Prose is compared where `chapters` holds it: see `to_compare`.
    """
    found = zip(filed, judged("filed", filed_rows(filed, by, earlier), by), strict=True)
    return [_about(report, finding) for report, findings in found for finding in findings]


def filed_rows(filed: Sequence[Filed], by: Court, earlier: Sequence[Filed] = ()) -> list[Observation]:
    """What is seen of each report beside the others."""
    alike = {chapter: _alike(filed, chapter, by) for chapter in CHAPTERS}
    twins = same_tables([*filed, *earlier])
    return [
        _observe(report, {chapter: alike[chapter].get(place) for chapter in CHAPTERS}, twins, by)
        for place, report in enumerate(filed)
    ]


def _about(report: Filed, finding: Finding) -> SeasonFinding:
    """A finding for information is about the agency's year, any other about the report itself."""
    return SeasonFinding(report.agency, finding, None if finding.severity is Severity.INFO else report.revision)


def to_compare(filed: Sequence[Filed]) -> set[str]:
    """Agencies whose prose must be at hand: a mark of theirs is another's too."""
    pairs = {pair for chapter in CHAPTERS for pair in likely_twins(filed, chapter)}
    return {filed[place].agency for pair in pairs for place in pair}


def _alike(filed: Sequence[Filed], chapter: int, by: Court) -> dict[int, list[Likeness]]:
    """By position the others whose chapter is too like, the likeliest first; no entry where it is too short to tell."""
    least, shortest = (float(by.rules["A-02"].parameter(name, by.year)) for name in ("alike", "least_length"))
    pairs = sorted(likely_twins(filed, chapter))
    texts = {place: _text(filed[place], chapter) for pair in pairs for place in pair}
    found: defaultdict[int, list[Likeness]] = defaultdict(list)
    for one, other in pairs:
        if _one_file(filed[one], filed[other]) or min(len(texts[one]), len(texts[other])) < shortest:
            continue
        if (score := likeness(texts[one], texts[other], least)) >= least:
            found[one].append((score, filed[other]))
            found[other].append((score, filed[one]))
    return {place: sorted(others, key=lambda it: (-it[0], it[1].agency)) for place, others in found.items()}


def _text(report: Filed, chapter: int) -> str:
    return masked(report.chapters.get(chapter, ""), report.names)


def _one_file(one: Filed, other: Filed) -> bool:
    return bool(one.sha256) and one.sha256 == other.sha256


def _observe(
    report: Filed,
    alike: Mapping[int, Sequence[Likeness] | None],
    twins: Mapping[tuple[str, str], Sequence[Filed]],
    by: Court,
) -> Observation:
    seen = Observation()
    for chapter, others in alike.items():
        column = f"like_{_OUTCOMES[chapter]}"
        seen.say("A-02", _OUTCOMES[chapter], [_told(report, others)] if others else [], column)
    if not report.marks.chapters:
        seen.excuse("A-02", "too_short")
    words = {"agency": report.name, "count": str(report.revision)}
    seen.say("A-03", "superseded", [Evidence(words=words)])
    seen.columns["versions"] = float(report.revision)
    _tables(report, twins, seen, by)
    return seen


def _told(report: Filed, others: Sequence[Likeness]) -> Evidence:
    score = str(int(others[0][0] * 100))
    return Evidence(words={"agency": report.name, "others": _names(it for _s, it in others), "likeness": score})


def _names(others: Iterable[Filed]) -> str:
    """The nearest by name, the rest as a number."""
    names = list(dict.fromkeys(other.name for other in others))
    return names[0] if len(names) == 1 else _("{name}等 {count} 家").format(name=names[0], count=len(names))


def _tables(report: Filed, twins: Mapping[tuple[str, str], Sequence[Filed]], seen: Observation, by: Court) -> None:
    """One table in two agencies' reports of the year (S-05), or that of another agency's earlier year (S-06)."""
    same_year, earlier = [], []
    own = {report.agency, *report.line}
    least = {rule: by.rules[rule].parameter("evidence", by.year) for rule in ("S-05", "S-06")}
    for table, (digest, weight) in report.marks.tables.items():
        others = [it for it in twins.get((table, digest), ()) if it.agency not in own and not _one_file(it, report)]
        now = [other for other in others if other.year == report.year]
        words = {"agency": report.name, "table": next(iter(load_forms().values())).table(table).number}
        if now and weight >= least["S-05"]:
            same_year.append(Evidence(words=words | {"others": _names(now)}))
        elif others and not now and weight >= least["S-06"]:
            told = enumerate_words([f"{other.name} {other.year} 年" for other in others])
            earlier.append(Evidence(words=words | {"others": told}))
    seen.say("S-05", "shared", same_year, "shared_tables")
    seen.say("S-06", "elsewhere", earlier, "tables_elsewhere")
    most = max((weight for _digest, weight in report.marks.tables.values()), default=0)
    for rule in ("S-05", "S-06"):
        if most < least[rule]:
            seen.excuse(rule, "too_little")
