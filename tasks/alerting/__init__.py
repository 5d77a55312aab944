"""Who is told what, when and once: the ladder, the digest, the outbox, the channels."""

from tasks.alerting.digest import Digest, digests
from tasks.alerting.ladder import Verdict, due, explain, outdated
from tasks.alerting.message import Message, Scene, Standing, Status, standing
from tasks.alerting.outbox import Outcome, queue, send
from tasks.alerting.senders import FileSender, PrintSender, Sender, SendError, SmtpSender, choose_sender

__all__ = [
    "Digest",
    "FileSender",
    "Message",
    "Outcome",
    "PrintSender",
    "Scene",
    "SendError",
    "Sender",
    "SmtpSender",
    "Standing",
    "Status",
    "Verdict",
    "choose_sender",
    "digests",
    "due",
    "explain",
    "outdated",
    "queue",
    "send",
    "standing",
]
