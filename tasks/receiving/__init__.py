"""From the inbox to a receipt, and from the report's title to its agency."""

from tasks.receiving.archive import archived, sweep
from tasks.receiving.auditing import Fault, Original, audit
from tasks.receiving.identity import resolve
from tasks.receiving.inbox import inbox, scan
from tasks.receiving.receipt import receive

__all__ = ["Fault", "Original", "archived", "audit", "inbox", "receive", "resolve", "scan", "sweep"]
