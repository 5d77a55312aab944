"""The ladder: who is told what on which day, and who is left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.alerting import Scene, Standing, Status, due, explain, outdated, standing
from tasks.county import CountyError
from tasks.records import Agency, Severity
from tests.alerting.county import HEAD, OFFICE, ROSTER, finding, scene

MISSING = {"A01": Standing(Status.MISSING)}
RETURNED = {"A01": Standing(Status.RETURNED, date(2024, 1, 16))}
FINDINGS = {"A01": [finding()]}


def _said(given_: Scene, but: tuple[str, ...] = ("completeness",)) -> list[str]:
    return [message.key for message in due(given_) if message.kind not in but]


@pytest.mark.parametrize(
    ("on", "keys"),
    [
        ("2024-01-12", []),
        ("2024-01-15", ["missing:2023:A01:internal_deadline-7"]),
        ("2024-01-16", []),
        ("2024-01-19", ["missing:2023:A01:internal_deadline-3"]),
        ("2024-01-23", ["missing:2023:A01:internal_deadline-1"]),
        (
            "2024-01-24",
            [
                "missing:2023:A01:agency_deadline-5",
                "missing_list:2023:batch:agency_deadline-5",
            ],
        ),
        ("2024-01-29", ["missing:2023:A01:agency_deadline-2", "missing_list:2023:batch:agency_deadline-2"]),
        ("2024-01-31", ["missing:2023:A01:agency_deadline+0", "missing_list:2023:batch:agency_deadline+0"]),
        ("2024-02-01", ["overdue_list:2023:batch:agency_deadline+1"]),
        ("2024-02-03", []),  # Saturday
        ("2024-02-04", ["overdue_list:2023:batch:agency_deadline+3"]),  # Sunday, made up
        ("2024-02-06", ["overdue_list:2023:batch:agency_deadline+5"]),
        ("2024-02-07", []),
        ("2024-02-09", ["blockers:2023:batch:city_deadline-10"]),  # the 10th begins the festival
        ("2024-02-13", []),
        ("2024-02-18", ["overdue_list:2023:batch:agency_deadline+5w1"]),  # a week later lies in the festival
        ("2024-02-20", ["overdue_list:2023:batch:agency_deadline+5w2"]),
        ("2024-03-15", ["blockers:2023:batch:county_deadline-15"]),  # the 16th is a Saturday
        ("2024-03-28", ["blockers:2023:batch:county_deadline-3"]),
        ("2024-04-01", ["unpublished:2023:batch:county_deadline+1"]),
        ("2024-01-08", []),
    ],
)
def test_a_missing_agency_day_by_day(on: str, keys: list[str]) -> None:
    assert _said(scene(on, MISSING)) == keys


def test_internal_deadline_tells_agency_and_office() -> None:
    later = {"statutory_missing": {"enabled": False}, "statutory_list": {"enabled": False}}
    messages = due(scene("2024-01-24", MISSING, steps=later))
    assert [(m.key, m.recipient) for m in messages if m.kind != "completeness"] == [
        ("missing:2023:A01:internal_deadline+0", "sw@qinghe.example.cn"),
        ("missing_list:2023:batch:internal_deadline+0", OFFICE),
    ]


@pytest.mark.parametrize(
    ("on", "kinds"),
    [
        ("2024-01-16", ["returned"]),
        ("2024-01-17", ["returned"]),
        ("2024-01-18", ["resubmit", "returned"]),
        ("2024-01-19", ["returned"]),
        ("2024-01-20", []),  # Saturday
        ("2024-01-29", ["missing_list", "resubmit", "returned"]),
        ("2024-02-01", ["overdue_list", "returned"]),
    ],
)
def test_a_returned_agency_day_by_day(on: str, kinds: list[str]) -> None:
    messages = due(scene(on, RETURNED, FINDINGS))
    assert sorted(message.kind for message in messages if message.kind != "completeness") == kinds


def test_a_second_return_starts_its_own_two_days() -> None:
    again = {"A01": Standing(Status.RETURNED, date(2024, 1, 19))}
    assert "resubmit:2023:A01:2024-01-16+2" in _said(scene("2024-01-18", RETURNED, FINDINGS))
    assert "resubmit:2023:A01:2024-01-19+2" in _said(scene("2024-01-23", again, FINDINGS))


def test_same_faults_have_the_same_key_and_changed_ones_another() -> None:
    def key(*findings: object, on: str = "2024-01-17") -> str:
        [message] = [m for m in due(scene(on, RETURNED, {"A01": findings})) if m.kind == "returned"]  # type: ignore[dict-item]
        return message.key

    one, other = finding(), finding(found=5)
    soft = finding("t3.carried_in.total", severity=Severity.SOFT)
    assert key(one, other) == key(other, one, one, on="2024-01-19") == key(one, other, soft)
    assert len({key(one), key(other), key(one, other)}) == 3
    assert key(one).rpartition(":")[0] == "returned:2023:A01"


def test_a_refused_file_is_returned_with_its_reason() -> None:
    refused = {"A01": Standing(Status.REFUSED, date(2024, 1, 16), reason="文件加了密码，请去掉密码后重新报送。")}
    [message] = [m for m in due(scene("2024-01-16", refused)) if m.kind == "returned"]
    assert "不能接收" in message.subject
    assert "文件加了密码" in message.body


def test_returned_message_tells_cell_both_values_difference_and_deadline() -> None:
    [message] = [m for m in due(scene("2024-01-16", RETURNED, FINDINGS)) if m.kind == "returned"]
    assert message.subject == "青禾县商务局：2023 年度报告有 1 处必须更正"
    for part in (
        "W-01",
        "合计不等于各列之和",
        "予以公开",
        "应为 3",
        "填报 2",
        "相差 -1",
        "2024年1月24日前，还有 6 个工作日",
    ):
        assert part in message.body


def test_many_faults_are_counted_where_they_are_not_shown() -> None:
    findings = {"A01": [finding(found=n) for n in range(100, 125)]}
    [message] = [m for m in due(scene("2024-01-16", RETURNED, findings)) if m.kind == "returned"]
    assert message.body.count("W-01") == 20
    assert "另有 5 处" in message.body


def test_completeness_every_workday_until_complete_and_then_once() -> None:
    arrived = datetime(2024, 1, 15, 16, tzinfo=ZoneInfo("Asia/Shanghai"))
    standings = {
        "A01": Standing(Status.MISSING),
        "A02": Standing(Status.RETURNED, date(2024, 1, 16), arrived),
        "T01": Standing(Status.ACCEPTED, date(2024, 1, 16), arrived),
    }
    [message] = [m for m in due(scene("2024-01-16", standings)) if m.kind == "completeness"]
    assert (message.key, message.recipient) == ("completeness:2023:batch:2024-01-16", OFFICE)
    assert "应报 3 个机关，已报 2，通过 1（33.3%）" in message.body
    assert "2024年1月15日以来新到 2 份" in message.body
    assert "未报 1 个\n  部门 1：青禾县商务局" in message.body
    done = [due(scene(on)) for on in ("2024-01-17", "2024-01-18", "2024-02-20")]
    assert [[m.key for m in messages] for messages in done] == [["completeness:2023:batch:complete"]] * 3


def test_lists_part_departments_from_townships() -> None:
    standings = {code: Standing(Status.MISSING) for code in ("A01", "A02", "T01")}
    [message] = [m for m in due(scene("2024-02-01", standings)) if m.kind == "overdue_list"]
    assert message.recipient == HEAD
    assert "部门 2：青禾县商务局、青禾县财政局" in message.body
    assert "乡镇 1：青禾县柳河镇人民政府" in message.body


def test_an_agency_without_address_is_told_through_the_office() -> None:
    [message] = [m for m in due(scene("2024-01-15", {"T01": Standing(Status.MISSING)})) if m.kind == "missing"]
    assert message.recipient == OFFICE
    assert "青禾县柳河镇人民政府" in message.subject
    assert "值班室 8001" in message.body


def test_every_address_of_the_office_is_told_and_none_means_its_name() -> None:
    def recipients(emails: tuple[str, ...]) -> list[str]:
        return [m.recipient for m in due(scene("2024-01-16", MISSING, emails=emails)) if m.kind == "completeness"]

    assert recipients(("a@x.cn", "b@x.cn")) == ["a@x.cn", "b@x.cn"]
    assert recipients(()) == ["青禾县政府办公室"]


@given(st.dates(date(2023, 12, 1), date(2024, 5, 1)), st.sampled_from(list(Status)))
def test_the_exempt_the_settled_and_the_off_season_are_left_alone(on: date, status: Status) -> None:
    standings = {"V01": Standing(Status.MISSING), "A02": Standing(status, on - timedelta(days=3))}
    messages = due(scene(on.isoformat(), standings))
    assert all("税务局" not in message.subject + message.body for message in messages)
    assert all(message.agency in {"A02", "batch"} for message in messages)
    if status in {Status.ACCEPTED, Status.PUBLISHED, Status.WAIVED}:
        assert {message.kind for message in messages} <= {"completeness", "unpublished"}
    if not date(2024, 1, 9) <= on <= date(2024, 3, 31):
        assert {message.kind for message in messages} == ({"unpublished"} if on == date(2024, 4, 1) else set())


@given(st.dates(date(2024, 1, 1), date(2024, 4, 10)))
def test_keys_and_recipients_never_repeat_within_a_day(on: date) -> None:
    standings = {agency.code: Standing(Status.RETURNED, on - timedelta(days=2)) for agency in ROSTER}
    messages = due(scene(on.isoformat(), standings, FINDINGS))
    assert len({(message.key, message.recipient) for message in messages}) == len(messages)
    assert all(message.key.split(":")[:3] == [message.kind, "2023", message.agency] for message in messages)


def test_an_expected_agency_of_which_nothing_is_known_is_missing() -> None:
    bare = replace(scene("2024-01-15"), standings={})
    assert [m.agency for m in due(bare) if m.kind == "missing"] == ["A01", "A02", "T01"]


def test_a_roster_without_expected_agencies_says_nothing() -> None:
    assert due(replace(scene("2024-01-24"), roster=(ROSTER[-1],))) == []


def test_days_on_which_nobody_ran_this_are_caught_up_with_the_latest_step() -> None:
    monday = scene("2024-01-22", MISSING)
    assert _said(monday) == []
    assert [m.key for m in due(monday, since=date(2024, 1, 12)) if m.kind == "missing"] == [
        "missing:2023:A01:internal_deadline-3"
    ]
    assert [m.key for m in due(monday, since=date(2024, 1, 19)) if m.kind == "missing"] == []


def test_last_step_before_a_deadline_on_a_weekend_comes_on_the_workday_before() -> None:
    """31 January 2026 is a Saturday."""
    day = replace(scene("2024-01-15", MISSING), year=2025, on=date(2026, 1, 30))
    assert [m.key for m in due(day) if m.kind == "missing"] == ["missing:2025:A01:agency_deadline+0"]


def test_a_county_without_internal_deadline_has_the_statutory_steps_alone() -> None:
    day = replace(scene("2024-01-15", MISSING), year=2025)
    kinds = {message.key for n in range(31) for message in due(replace(day, on=date(2026, 1, 1) + timedelta(n)))}
    assert {key.rpartition(":")[2] for key in kinds if key.startswith("missing:")} == {
        "agency_deadline-5", "agency_deadline-2", "agency_deadline+0",
    }  # fmt: skip


def test_a_county_may_move_or_close_a_step() -> None:
    moved = {"internal_reminder": {"offsets": [-2]}, "completeness": {"enabled": False}}
    assert [m.key for m in due(scene("2024-01-22", MISSING, steps=moved))] == ["missing:2023:A01:internal_deadline-2"]
    assert due(scene("2024-01-23", MISSING, steps=moved)) == []


@pytest.mark.parametrize(
    "steps",
    [
        {"reminder": {"offsets": [1]}},
        {"overdue": {"offsets": "1"}},
        {"overdue": {"offset": [1]}},
        {"overdue": {"on": "christmas"}},
        {"overdue": {"kind": "poem"}},
        {"overdue": {"states": ["asleep"]}},
        {"overdue": {"enabled": "no"}},
    ],
)
def test_a_change_that_means_nothing_is_refused(steps: dict[str, dict[str, object]]) -> None:
    with pytest.raises(CountyError, match=r"alerts\.steps\."):
        due(scene("2024-01-15", MISSING, steps=steps))


def test_explain_says_of_each_why_it_is_sent_or_not() -> None:
    day = scene("2024-01-15", MISSING)
    [message] = [m for m in due(day) if m.kind == "missing"]
    fresh = {v.message: (v.sent, v.why) for v in explain(day) if v.message}
    again = {v.message: (v.sent, v.why) for v in explain(day, said={(message.key, message.recipient)}) if v.message}
    assert fresh[message] == (True, "正当此时（internal_deadline-7），尚未说过。")
    assert again[message] == (False, "已经说过，不再重复。")
    silent = {(v.rule, v.kind): v.why for v in explain(day) if not v.message}
    assert "下一次是 2024-01-24（agency_deadline-5）" in silent["L-06", "missing"]
    assert silent["L-04", "returned"] == "没有机关处在这种状态。"
    assert {v.rule for v in explain(day)} == {f"L-{n:02}" for n in range(2, 12)}


def test_explain_says_which_step_another_took_in() -> None:
    silent = {v.rule: v.why for v in explain(scene("2024-01-24", MISSING)) if not v.message}
    assert silent["L-03"] == "与同日的 L-06 是一回事，并作一条。"


@pytest.mark.parametrize(
    ("on", "why"),
    [("2024-01-20", "不是工作日，留到 2024-01-22"), ("2024-05-06", "期外不催"), ("2024-01-08", "期外不催")],
)
def test_explain_says_why_a_whole_day_is_silent(on: str, why: str) -> None:
    verdicts = explain(scene(on, MISSING))
    assert len(verdicts) == 15 and all(not verdict.sent for verdict in verdicts)
    verdicts = [verdict for verdict in verdicts if verdict.rule not in {"L-10", "L-11"}]
    assert len(verdicts) == 13
    assert all(why in verdict.why and not verdict.sent and verdict.message is None for verdict in verdicts)


def test_what_is_no_longer_true_is_withdrawn() -> None:
    first = due(scene("2024-01-15", MISSING))
    day = scene("2024-01-16", MISSING)
    assert [m.kind for m in outdated(first, due(day), day)] == ["completeness"]
    filed = scene("2024-01-16", {"A01": Standing(Status.RECEIVED)})
    assert {m.kind for m in outdated(first, due(filed), filed)} == {"missing", "completeness"}
    weekend = scene("2024-01-20", MISSING)
    assert outdated(first, due(weekend), weekend) == []


def test_changed_faults_replace_the_unsent_ones() -> None:
    old = due(scene("2024-01-16", RETURNED, FINDINGS))
    day = scene("2024-01-16", RETURNED, {"A01": [finding(found=9)]})
    assert [m.kind for m in outdated(old, due(day), day)] == ["returned"]


@pytest.mark.parametrize(
    ("state", "status"),
    [("expected", "missing"), ("parsed", "received"), ("corrected", "published"), ("exempt", "waived"),
     ("late_statutory", "missing")],
)  # fmt: skip
def test_states_of_the_season(state: str, status: str) -> None:
    assert standing(state).status == status


def test_late_with_a_file_is_received_and_an_unknown_state_an_error() -> None:
    at = datetime(2024, 2, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert standing("late", received_at=at).status is Status.RECEIVED
    with pytest.raises(KeyError):
        standing("asleep")


def test_agency_that_joins_the_roster_later_is_not_chased_for_the_past() -> None:
    young = Agency("A09", "青禾县数据局", "数据局", "department", valid_from=date(2024, 1, 2))
    day = replace(scene("2024-01-15"), roster=(*ROSTER, young))
    assert all(message.agency != "A09" for message in due(day))


LAPSE = {"A01": ["青禾县商务局 2023 年度，确认 R-09：已核对（张三，所认可的数字不变即有效）已失效。请重新核实。"]}


def test_what_lapsed_is_told_to_the_office_once_and_again_when_more_lapses() -> None:
    questioned = {"A01": Standing(Status.QUESTIONED, date(2024, 1, 16))}

    def key(lapses: dict[str, list[str]], on: str) -> str:
        [message] = [m for m in due(replace(scene(on, questioned), lapses=lapses)) if m.kind == "lapsed"]
        assert message.recipient == OFFICE and message.body.startswith("1. 青禾县商务局")
        return message.key

    assert key(LAPSE, "2024-01-16") == key(LAPSE, "2024-01-17")
    assert key(LAPSE, "2024-01-16") != key({"A01": [*LAPSE["A01"], "又一件"]}, "2024-01-17")
    assert not [m for m in due(scene("2024-01-16", questioned)) if m.kind == "lapsed"]


def test_what_waits_for_a_confirmation_blocks_the_county_and_no_agency_is_nagged() -> None:
    questioned = {"A01": Standing(Status.QUESTIONED, date(2024, 1, 16))}
    said = due(scene("2024-03-28", questioned))
    assert {message.kind for message in said} == {"blockers", "completeness"}
    assert all("存疑待核实 1 个" in message.body for message in said)


CHANGED = ("予以公开 总计：公布的 12，现在 13", "行政许可：公布的 5，现在 没有数")


def restated(on: str, words: tuple[str, ...], over: bool = True) -> list[str]:
    day = replace(scene(on), restated=words, published=True, over=over)
    return [message.key for message in due(day) if message.kind == "restated" and message.recipient == OFFICE]


def test_what_changed_after_publication_is_told_once_even_when_the_year_is_closed() -> None:
    [key] = restated("2024-05-06", CHANGED)
    assert restated("2024-05-07", CHANGED[::-1]) == [key]
    assert restated("2024-05-07", CHANGED[:1]) != [key]
    assert restated("2024-05-07", ()) == [] == restated("2024-05-04", CHANGED)
    [message] = [m for m in due(replace(scene("2024-05-06"), restated=CHANGED, published=True)) if m.kind == "restated"]
    assert message.subject == "2023 年度全县报告公布以后有 2 格变了"
    assert all(sentence in message.body for sentence in CHANGED)


def test_a_county_report_that_is_not_out_by_its_day_is_told_to_the_head_once() -> None:
    days = [f"2024-04-0{day}" for day in range(1, 6)]
    said = {on: [m for m in due(scene(on)) if m.kind == "unpublished"] for on in days}
    assert {on for on, messages in said.items() if messages} == {"2024-04-01"}
    assert [message.recipient for message in said["2024-04-01"]] == [HEAD]
    for day in (replace(scene("2024-04-01"), published=True), replace(scene("2024-04-01"), over=True)):
        assert not [message for message in due(day) if message.kind == "unpublished"]
