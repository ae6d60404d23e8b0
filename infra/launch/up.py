"""`./studio up`: from a clone to a running studio with the sample swap in front of you."""

import http.client
import json
import os
import sys
import webbrowser
from dataclasses import dataclass
from pathlib import Path

from launch import dashboard, lan, packages
from launch.broker import Broker, free_port, is_free
from launch.home import PYTHON, ROOT, Home, env_file
from launch.supervisor import Program, Stopped, Supervisor
from launch.words import Failure, say

FIRST_PORT = 8000
PORTS_TRIED = 100
TO_START = 60.0  # seconds a server may take to answer


@dataclass(frozen=True)
class Wishes:
    """What the command line asked for. ``port`` None means 8000 or the next free one, 0 means any free one."""

    folder: Path
    port: int | None
    browser: bool
    sample: bool
    lan: bool = False
    full: bool = False
    """Show the whole way too: a dataset, a LoRA, pictures made with it."""


def up(wishes: Wishes) -> int:
    """Set up, start, show the sample swap, and keep everything running until somebody stops it."""
    home = Home(wishes.folder)
    home.make()
    home.claim()
    home.forget()
    packages.install(packages.RUNTIME)
    dashboard.build()
    port = choose_port(wishes.port)
    environment = home.environment()
    environment.setdefault("STUDIO_ENGINE_THREADS", str(threads()))
    if wishes.lan:
        environment.update(lan.environment(environment, lan.address(), port))
    supervisor = Supervisor(home, environment)
    try:
        _start(supervisor, port, "0.0.0.0" if wishes.lan else "127.0.0.1")  # noqa: S104 (it was asked for)
        _show(supervisor, home, port, wishes)
        supervisor.watch()
    except Stopped:
        print()
        say("stopping", "asking every program to end ...")
    finally:
        supervisor.stop()
        home.forget()
    say("stopped", "nothing is left running")
    return 0


def choose_port(wished: int | None) -> int:
    """The port of the web server. Raises Failure when the wished one is taken."""
    if wished == 0:
        return free_port()
    if wished is not None:
        if not is_free(wished):
            raise Failure(
                f"Port {wished} is taken by another program. End that program, or choose another with `--port`."
            )
        return wished
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if is_free(port):
            if port != FIRST_PORT:
                say("port", f"{FIRST_PORT} is taken, so this studio uses {port}")
            return port
    raise Failure(f"No port between {FIRST_PORT} and {FIRST_PORT + PORTS_TRIED - 1} is free. Choose one with `--port`.")


def _start(supervisor: Supervisor, port: int, host: str) -> None:
    _start_broker(supervisor)
    _prepare(supervisor)
    say("database", f"ready in {supervisor.home.folder}")
    command = [str(PYTHON), "-m", "uvicorn", "config.asgi:application", "--host", host, "--port", str(port)]
    web = Program("web", [*command, "--timeout-graceful-shutdown", "3", "--ws-per-message-deflate", "false"])
    supervisor.start(web)
    if not supervisor.watch(lambda: healthy(port), fatal=True, limit=TO_START):
        raise supervisor.death(web)
    # After the web server, so that on a small machine they do not keep it from answering soon.
    for number in range(1, workers() + 1):
        command = [str(PYTHON), str(ROOT / "manage.py"), "worker", "--queues", "cpu"]
        supervisor.start(Program(f"worker-{number}", command))
    say("web", f"answers; {workers()} workers start")


def _start_broker(supervisor: Supervisor) -> None:
    outside = {**env_file(ROOT / ".env"), **os.environ}.get("REDIS_URL")
    if outside:
        say("doorbell", "the one that REDIS_URL names")
        return
    broker = Broker(supervisor.home)
    supervisor.environment["REDIS_URL"] = broker.url
    valkey = broker.program()
    supervisor.start(valkey)
    if not supervisor.watch(broker.answers, fatal=True, limit=TO_START):
        raise supervisor.death(valkey)
    say("doorbell", f"Valkey on 127.0.0.1:{broker.port}")


def _prepare(supervisor: Supervisor) -> None:
    program = Program("prepare", [str(PYTHON), str(ROOT / "infra" / "launch" / "prepare.py")], once=True)
    if supervisor.finish(program):
        raise supervisor.death(program)


def _show(supervisor: Supervisor, home: Home, port: int, wishes: Wishes) -> None:
    url = f"http://127.0.0.1:{port}"
    login = demo_login(port)
    home.note(**{**home.state(), "url": url, "ready": True, "demo": login})
    print(f"\n  Open       {url}")
    if login:
        print(f"  Sign in    {login['email']}  {login['password']}   (works on this machine only)")
    if wishes.lan:
        print(f"  Network    {supervisor.environment['STUDIO_PUBLIC_URL']}   (anybody in this network; unencrypted)")
    print("  API key    ./studio key\n  Stop       Ctrl-C here, or ./studio stop\n", flush=True)
    if wishes.browser and has_display():
        webbrowser.open(url)
    if wishes.sample and not home.sampled.exists():
        sample = Program("sample", [str(PYTHON), str(ROOT / "manage.py"), "sample_swap"], once=True, visible=True)
        if supervisor.finish(sample) == 0:
            home.sampled.touch()
        else:
            say("sample", f"the sample swap did not finish; {home.logs / 'sample.log'} says why")
    if wishes.full:
        _show_all(supervisor, home, url)


def _show_all(supervisor: Supervisor, home: Home, url: str) -> None:
    command = [str(PYTHON), str(ROOT / "manage.py"), "full_demo", "--base-url", url]
    if supervisor.finish(Program("full-demo", command, once=True, visible=True)):
        say("full demo", f"it did not end well; {home.logs / 'full-demo.log'} says why")


def demo_login(port: int) -> dict[str, str] | None:
    """Email and password of the demo user, as the studio tells them to this machine; None when it offers none."""
    status, answer = get(port, "/api/demo/")
    if status != http.client.OK:
        return None
    login: dict[str, str] = json.loads(answer)
    return login


def workers() -> int:
    """Worker processes for this machine: one for every two cores, two at least (one dies, the other goes on)."""
    return min(4, max(2, (os.cpu_count() or 1) // 2))


def threads() -> int:
    """Threads of an engine, so that all workers together keep the machine busy and no more."""
    return max(1, (os.cpu_count() or 1) // workers())


def has_display() -> bool:
    """Whether a browser window can open: a desktop session, and not a build machine."""
    if os.environ.get("CI"):
        return False
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def healthy(port: int) -> bool:
    """Whether the web server answers /healthz with 200."""
    return get(port, "/healthz")[0] == http.client.OK


def get(port: int, path: str) -> tuple[int, bytes]:
    """Ask the web server. Returns the HTTP status and the body; status 0 when nobody answers within two seconds."""
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        wire.request("GET", path)
        answer = wire.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        wire.close()
