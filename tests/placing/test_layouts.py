"""Every sample layout in both editions, with blanks and marks: each cell right, or said to be uncertain; none wrong."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.form import compact, load_form, load_forms, normalise
from tasks.placing import parse_value, place
from tasks.placing.lines import flatten
from tasks.reading import read_bytes
from tasks.records import Placement
from tasks.sample import LAYOUTS, SampleReport, render

EDITIONS = tuple(load_forms())
PROSE = dict.fromkeys(range(1, 7), ("我局公开了信息 7 条，热线 46 起。",))


def report(edition: str, seed: int, blanks: float) -> SampleReport:
    """Every cell another number where it may be; a share of them blank or a mark."""
    rng = Random(seed)
    values: dict[str, int | Decimal | str] = {}
    for number, code in enumerate(load_form(edition).cells, 1):
        values[code] = rng.choice(["", "", "/", "—"]) if rng.random() < blanks else rng.choice([0, number, number * 37])
    return SampleReport("清河口县商务局", 2023, values, form=edition, sections=PROSE)


def wrong(placement: Placement, sample: SampleReport) -> list[str]:
    """Cells placed without doubt whose meaning is not what was printed."""
    found = []
    for code, printed in sample.values.items():
        cell = placement.cells.get(code)
        expected = parse_value(str(printed), "signed")
        if cell and cell.certainty >= 0.9 and (cell.semantic, cell.value) != (expected.semantic, expected.value):
            found.append(f"{code}: {printed!r} -> {cell.raw!r} {cell.origin}")
    return found


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_full_form_is_placed_whole(layout: str, edition: str) -> None:
    sample = report(edition, 1, 0)
    placement = place(read_bytes(render(sample, layout), layout))
    assert (placement.agency, placement.year, placement.form) == ("清河口县商务局", 2023, edition)
    assert wrong(placement, sample) == []
    assert set(placement.cells) == set(load_form(edition).cells)
    assert placement.headings == (1, 2, 3, 4, 5, 6)
    assert dict(placement.tables) == {"t2": 1, "t3": 1, "t4": 1}
    assert all("热线" in placement.sections[number].text for number in range(1, 7))


@pytest.mark.parametrize("blanks", [0.1, 0.5, 1.0])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_blanks_keep_their_place_or_are_not_placed(layout: str, blanks: float) -> None:
    for edition in EDITIONS:
        sample = report(edition, int(blanks * 10), blanks)
        assert wrong(place(read_bytes(render(sample, layout), layout)), sample) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(LAYOUTS), st.sampled_from(EDITIONS), st.sampled_from([0.0, 0.3]))
def test_placed_and_unplaced_are_all_that_is_filled_in(seed: int, layout: str, edition: str, blanks: float) -> None:
    sample = report(edition, seed, blanks)
    grid = read_bytes(render(sample, layout), layout)
    placement = place(grid)
    assert wrong(placement, sample) == []
    placed = sorted(compact(cell.raw) for cell in placement.cells.values() if compact(cell.raw))
    left = sorted(compact(item.text) for item in placement.unplaced)
    filled = sorted(compact(str(value)) for value in sample.values.values() if str(value))
    numbers = [text for text in (*placed, *left) if parse_value(text, "amount").semantic != "TEXT"]
    assert len(numbers) >= len(filled)
    labels = {normalise(field.text) for line in flatten(grid) for field in line.fields}
    assert normalise(load_form(edition).tables[0].blocks[0].rows[0].label) in labels or "paragraphs" in layout


def dissolved(edition: str, cell: str, row: str) -> tuple[SampleReport, str]:
    """A report whose tables were dissolved: cells joined by `cell`, rows by `row`."""
    sample = report(edition, 5, 0)
    lines = ["清河口县商务局2023年政府信息公开工作年度报告", "一、总体情况", "我局公开了信息。"]
    for table in load_form(edition).tables:
        lines.append(load_form(edition).sections[table.section - 1].heading)
        rows: list[list[str]] = []
        for block in table.blocks:
            rows.append([block.caption] if block.caption else [])
            rows.append([label for column in block.columns for label in column.path[-1:]])
            for line in block.rows:
                figures = [str(sample.values[block.code(line, column)]) for column in block.columns]
                rows.append([*(line.path[-1:] if line.label else []), *figures])
        lines.append(row.join(cell.join(filter(None, texts)) for texts in rows if texts))
    lines += [
        "五、存在的主要问题及改进情况",
        "培训不够。下一步加强培训。",
        "六、其他需要报告的事项",
        "未收取信息处理费。",
    ]
    return sample, "\n".join(lines)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("cell", "row"), [("\n", "\n"), (" ", "\n"), (" ", " "), (" |\n", " |\n"), (" | ", "\n"), ("\t", "\n")]
)
def test_dissolved_tables(edition: str, cell: str, row: str) -> None:
    sample, text = dissolved(edition, cell, row)
    placement = place(read_bytes(text.encode(), "dump.txt"))
    assert wrong(placement, sample) == []
    assert set(placement.cells) == set(load_form(edition).cells)


@pytest.mark.parametrize(("cell", "row"), [("\n", "\n"), (" ", " "), ("\t", "\n")])
def test_dropped_blanks_are_refused_not_guessed(cell: str, row: str) -> None:
    sample, text = dissolved("f2021", cell, row)
    figures = [
        str(sample.values[f"t3.granted.{column.code}"]) for column in load_form("f2021").tables[1].blocks[0].columns
    ]
    printed = cell.join(["（一）予以公开", *figures])
    assert printed in text
    short = text.replace(printed, cell.join(["（一）予以公开", *figures[:2], *figures[4:]]))
    placement = place(read_bytes(short.encode(), "dump.txt"))
    assert not any(code.startswith("t3.granted.") for code in placement.cells)
    assert [item.text for item in placement.unplaced] == [*figures[:2], *figures[4:]]
    assert placement.unplaced[0].candidates[0] == "t3.granted.natural_person"


def test_two_reports_in_one_file_are_refused() -> None:
    from tasks.records import Refusal

    text = "\n".join(dissolved("f2021", "\t", "\n")[1] for _ in range(2)).replace("商务局", "财政局", 1)
    with pytest.raises(Refusal, match="two_reports"):
        place(read_bytes(text.encode(), "dump.txt"))


def test_a_link_to_the_report_of_another_year_is_not_the_title() -> None:
    lines = [
        "上一篇：清河口县水利局2022年政府信息公开工作年度报告",
        "一、总体情况",
        "统计期限自2023年1月1日至2023年12月31日。",
        "二、主动公开政府信息情况",
    ]
    placement = place(read_bytes("\n".join(lines).encode(), "x.txt"))
    assert (placement.agency, placement.year) == ("", 2023)
