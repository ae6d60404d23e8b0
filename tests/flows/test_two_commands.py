"""./studio as a person uses it: started, hurt, asked, and ended, always as real processes."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from servers import free_port, wait_until
from terminal import ROOT, TO_END, Studio, ask

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("program", ["worker-1", "web", "valkey"])
def test_a_killed_program_comes_back(studio: Studio, program: str) -> None:
    before = studio.pid(program)
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: studio.pid(program) != before, 20, f"{program} is started again")
    wait_until(studio.healthy, 60, "the web server answers")
    assert psutil.pid_exists(studio.pid(program))
    assert f"{program:<11}was ended by SIGKILL" in studio.said


def test_nothing_listens_beyond_this_machine(studio: Studio) -> None:
    def listening() -> list[str]:
        return [
            connection.laddr.ip
            for process in studio.family()
            for connection in process.net_connections("inet")
            if connection.status == psutil.CONN_LISTEN
        ]

    wait_until(lambda: len(listening()) >= 2, 20, "web and Valkey listen")
    assert set(listening()) == {"127.0.0.1"}


def test_a_second_studio_on_the_same_folder_is_refused_with_a_sentence(studio: Studio) -> None:
    second = ask("up", "--data", studio.folder, "--no-browser")
    assert second.returncode == 1
    assert f"A studio is already running on {studio.folder}, at {studio.state['url']}." in second.stderr


def test_key_prints_a_key_that_opens_the_api_and_nothing_else(studio: Studio) -> None:
    key = ask("key", "--data", studio.folder)
    assert key.returncode == 0, key.stderr
    assert key.stderr == ""
    assert len(key.stdout.split()) == 1
    wire = http.client.HTTPConnection(studio.state["url"].removeprefix("http://"), timeout=10)
    wire.request("GET", "/api/me/", headers={"Authorization": f"Bearer {key.stdout.strip()}"})
    assert json.loads(wire.getresponse().read())["demo"] is True
    wire.close()


def test_status_names_the_address_and_every_program(studio: Studio) -> None:
    told = ask("status", "--data", studio.folder)
    assert told.returncode == 0
    assert studio.state["url"] in told.stdout
    for program, pid in studio.state["programs"].items():
        assert f"{program:<11}process {pid}" in told.stdout


def test_secrets_are_closed_to_other_users(studio: Studio) -> None:
    secrets = [*studio.folder.glob("*.secret"), studio.folder / "studio.json", studio.folder / "valkey" / "valkey.conf"]
    assert len(secrets) == 4
    assert all(path.stat().st_mode & 0o077 == 0 for path in secrets)


def test_a_killed_supervisor_leaves_no_process(doomed: Studio) -> None:
    family = doomed.family()
    assert len(family) >= 4
    doomed.process.kill()
    doomed.process.wait()
    _, alive = psutil.wait_procs(family, timeout=TO_END)
    assert not alive
    assert ask("status", "--data", doomed.folder).returncode == 3


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_end_everything_within_ten_seconds(doomed: Studio, number: signal.Signals) -> None:
    family = doomed.family()
    doomed.process.send_signal(number)
    assert doomed.process.wait(TO_END) == 0
    _, alive = psutil.wait_procs(family, timeout=0)
    assert not alive
    assert "nothing is left running" in doomed.said


def test_a_stopped_worker_does_not_keep_the_studio_from_ending(doomed: Studio) -> None:
    os.kill(doomed.pid("worker-1"), signal.SIGSTOP)
    assert ask("stop", "--data", doomed.folder).stdout == "Stopped.\n"
    assert doomed.process.wait(TO_END) == 0


def test_a_taken_port_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = ask("up", "--data", tmp_path, "--port", str(port), "--no-browser")
    assert refused.returncode == 1
    assert f"Port {port} is taken by another program." in refused.stderr


def test_a_program_that_dies_while_starting_shows_its_last_words(tmp_path: Path) -> None:
    refused = ask("up", "--data", tmp_path, "--port", str(free_port()), "--no-browser", STUDIO_LEASE_SECONDS="0")
    assert refused.returncode == 1
    assert "STUDIO_LEASE_SECONDS" in refused.stderr
    assert f"the whole log is {tmp_path / 'logs' / 'prepare.log'}" in refused.stderr


def test_a_key_without_a_studio_says_what_to_do(tmp_path: Path) -> None:
    asked = ask("key", "--data", tmp_path)
    assert asked.returncode == 1
    assert asked.stdout == ""
    assert "Make one with `./studio up`" in asked.stderr


def test_the_watchdog_ends_the_children_of_a_dead_supervisor() -> None:
    """What macOS has in place of the kernel's death signal."""
    children = [subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"]) for _ in range(2)]
    watchdog = subprocess.Popen([sys.executable, str(ROOT / "infra/launch/watchdog.py")], stdin=subprocess.PIPE)
    kept, ended = children
    try:
        watchdog.communicate(f"+{kept.pid}\n+{ended.pid}\n-{kept.pid}\n".encode())
        assert watchdog.returncode == 0
        assert ended.wait(TO_END) == -signal.SIGKILL
        assert kept.poll() is None
    finally:
        for child in children:
            child.kill()
            child.wait()


def test_an_old_python_is_told_what_to_install() -> None:
    """The script itself must be readable by it: it is the part that has to say so."""
    source = (ROOT / "studio").read_text()
    pretend = f"import sys; sys.version_info = (3, 9, 2, 'final', 0)\nexec(compile({source!r}, 'studio', 'exec'))"
    asked = subprocess.run(
        [sys.executable, "-c", pretend], env={"PATH": ""}, capture_output=True, text=True, check=False
    )
    assert asked.returncode == 1
    assert "AI Model Studio needs Python 3.11, 3.12 or 3.13 and found 3.9.2." in asked.stderr
