from decimal import Decimal

from sqlalchemy import Engine

from tasks.records import Finding, Severity, State
from tasks.warehouse import findings_of, record_findings, row_counts
from tests.warehouse.reports import NOW, finding, load, placement

UNDECIDED = Finding("Y-01", State.UNDECIDED, Severity.SOFT, "缺上年报告", expected=None, found="无")
EXACT = finding(rule="C-02", expected="不超过6位小数", found=Decimal("0.1234567"), difference=None, parts=())


def test_findings_come_back_as_they_were(warehouse: Engine) -> None:
    found = (finding(), UNDECIDED, EXACT)
    revision = load(warehouse, "d01", placement(), None, *found).revision
    assert findings_of(warehouse, revision) == found


def test_a_recheck_that_finds_the_same_writes_nothing(warehouse: Engine) -> None:
    revision = load(warehouse, "d01", placement(), None, finding(), UNDECIDED).revision
    before = row_counts(warehouse)
    assert record_findings(warehouse, revision, [UNDECIDED, finding()], NOW) is False
    assert row_counts(warehouse) == before


def test_a_recheck_that_finds_else_is_kept_beside_the_first(warehouse: Engine) -> None:
    revision = load(warehouse, "d01", placement(), None, finding()).revision
    assert record_findings(warehouse, revision, [], NOW) is True
    assert findings_of(warehouse, revision) == ()
    assert record_findings(warehouse, revision, [finding()], NOW) is True
    assert findings_of(warehouse, revision) == (finding(),)
    assert row_counts(warehouse)["core_checks"] == 3


def test_no_finding_at_all_is_a_check_too(warehouse: Engine) -> None:
    revision = load(warehouse, "d01", placement()).revision
    assert row_counts(warehouse)["core_checks"] == 1
    assert record_findings(warehouse, revision, [], NOW) is False
