"""Reread: everything that one agency handed in for a year, from the inbox and from the archive."""

from __future__ import annotations

from prefect import task

from tasks import warehouse
from tasks.county import CountyError, find_agency, nearest
from tasks.language import _
from tasks.open import Desk, open_desk
from tasks.read import Batch, read_documents
from tasks.receive import receive_files
from tasks.records import Agency
from tasks.together import Document


def agency_named(desk: Desk, text: str, year: int) -> Agency:
    """The agency of that code or name in the year; CountyError with the three nearest names when there is none."""
    found = find_agency(desk.roster, text, year)
    if found is None:
        names = _("、").join(nearest(desk.roster, text))
        raise CountyError(
            [_("名册里没有“{text}”（{year} 年度）。相近的有：{names}。").format(text=text, year=year, names=names)]
        )
    return found


def reread_documents(desk: Desk, year: int, code: str) -> list[Document]:
    """Its documents in order of arrival, read anew; new files of the inbox are received first."""
    receive_files(desk, year)
    arrivals = warehouse.arrivals(desk.engine, year)
    mine = [arrival.receipt for arrival in arrivals if code in {arrival.agency, arrival.receipt.submitter}]
    return read_documents(desk, mine)


@task(task_run_name="重读 {agency} {year}", retries=1, retry_delay_seconds=5)
def reread(home: str, year: int, agency: str) -> Batch[Document]:
    """Prefect's wrapper."""
    return Batch(reread_documents(open_desk(home), year, agency))
