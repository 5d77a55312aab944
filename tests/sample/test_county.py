"""The county's files, and the golden lists of what a night must find in them."""

import csv
import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest

from tasks.form import load_form
from tasks.sample import (
    LAYOUTS,
    Delivery,
    SampleReport,
    Value,
    deliveries,
    expected,
    faults,
    late,
    reports,
    write_county,
)
from tests.sample.equations import broken

GOLDEN = Path(__file__).parents[1] / "golden"
CHINA = timezone(timedelta(hours=8))
SEEDS = [1, 2, 3]
Key = tuple[str, int]


@cache
def golden(name: str) -> tuple[Mapping[str, str], ...]:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def findings_by_report() -> dict[Key, list[Mapping[str, str]]]:
    found: dict[Key, list[Mapping[str, str]]] = {}
    for row in golden("night_findings.csv"):
        found.setdefault((row["agency"], int(row["year"])), []).append(row)
    return found


def accepted_for_reading(seed: int) -> dict[Key, SampleReport]:
    """The last report of each agency and year that is not refused."""
    refused = {(fault.agency, fault.year) for fault in faults() if fault.refused}
    inbox = sorted(deliveries(seed), key=lambda delivery: delivery.received)
    return {(d.agency, d.year): d.report for d in inbox if (d.agency, d.year) not in refused}


def tree(home: Path) -> dict[str, tuple[bytes, float]]:
    files = [path for path in home.rglob("*") if path.is_file()]
    return {str(path.relative_to(home)): (path.read_bytes(), path.stat().st_mtime) for path in files}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    write_county(folder)
    return folder


def test_the_same_seed_writes_the_same_bytes_and_times(home: Path, tmp_path: Path) -> None:
    write_county(tmp_path)
    inbox = {name: content for name, content in tree(tmp_path).items() if name.startswith("inbox")}
    assert inbox == {name: content for name, content in tree(home).items() if name.startswith("inbox")}
    assert len(inbox) == len(deliveries(1))


def test_another_seed_writes_other_reports(tmp_path: Path, home: Path) -> None:
    write_county(tmp_path, seed=2)
    assert tree(tmp_path) != tree(home)
    assert (tmp_path / "roster.csv").read_bytes() == (home / "roster.csv").read_bytes()


def test_settings_name_both_seasons(home: Path) -> None:
    settings = tomllib.loads((home / "county.toml").read_text(encoding="utf-8"))
    assert settings["name"] == "清河口县"
    assert settings["seasons"]["2023"]["agency_deadline"] == date(2024, 1, 31)
    assert settings["seasons"]["2024"]["county_deadline"] == date(2025, 3, 31)
    assert settings["office"]["emails"] == []


def test_the_roster_has_48_reporting_agencies_a_year_and_opens_in_excel(home: Path) -> None:
    content = (home / "roster.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert [len(expected(year)) for year in (2023, 2024)] == [48, 48]
    assert Counter(row["kind"] for row in rows)["government"] == 1
    assert {row["code"] for row in rows if row["exempt"]} == {"v01", "v02", "v03", "v04", "v05"}
    names = [name for row in rows for name in {row["name"], row["short_name"], *row["aliases"].split("；")} if name]
    assert len(names) == len(set(names))
    assert all(row["email"].endswith("@example.invalid") for row in rows)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_layout_is_used_in_each_year(seed: int) -> None:
    for year in (2023, 2024):
        assert {d.layout for d in deliveries(seed) if d.year == year} == set(LAYOUTS)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_files_share_a_path_and_only_last_years_file_repeats_bytes(seed: int) -> None:
    inbox = deliveries(seed)
    assert len({delivery.path for delivery in inbox}) == len(inbox)
    repeated = Counter((delivery.layout, str(delivery.report)) for delivery in inbox)
    twice = [delivery for delivery in inbox if repeated[delivery.layout, str(delivery.report)] > 1]
    assert [(delivery.agency, delivery.year) for delivery in twice] == [("d06", 2023), ("d06", 2024)]


def test_files_come_when_the_fault_list_says() -> None:
    deadlines = {2023: (date(2024, 1, 26), date(2024, 1, 31)), 2024: (date(2025, 1, 26), date(2025, 1, 31))}
    tardy = {(entry.agency, entry.year): entry.deadline for entry in late()}
    again = {(fault.agency, fault.year) for fault in faults() if fault.corrected}
    first: dict[Key, Delivery] = {}
    for delivery in deliveries(1):
        first.setdefault((delivery.agency, delivery.year), delivery)
    for key, delivery in first.items():
        internal, statutory = deadlines[delivery.year]
        day = delivery.received.astimezone(CHINA).date()
        found = "statutory" if day > statutory else "internal" if day > internal else None
        assert found == tardy.get(key)
    assert {(d.agency, d.year) for d in deliveries(1) if d not in first.values()} == again


def test_a_file_carries_its_time_of_arrival(home: Path) -> None:
    for delivery in deliveries(1):
        moment = (home / "inbox" / delivery.path).stat().st_mtime
        assert datetime.fromtimestamp(moment, CHINA) == delivery.received


def test_every_fault_has_its_golden_findings_and_no_other_report_has_any() -> None:
    named = {(fault.agency, fault.year): sorted(fault.findings) for fault in faults() if fault.findings}
    listed = {key: sorted(row["rule"] for row in rows) for key, rows in findings_by_report().items()}
    assert listed == named


def test_golden_refusals_are_the_refused_files() -> None:
    refused = {(fault.path.rpartition("/")[2], str(fault.year), fault.refused) for fault in faults() if fault.refused}
    assert {(row["file_name"], row["year"], row["reason"]) for row in golden("night_refusals.csv")} == refused


def test_golden_states_name_every_expected_agency_and_follow_from_the_findings() -> None:
    listed = {(row["agency"], int(row["year"])): row for row in golden("night_states.csv")}
    assert set(listed) == {(member.code, year) for year in (2023, 2024) for member in expected(year)}
    special = {(fault.agency, fault.year): fault for fault in faults()}
    severities = {key: {row["severity"] for row in rows} for key, rows in findings_by_report().items()}
    for key, row in listed.items():
        fault = special.get(key)
        assert row["state"] == (fault.state if fault else "accepted")
        found = severities.get(key, set())
        if not (fault and (fault.refused or fault.kind == "missing")):
            assert row["state"] == ("returned" if "hard" in found else "questioned" if found else "accepted")
            assert row["revision"] == ("2" if fault and fault.corrected else "1")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_faulty_figures_break_just_the_golden_equations(seed: int) -> None:
    read = accepted_for_reading(seed)
    listed = {
        (key, *equation.split(" "))
        for key, rows in findings_by_report().items()
        for row in rows
        for equation in row["explains"].split("; ")
        if equation
    }
    found = set()
    for (agency, year), report in read.items():
        subjects = broken(load_form(report.form), report.values, carried(agency, year, read))
        found |= {((agency, year), rule, subject) for rule, subject in subjects}
    assert found == listed


def carried(agency: str, year: int, read: Mapping[Key, SampleReport]) -> dict[str, Value] | None:
    """What the agency must have carried in: the sum of those it continues, less what the others of them carried in."""
    members = {member.code: member for member in expected(year)}
    sources = members[agency].continues
    if not all((source, year - 1) in read for source in sources):
        return None
    others = [code for code, other in members.items() if code != agency and set(other.continues) & set(sources)]
    found: dict[str, Value] = {}
    for kind in (column.code for column in load_form("f2021").table("t3").blocks[0].columns):
        forward, into = f"t3.carried_forward.{kind}", f"t3.carried_in.{kind}"
        found[forward] = sum(int(read[source, year - 1].values[forward]) for source in sources)
        found[forward] -= sum(int(read[other, year].values[into]) for other in others)
    return found


def test_the_years_changes_are_those_that_the_generator_makes(home: Path) -> None:
    """Each continued agency of the second year stands in lineage.csv, and the split and the merger carry cases over."""
    rows = list(csv.DictReader((home / "lineage.csv").read_text(encoding="utf-8-sig").splitlines()))
    told = {
        (code, heir) for row in rows for code in row["原机关"].split("；") for heir in row["现机关"].split("；") if code
    }
    made = {(source, m.code) for m in expected(2024) for source in m.continues if m.continues != (m.code,)}
    assert made == (told | {("d14", "d14")}) - {("d27", "d27")}
    assert {row["变动"] for row in rows} == {"合并", "撤销", "新设", "改名", "分立"}
    reports_of = reports(1)
    assert all(int(reports_of[code, 2024].values["t3.carried_in.total"]) for code in ("d27", "d36", "d37", "t15"))


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_that_are_no_counts_are_just_the_golden_cells(seed: int) -> None:
    listed = {
        (key, cell)
        for key, rows in findings_by_report().items()
        for row in rows
        if row["rule"] in {"C-01", "C-03", "C-04"}
        for cell in row["subject"].split()
    }
    found = {(key, code) for key, report in accepted_for_reading(seed).items() for code in texts(report.values)}
    assert found - {(("d16", 2024), "t2.rules.in_force"), (("t03", 2023), "t2.rules.in_force")} == listed


def texts(values: Mapping[str, Value]) -> list[str]:
    return [code for code, value in values.items() if isinstance(value, str)]


@pytest.mark.parametrize("seed", SEEDS)
def test_prose_without_a_fault_is_clean(seed: int) -> None:
    for report in reports(seed).values():
        assert "信息处理费" in "".join(report.sections[6])
        assert sum(map(len, report.sections[5])) >= 30
        prose = "".join("".join(text) for text in [report.preamble, *report.sections.values(), report.closing])
        assert not any(residue in prose for residue in ("XX", "××", "此处填写", "单位名称", "{", "<"))
