"""Whose report it is: settled by the title, refused with what to do."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tasks.receiving import resolve
from tasks.records import Agency, Origin, PlacedCell, Placement, Receipt, Refusal, SectionText, Semantic

ROSTER = (
    Agency("A01", "青禾县商务局", "商务局", "department"),
    Agency("A02", "青禾县财政局", "财政局", "department"),
    Agency("A03", "青禾县体育局", "体育局", "department", valid_to=date(2022, 6, 1)),
    Agency("T01", "青禾县柳河镇人民政府", "柳河镇", "township"),
)
ZERO = PlacedCell("t2.rules.made", "0", Semantic.ZERO, Decimal(0), Origin(line=9))
ABSENT = PlacedCell("t2.rules.made", "", Semantic.ABSENT, None, Origin())


def _receipt(submitter: str = "A01") -> Receipt:
    at = datetime(2024, 1, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    return Receipt("0" * 64, "年报.docx", 2023, at, 10, "inbox/2023/A01/年报.docx", submitter)


def _placement(agency: str = "青禾县商务局", year: int | None = 2023, cell: PlacedCell = ZERO) -> Placement:
    return Placement(agency, year, "f2021", "", {cell.code: cell}, {})


@pytest.mark.parametrize(
    ("title", "year", "submitter", "code"),
    [
        ("青禾县商务局", 2023, "A01", "A01"),
        ("商务局", 2023, "A01", "A01"),
        ("青禾县商务局", 2023, "", "A01"),
        ("", 2023, "A01", "A01"),
        ("青禾县商务局", None, "A01", "A01"),
    ],
)
def test_resolved(title: str, year: int | None, submitter: str, code: str) -> None:
    assert resolve(_receipt(submitter), _placement(title, year), ROSTER, 2023).code == code


@pytest.mark.parametrize(
    ("title", "year", "submitter", "reason", "words"),
    [
        ("青禾县财政局", 2023, "A01", "wrong_agency", ["青禾县商务局", "青禾县财政局", "A02", "请"]),
        ("青禾县商务局", 2022, "A01", "wrong_year", ["2022 年度", "请报送 2023 年度"]),
        ("青禾县财政局", 2022, "A01", "wrong_year", ["2022 年度"]),
        ("青禾县财政居", 2023, "", "unknown_agency", ["青禾县财政居", "青禾县财政局", "请"]),
        ("邻河县商务局", 2023, "A01", "unknown_agency", ["邻河县商务局", "由青禾县商务局报送"]),
        ("青禾县体育局", 2023, "", "unknown_agency", ["2023 年度名册"]),
        ("", 2023, "", "unknown_agency", ["请放进以机关代码命名的文件夹"]),
    ],
)
def test_refused(title: str, year: int, submitter: str, reason: str, words: list[str]) -> None:
    with pytest.raises(Refusal) as caught:
        resolve(_receipt(submitter), _placement(title, year), ROSTER, 2023)
    assert caught.value.reason == reason
    assert [word for word in words if word not in caught.value.detail] == []


def test_unknown_agency_names_the_three_nearest() -> None:
    with pytest.raises(Refusal) as caught:
        resolve(_receipt(""), _placement("青禾县商务财政局"), ROSTER, 2023)
    assert sum(agency.name in caught.value.detail for agency in ROSTER) == 3
    assert "青禾县体育局" not in caught.value.detail


def test_what_has_neither_tables_nor_chapters_is_no_report() -> None:
    with pytest.raises(Refusal) as caught:
        resolve(_receipt(), _placement(cell=ABSENT), ROSTER, 2023)
    assert caught.value.reason == "no_report"


def test_a_report_in_words_alone_is_a_report() -> None:
    sections = {number: SectionText(number, "", "……") for number in (1, 5)}
    placement = Placement("青禾县商务局", 2023, "f2021", "", {}, sections)
    assert resolve(_receipt(), placement, ROSTER, 2023).code == "A01"
