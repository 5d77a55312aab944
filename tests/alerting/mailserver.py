"""A mail server of a few lines on a real socket, which keeps what it is given and refuses whom it is told to."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Mailbox:
    """What arrived as (recipients, bytes), and how the server behaves."""

    port: int = 0
    letters: list[tuple[list[str], bytes]] = field(default_factory=list)
    connections: int = 0
    refused: set[str] = field(default_factory=set)
    hang_up_at: str = ""
    quit_reply: str = "221 bye"
    logins: int = 0


class _Session(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        box = self.server.box
        box.connections += 1
        recipients: list[str] = []
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == box.hang_up_at:
                return
            address = line.partition("<")[2].partition(">")[0]
            if verb == "RCPT" and address in box.refused:
                self._say("550 no such user")
            elif verb == "DATA":
                self._say("354 go on")
                box.letters.append((recipients, self._data()))
                recipients = []
                self._say("250 kept")
            elif verb == "QUIT":
                return self._say(box.quit_reply)
            elif verb == "EHLO":
                self._say("250-here\r\n250 AUTH PLAIN")
            elif verb == "AUTH":
                box.logins += 1
                self._say("535 wrong password")
            else:
                if verb == "RCPT":
                    recipients.append(address)
                self._say("250 ok")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def _data(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    box: Mailbox


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Serve on a free port of this machine until the block ends."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.box = Mailbox(port=server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.box
        finally:
            server.shutdown()
            thread.join()
