"""What came in over a season: one file of two senders (A-01), a sender who is not counted (A-05), refusals (P-01)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from tasks.checking.observation import Evidence, Observation, enumerate_words
from tasks.checking.season import Court, judged
from tasks.language import _
from tasks.records import Arrived, SeasonFinding

# 读得出、却不是这份报告；其余原因都是读不出
_UNFIT = {"wrong_agency", "wrong_year", "two_reports", "no_report", "piece_of_report", "repeats_report"}
_NOBODY = "unknown_agency"


def check_arrivals(arrived: Sequence[Arrived], by: Court) -> list[SeasonFinding]:
    """The findings of every file that was read or refused, each about its sender where one is known."""
    found = zip(arrived, judged("arrived", arrival_rows(arrived), by), strict=True)
    return [SeasonFinding(file.agency, finding, file.revision) for file, findings in found for finding in findings]


def arrival_rows(arrived: Sequence[Arrived]) -> list[Observation]:
    """What is seen of each file beside the others."""
    senders: defaultdict[str, list[Arrived]] = defaultdict(list)
    latest: dict[str, datetime] = {}
    for file in arrived:
        senders[file.sha256].append(file)
        if _is_report(file):
            latest[file.agency] = max(file.at, latest.get(file.agency, file.at))
    return [_observe(file, senders[file.sha256], latest.get(file.agency)) for file in arrived]


def _observe(file: Arrived, same: Iterable[Arrived], last_read: datetime | None) -> Observation:
    seen = Observation()
    words = {"agency": file.name or _("（不知是谁）"), "file": file.file, "detail": file.detail}
    others = enumerate_words(list(dict.fromkeys(other.name for other in same if _is_twin(file, other))))
    twin = [Evidence(words=words | {"others": others})] if others else []
    seen.say("A-01", "shared", twin, "shared_file")
    why = file.excluded or (_("名册里没有它") if file.reason == _NOBODY else "")
    seen.say("A-05", "outsider", [Evidence(words=words | {"why": why})] if why else [], "outsider")
    refused = file.outcome == "refused"
    resent = refused and last_read is not None and bool(file.agency) and last_read > file.at
    if resent:
        seen.excuse("P-01", "resent")
    told = [Evidence(words=words)] if refused and not resent else []
    unfit = file.reason in {*_UNFIT, _NOBODY}
    seen.say("P-01", "unreadable", [] if unfit else told, "unreadable")
    seen.say("P-01", "unfit", told if unfit else [], "unfit")
    return seen


def _is_twin(file: Arrived, other: Arrived) -> bool:
    """Whether another sender's same bytes speak against this one: not where the file's own title proves it right."""
    return other.agency != file.agency and (file.reason == "wrong_agency" or (_is_report(file) and _is_report(other)))


def _is_report(file: Arrived) -> bool:
    """Whether it was read as a report; what only came with one keeps the reason why it is none."""
    return file.outcome == "read" and not file.reason
