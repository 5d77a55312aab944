"""Seeded cases: a report with known truth, some variations, a layout, and the bytes they give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from tasks.form import load_form, load_forms
from tasks.sample import LAYOUTS, Profile, SampleReport, Value, figures, render
from tasks.sample.outline import Part
from tests.accuracy import cells, headers, labels, structure, titles, turns  # noqa: F401 - they register their variations
from tests.accuracy.document import Document, Gone
from tests.accuracy.dumps import DUMPS
from tests.accuracy.variations import VARIATIONS, Variation

_ORDER = ("structure", "labels", "cells", "title", "dumps")
SOURCES = (*LAYOUTS, *DUMPS)
PROSE = {
    1: ("我局主动公开政府信息 7 条，发布微信 37 条。",),
    2: ("全年办结热线 4 起，民呼必应 46 起。",),
    5: ("存在培训不够的问题。下一步加强培训。",),
    6: ("按照收费办法，本年未收取信息处理费。",),
}


@dataclass(frozen=True)
class Case:
    """A document to read: its source layout, type (the layout's own, or what it was converted to) and seed."""

    seed: int
    edition: str
    layout: str
    variations: tuple[str, ...]
    kind: str = ""

    @property
    def type(self) -> str:
        return self.kind or self.layout.rpartition(".")[2]

    @property
    def name(self) -> str:
        return f"{'+'.join(self.variations) or 'plain'} {self.edition} {self.layout} {self.type} seed {self.seed}"

    @property
    def loses(self) -> bool:
        """Whether something that tells the figures is gone, so that less than every cell may be read."""
        chosen = [VARIATIONS[name] for name in self.variations]
        return any(each.loses or self.layout.endswith(each.loses_in or ("!",)) for each in chosen)


def report(seed: int, edition: str) -> SampleReport:
    """A report of figures that all differ (odd seeds), or of invented ones in which the equations hold."""
    form, rng = load_form(edition), Random(f"{seed} {edition}")
    values: dict[str, Value] = {}
    if seed % 2:
        for number, code in enumerate(form.cells, 1):
            values[code] = 0 if rng.random() < 0.2 else number * rng.choice([1, 7, 37])
    else:
        profile = Profile("many", documents=3, licensing=120, penalties=45, coercion=6, fees=Decimal("43.788"))
        values.update(figures(form, profile, rng))
    year = {"f2019": 2019 + seed % 2, "f2021": 2021 + seed % 4}[edition]
    agency = rng.choice(["清河口县商务局", "清河口县水利局", "白石镇人民政府", "清河口县人民政府办公室"])
    return SampleReport(agency, year, values, edition, preamble=("本报告依据条例编制。",), sections=PROSE)


def make(case: Case) -> tuple[bytes, Document]:
    """The bytes of a case in its source layout, and the document with its truth."""
    variations = [VARIATIONS[name] for name in case.variations]
    sample = report(case.seed, case.edition)
    for each in variations:
        sample = each.prepare(sample)
    variations.sort(key=lambda each: (not each.first, _ORDER.index(each.theme)))
    document = Document(load_form(case.edition), sample, Random(f"{case.seed} {case.variations}"))

    def arrange(parts: list[Part]) -> list[Part]:
        document.parts = parts
        for each in variations:
            with suppress(Gone):
                each.edit(document)
        return document.parts

    arranged = replace(sample, arrange=arrange)
    data = DUMPS[case.layout](document.form, arranged) if case.layout in DUMPS else render(arranged, case.layout)
    for each in variations:
        data = each.after(data)
    return data, document


def fits(each: Variation, edition: str, layout: str) -> bool:
    return edition in each.editions and (not each.only or layout.rpartition(".")[2] in each.only)


def single_cases(seed: int, layouts: Sequence[str] = SOURCES) -> Iterator[Case]:
    """Every variation alone, in every edition and layout that it fits; and none."""
    for edition in load_forms():
        for layout in layouts:
            yield Case(seed, edition, layout, ())
            yield from (Case(seed, edition, layout, (v.name,)) for v in VARIATIONS.values() if fits(v, edition, layout))


def mixed_case(seed: int, layouts: Sequence[str] = SOURCES) -> Case:
    """Two to four variations at once, by seed."""
    rng = Random(seed)
    edition, layout = rng.choice(list(load_forms())), rng.choice(list(layouts))
    fitting = [v.name for v in VARIATIONS.values() if fits(v, edition, layout)]
    chosen = set(rng.sample(fitting, rng.randint(2, 4)))
    return Case(seed, edition, layout, tuple(name for name in VARIATIONS if name in chosen))
