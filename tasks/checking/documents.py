"""The report as a document: chapters (R-01), tables (R-02), title (R-03), edition of the form (R-04) and its prose."""

from __future__ import annotations

import re
from decimal import Decimal

from expectations import Catalogue
from tasks.checking.observation import Evidence, Observation
from tasks.form import Form, compact, form_for, load_forms, normalise
from tasks.records import Case, Placement

_REFERENCES = re.compile(r"《[^》]*》|[〔\[(]\d{4}[〕\])]\d+号|\d{4}年度?|\d{1,2}月(?:\d{1,2}日)?")


def observe_document(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """Fill in the columns and the evidence of the rules on the report as a whole."""
    placement = case.placement
    _chapters(placement, form, seen)
    _tables(placement, form, seen)
    _title(case, seen)
    _edition(placement, seen)
    _problems(placement, seen)
    _fee(placement, seen)
    _placeholders(placement, rules, seen)


def _heading(placement: Placement, number: int) -> str:
    section = placement.sections.get(number)
    return section.heading if section else ""


def _chapters(placement: Placement, form: Form, seen: Observation) -> None:
    missing = [section.heading for section in form.sections if not _heading(placement, section.number)]
    words = "、".join(missing)
    lost = [Evidence(expected=words, found="", words={"headings": words})] if missing else []
    seen.say("R-01", "missing", lost, "missing_chapters")
    renamed = []
    for section in form.sections:
        printed = _heading(placement, section.number)
        known = {normalise(title) for title in (section.title, *section.aliases)}
        if printed and normalise(printed) not in known:
            pair = {"found": printed, "expected": section.heading}
            renamed.append(Evidence(expected=section.heading, found=printed, words=pair))
    seen.say("R-01", "renamed", renamed, "renamed_chapters")
    ordinals = {section.number: section.heading[0] for section in form.sections}
    order = [number for number in dict.fromkeys(placement.headings) if number in ordinals]
    pair = {
        "found": "、".join(ordinals[number] for number in order),
        "expected": "、".join(ordinals[number] for number in sorted(order)),
    }
    disordered = [Evidence(expected=pair["expected"], found=pair["found"], words=pair)]
    seen.say("R-01", "disordered", disordered if order != sorted(order) else [], "disordered_chapters")


def _tables(placement: Placement, form: Form, seen: Observation) -> None:
    counts = {table.code: placement.tables.get(table.code, 0) for table in form.tables}
    seen.columns |= {f"tables.{code}": float(count) for code, count in counts.items()}
    wrong = [
        Evidence(
            expected=Decimal(1),
            found=Decimal(counts[table.code]),
            difference=Decimal(counts[table.code] - 1),
            words={"table": table.number, "found": str(counts[table.code])},
        )
        for table in form.tables
        if counts[table.code] != 1
    ]
    seen.say("R-02", "count", wrong)


def _title(case: Case, seen: Observation) -> None:
    placement = case.placement
    title = Evidence(found=placement.title, words={"title": placement.title})
    seen.columns["title_agency"] = float(bool(placement.agency))
    seen.columns["title_year"] = float(placement.year is not None)
    seen.say("R-03", "no_agency", [title])
    seen.say("R-03", "no_year", [title])
    _own_agency(case, seen)
    _own_year(case, seen)


def _own_agency(case: Case, seen: Observation) -> None:
    printed, names = case.placement.agency, _names(case)
    seen.columns["own_agency"] = float(_bare(printed) in {_bare(name) for name in names}) if printed and names else None
    if printed and not names:
        seen.doubt("R-03", "no_roster", agency=printed)
    pair = {"found": printed, "expected": names[0] if names else ""}
    seen.say("R-03", "other_agency", [Evidence(expected=pair["expected"], found=printed, words=pair)])


def _names(case: Case) -> tuple[str, ...]:
    """What the submitting unit may be called: its roster names where the submitter is that agency or is not known."""
    submitter = case.submitter_names
    if case.agency is None:
        return submitter
    if not submitter or {_bare(name) for name in case.agency.names} & {_bare(name) for name in submitter}:
        return tuple(name for name in (*case.agency.names, *submitter) if name)
    return submitter


def _bare(name: str) -> str:
    return compact(name)


def _own_year(case: Case, seen: Observation) -> None:
    printed, campaign = case.placement.year, case.campaign_year
    seen.columns["own_year"] = float(printed == campaign) if printed is not None and campaign is not None else None
    if printed is not None and campaign is None:
        seen.doubt("R-03", "no_campaign", year=str(printed))
    pair = {"found": str(printed), "expected": str(campaign)}
    seen.say("R-03", "other_year", [Evidence(expected=pair["expected"], found=pair["found"], words=pair)])


def _edition(placement: Placement, seen: Observation) -> None:
    printed, year = load_forms().get(placement.form), placement.year
    prescribed = form_for(year) if year is not None else None
    seen.columns["own_form"] = float(printed.id == prescribed.id) if printed and prescribed else None
    if year is None:
        seen.doubt("R-04", "no_year")
    elif prescribed is None:
        seen.excuse("R-04", "legacy", year=str(year))
    elif printed is None:
        seen.doubt("R-04", "no_form")
    else:
        words = {"year": str(year), "expected": prescribed.notice, "found": printed.notice}
        seen.say("R-04", "other_form", [Evidence(expected=prescribed.id, found=printed.id, words=words)])


def chapter(placement: Placement, number: int) -> str | None:
    """A chapter's prose without spaces; None where the chapter was not found."""
    return compact(placement.sections[number].text) if _heading(placement, number) else None


def _problems(placement: Placement, seen: Observation) -> None:
    text = chapter(placement, 5)
    seen.columns["chapter_5"] = text
    seen.columns["chapter_5_length"] = None if text is None else float(len(text))
    if text is None:
        seen.doubt("R-08", "no_chapter")
        return
    seen.say("R-08", "empty", [Evidence(found=text[:20], words={"found": text[:20]})])
    seen.say("R-08", "short", [Evidence(found=str(len(text)), words={"length": str(len(text))})])
    for outcome in ("no_problem", "no_measure"):
        seen.say("R-08", outcome, [Evidence(found=text[:20])])


def _fee(placement: Placement, seen: Observation) -> None:
    """Chapter six without titles of decrees, their numbers and dates: what is left may state the fee."""
    text = chapter(placement, 6)
    seen.columns["fee_statement"] = _REFERENCES.sub("", text) if text is not None else None
    if text is None:
        seen.doubt("R-09", "no_chapter")
    else:
        seen.say("R-09", "silent", [Evidence(found=text[:40])])


def _placeholders(placement: Placement, rules: Catalogue, seen: Observation) -> None:
    texts = (placement.title, placement.preamble, *(section.text for section in placement.sections.values()))
    prose = "\n".join(compact(line) for text in texts for line in text.splitlines() if line.strip())
    seen.columns["prose"] = prose or None
    if not prose:
        seen.doubt("R-12", "no_prose")
    expect = rules["R-12"].outcomes["placeholder"].expect
    pattern = expect.not_match if expect and expect.not_match else ""
    found = "、".join(dict.fromkeys(match.group() for match in re.finditer(pattern, prose)))
    seen.say("R-12", "placeholder", [Evidence(found=found, words={"found": found})] if found else [])
