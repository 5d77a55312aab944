"""A decision covers what it excused exactly while those values stand: over a thousand random resubmissions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.deciding import Change, Standing, bind, report_waiver, weigh
from tasks.records import Broken, DecisionKind, Finding, Semantic, Severity, State
from tests.deciding.reports import AT, CELLS, LEFT, RIGHT, TODAY, Values, cells, check, day, decision, revocation

WRONG: Values = {LEFT: 3, RIGHT: 2}
OTHER = CELLS[2]

figures = st.integers(0, 4)
resubmission = st.fixed_dictionaries({}, optional=dict.fromkeys(CELLS, figures | st.just("")))


@settings(max_examples=1000, deadline=None)
@given(
    first=st.tuples(figures, figures).filter(lambda pair: pair[0] > pair[1]),
    resubmissions=st.lists(st.tuples(resubmission, st.integers(0, 12)), min_size=4, max_size=8),
    until=st.none() | st.integers(0, 10),
    revoked_after=st.none() | st.integers(0, 6),
)
def test_a_confirmation_survives_lapses_and_expires_as_said(
    first: tuple[int, int],
    resubmissions: list[tuple[Values, int]],
    until: int | None,
    revoked_after: int | None,
) -> None:
    """At least 1,000 resubmissions in all; what is expected is worked out here, from the two cells alone."""
    values: dict[str, int | str] = {LEFT: first[0], RIGHT: first[1]}
    last = TODAY + timedelta(until) if until is not None else None
    made = decision(values, until=last)
    known, at = [made], 0
    for number, (changed, days) in enumerate(resubmissions):
        values |= changed
        at = max(at, days)
        if revoked_after is not None and number >= revoked_after and len(known) == 1:
            known.append(revocation(made))
        weighed = weigh([check(values)], known, cells(values), TODAY + timedelta(at))
        left, right = values[LEFT], values[RIGHT]
        wrong = isinstance(left, int) and isinstance(right, int) and left > right
        stands = wrong and (left, right) == first
        excused = stands and (until is None or at <= until) and len(known) == 1
        assert bool(weighed.covered) is excused
        assert len(weighed.open) == (wrong and not excused)
        assert known[0] == made
        (judged,) = weighed.judged
        assert judged.standing is (
            Standing.REVOKED
            if len(known) > 1
            else Standing.IDLE
            if not wrong
            else Standing.ACTIVE
            if excused
            else Standing.EXPIRED
            if stands
            else Standing.LAPSED
        )


@given(other=figures | st.text(max_size=3))
def test_a_cell_that_the_finding_does_not_speak_of_is_free(other: int | str) -> None:
    weighed = weigh([check(WRONG)], [decision(WRONG)], cells(dict(WRONG) | {OTHER: other}), TODAY)
    assert weighed.covered and not weighed.open


def test_what_changed_is_named() -> None:
    now = dict(WRONG) | {LEFT: 4}
    (judged,) = weigh([check(now)], [decision(WRONG)], cells(now), TODAY).judged
    assert judged.changes == (Change("found", "3", "4"), Change(LEFT, "3", "4"))


def test_the_same_number_in_another_spelling_stands() -> None:
    written = {code: replace(cell, raw=f" {cell.raw}.0 ") for code, cell in cells(WRONG).items()}
    assert weigh([check(WRONG)], [decision(WRONG)], written, TODAY).covered
    assert bind(check(WRONG), written) == bind(check(WRONG), cells(WRONG))


def test_a_blank_that_becomes_a_dash_is_another_thing() -> None:
    blank = Finding("C-03", State.FAIL, Severity.SOFT, "空白", cells=(LEFT,), outcome="zero")
    made = replace(decision(WRONG), rule="C-03", outcome="zero", cells=(LEFT,), bound=bind(blank, cells({LEFT: ""})))
    assert weigh([blank], [made], cells({LEFT: ""}), TODAY).covered
    dashed = cells({LEFT: ""}) | {LEFT: replace(cells({})[LEFT], raw="/", semantic=Semantic.NA_MARK, value=None)}
    assert weigh([blank], [made], dashed, TODAY).open == (blank,)


def test_last_years_figure_binds_too() -> None:
    """Cross-year equations speak of the year before: a correction there lets the confirmation lapse."""

    def carried(before: int) -> Finding:
        parts = ((LEFT, 1, Decimal(3)), (f"previous.{LEFT}", -1, Decimal(before)))
        return Finding("Y-01", State.FAIL, Severity.SOFT, "", cells=(LEFT,), parts=parts, outcome="column")

    made = replace(
        decision(WRONG),
        rule="Y-01",
        outcome="column",
        cells=(LEFT,),
        bound=bind(carried(2), cells(WRONG)),
    )
    assert weigh([carried(2)], [made], cells(WRONG), TODAY).covered
    (judged,) = weigh([carried(1)], [made], cells(WRONG), TODAY).judged
    assert judged.changes == (Change(f"previous.{LEFT}", "2", "1"),)


def test_every_equation_of_one_cause_binds() -> None:
    found = replace(check(WRONG), broken=(Broken("K-02", ((OTHER, 1, Decimal(7)),)),))
    made = replace(decision(WRONG), bound=bind(found, cells(dict(WRONG) | {OTHER: 7})))
    assert made.bound[OTHER] == "7"
    assert weigh([found], [made], cells(dict(WRONG) | {OTHER: 7}), TODAY).covered
    assert weigh([found], [made], cells(dict(WRONG) | {OTHER: 6}), TODAY).open


def test_two_ways_of_failing_are_two_things() -> None:
    one = Finding("R-08", State.FAIL, Severity.SOFT, "没有问题", found="本年度", outcome="no_problem")
    two = replace(one, message="没有措施", outcome="no_measure")
    made = replace(decision(WRONG), rule="R-08", outcome="no_problem", cells=(), bound=bind(one, {}))
    assert one.fingerprint != two.fingerprint
    assert weigh([one, two], [made], {}, TODAY).open == (two,)


def test_a_confirmation_does_not_reach_a_hard_finding_and_a_waiver_reaches_both() -> None:
    hard = check(WRONG, Severity.HARD)
    (judged,) = weigh([hard], [decision(WRONG)], cells(WRONG), TODAY).judged
    assert judged.standing is Standing.LAPSED and judged.changes == (Change("severity", "soft", "hard"),)
    waiver = decision(WRONG, kind=DecisionKind.WAIVE, second="李四")
    assert weigh([hard], [waiver], cells(WRONG), TODAY).covered
    assert weigh([check(WRONG)], [waiver], cells(WRONG), TODAY).covered


def test_a_decision_holds_to_the_end_of_its_day() -> None:
    made = decision(WRONG, until=day("2024-02-01"))
    assert weigh([check(WRONG)], [made], cells(WRONG), day("2024-02-01")).covered
    late = weigh([check(WRONG)], [made], cells(WRONG), day("2024-02-02"))
    assert late.lapsed[0].standing is Standing.EXPIRED and late.open


def test_a_later_decision_replaces_one_that_lapsed() -> None:
    now = dict(WRONG) | {LEFT: 4}
    old, new = decision(WRONG), decision(now, person="李四")
    weighed = weigh([check(now)], [old, new], cells(now), TODAY)
    assert weighed.covered == {check(now).fingerprint: new}
    assert [judged.standing for judged in weighed.judged] == [Standing.REPLACED, Standing.ACTIVE]
    assert weighed.lapsed == ()


def test_informational_findings_need_nobody() -> None:
    assert weigh([check(WRONG, Severity.INFO)], [], {}, TODAY).open == ()


@pytest.mark.parametrize(("until", "expected"), [(None, "active"), ("2024-01-21", "expired"), ("2024-01-22", "active")])
def test_a_waiver_of_the_report_itself(until: str | None, expected: str) -> None:
    waiver = replace(
        decision(WRONG), kind=DecisionKind.WAIVE, second="李四", rule="", until=day(until) if until else None
    )
    judged = report_waiver([decision(WRONG), waiver], TODAY)
    assert judged is not None and judged.standing == expected
    taken = report_waiver([waiver, revocation(waiver)], TODAY)
    assert taken is not None and taken.standing is Standing.REVOKED
    assert report_waiver([decision(WRONG)], TODAY) is None


def test_a_decision_is_known_by_what_it_says() -> None:
    made = decision(WRONG)
    assert made.id == decision(WRONG, at=AT + timedelta(hours=1), source="decisions.csv").id
    others = [
        decision(WRONG, reason="另一个理由"),
        decision(dict(WRONG) | {LEFT: 4}),
        decision(WRONG, at=AT + timedelta(1)),
    ]
    assert len({made.id, *(other.id for other in others)}) == 4
