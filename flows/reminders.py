"""The morning's reminders: what is due today, said once."""

from __future__ import annotations

from datetime import date

from prefect import flow

from flows.runs import end, failed, running
from tasks.alert import alert
from tasks.open import default_home


@flow(name="reminders", flow_run_name="催报", on_failure=[failed], on_crashed=[failed])
def reminders(home: str | None = None, on: date | None = None) -> list[tuple[str, str, str]]:
    """Queue and send what is due on the day `on` (default: today); gives (recipient, subject, error) a digest."""
    home = str(home or default_home())
    with running(home, "reminders", on) as run:
        sent = alert(home, on)
        end(home, run, [], on)
        return sent
