"""A small real SMTP server on the loopback: it takes letters, refuses them when told to, and can be down."""

from __future__ import annotations

import socketserver
import threading

from servers import free_port


class _Talk(socketserver.StreamRequestHandler):
    office: PostOffice

    def handle(self) -> None:
        self._say("220 post office")
        while line := self.rfile.readline():
            verb = line.decode().strip().upper()
            if verb.startswith("RCPT") and self.office.refuses:
                self._say(f"{self.office.refuses} not now")
            elif verb == "DATA":
                self._take()
                if self.office.falls_silent:
                    return
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 post office")

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        self.office.letters.append("\n".join(lines))

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class PostOffice:
    """Closed until ``open`` is called."""

    def __init__(self) -> None:
        self.port = free_port()
        self.letters: list[str] = []
        self.refuses = 0
        self.falls_silent = False
        self._server: _Server | None = None

    def open(self) -> None:
        talk = type("Talk", (_Talk,), {"office": self})
        self._server = _Server(("127.0.0.1", self.port), talk)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
