"""Load: one transaction a submission, then each agency is settled in its state of the season."""

from __future__ import annotations

import logging
from datetime import date, datetime

from prefect import task

from tasks import warehouse
from tasks.beside import take_beside
from tasks.check import Checked, stored_key
from tasks.open import Desk, moment, open_desk
from tasks.read import PARSER_VERSION, Batch
from tasks.ruling import override_sentences
from tasks.settle import settle

_log = logging.getLogger("gouji.load")


def load_checked(desk: Desk, checked: Checked, year: int, now: datetime) -> list[str]:
    """Load everything that was checked, in order of arrival; gives the codes of the agencies that changed."""
    changed = []
    said = override_sentences(desk, year)
    warehouse.record_ruleset(desk.engine, desk.county.code, year, checked.ruleset, said, now=now)
    for item in sorted(checked.submissions, key=lambda item: item.document.receipt.received_at):
        try:
            result = warehouse.load_submission(
                desk.engine,
                item.document.receipt,
                item.agency.code,
                item.placement,
                grid=item.document.grid.to_json(),
                findings=checked.findings.get(item.key),
                now=now,
                parser_version=PARSER_VERSION,
                grounds=checked.grounds[item.key],
                ruleset=checked.ruleset,
            )
        except Exception:  # one agency's failure never fails the night; its receipt stays pending
            _log.exception("loading failed: %s", item.key)
            continue
        changed += [item.agency.code] if result.written or result.checked else []
    for revision in checked.stored:
        key = stored_key(revision)
        found, grounds = checked.findings[key], checked.grounds[key]
        if warehouse.record_findings(desk.engine, revision, found, now, grounds, ruleset=checked.ruleset):
            changed.append(revision.agency)
    take_beside(desk, year)
    return sorted({*changed, *settle(desk, year, now)})


@task(task_run_name="入库 {year}", retries=2, retry_delay_seconds=3)
def load(home: str, year: int, checked: Batch[Checked], on: date | None = None) -> list[str]:
    """Prefect's wrapper; a second try writes only what the first did not."""
    desk = open_desk(home)
    changed: list[str] = []
    for part in checked.items:
        changed += load_checked(desk, part, year, moment(on))
    return changed
