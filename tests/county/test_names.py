"""Finding agencies: by any of their names, with or without the county, and never by likeness."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.county import agency_in, find_agency, nearest
from tasks.records import Agency

ROSTER = (
    Agency("A01", "青禾县商务局", "商务局", "department", ("粮食局",)),
    Agency("A02", "青禾县教育体育局", "教体局", "department", ("教育体育局", "教育局")),
    Agency("A03", "青禾县体育局", "体育局", "department", valid_to=date(2019, 3, 1)),
    Agency("A04", "青禾县人民政府办公室", "县政府办", "government", ("人民政府办公室", "县政府")),
    Agency("A05", "青禾县市场监督管理局", "市场监管局", "department", ("市场监督管理局",)),
    Agency("T01", "青禾县柳河镇人民政府", "柳河镇", "township", ("柳河镇人民政府",)),
    Agency("D01", "青禾县开发区管委会", "管委会", "other"),
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A01", "A01"),
        ("a01", "A01"),
        ("青禾县商务局", "A01"),
        (" 青禾县 商 务 局\u3000", "A01"),
        ("商务局", "A01"),
        ("县商务局", "A01"),
        ("青禾商务局", "A01"),
        ("河南省平顶山市青禾县商务局", "A01"),
        ("青禾县粮食局", "A01"),
        ("教育局", "A02"),
        ("青禾县柳河镇", "T01"),
        ("青禾县市场监管局", "A05"),
        ("青禾市场监督管理局", "A05"),
    ],
)
def test_found_by_any_name(text: str, code: str) -> None:
    agency = find_agency(ROSTER, text, 2023)
    assert agency is not None
    assert agency.code == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "局",
        "商务",
        "商务局局",
        "商务居",
        "邻河县商务局",
        "市商务局",
        "青禾县",
        "体育局",
        "青禾县开发区商务局",
        "青禾县邻河县商务局",
    ],
)
def test_never_by_likeness(text: str) -> None:
    assert find_agency(ROSTER, text, 2023) is None


def test_validity_decides_in_the_year() -> None:
    old = find_agency(ROSTER, "体育局", 2018)
    assert old is not None
    assert old.code == "A03"
    assert find_agency(ROSTER, "体育局", None) == old


@given(st.sampled_from(ROSTER), st.data())
def test_every_name_of_the_living_finds_its_agency(agency: Agency, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(agency.names))
    cut = data.draw(st.integers(0, len(name)))
    assert find_agency(ROSTER, f"{name[:cut]} {name[cut:]}", 2018) == agency


def test_nearest_suggests_three_full_names() -> None:
    assert nearest(ROSTER, "青禾县商务居")[0] == "青禾县商务局"
    assert len(nearest(ROSTER, "青禾县商务居")) == 3
    assert len(set(nearest(ROSTER, "教育和体育局"))) == 3
    assert nearest(ROSTER, "教育和体育局")[0] == "青禾县教育体育局"
    assert nearest(ROSTER, "xyz") == []
    assert nearest((), "商务局") == []


@pytest.mark.parametrize(
    ("file_name", "code"),
    [
        ("青禾县商务局2023年政府信息公开工作年度报告", "A01"),
        ("2023-县商务局（定稿）", "A01"),
        ("教育体育局 年报", "A02"),
        ("柳河镇人民政府2023", "T01"),
        ("年报", None),
        ("商务局和柳河镇", None),
        ("青禾县教育体育局、商务局", None),
        ("邻河县商务局2023年年报", None),
        ("青禾县政府信息公开年报", None),
        ("青禾县政府政府信息公开年报", "A04"),
    ],
)
def test_agency_in_a_file_name(file_name: str, code: str | None) -> None:
    agency = agency_in(ROSTER, file_name, 2023)
    assert (agency.code if agency else None) == code


def test_a_name_shared_by_two_is_nobodys() -> None:
    twins = (ROSTER[0], replace(ROSTER[1], aliases=("商务局",)))
    assert find_agency(twins, "商务局", 2023) is None
    assert agency_in(twins, "商务局", 2023) is None
