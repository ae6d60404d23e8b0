"""The command line of ./studio: its words, and which function answers them."""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from launch import checks
from launch.home import PYTHON, ROOT, Home, wait_until_free
from launch.supervisor import Stopped
from launch.up import Wishes, healthy, up
from launch.words import Failure, complain, from_os, say

ABOUT = """\
AI Model Studio: photos in, swapped and enhanced pictures out, on your own machine.

  ./studio up      set everything up, start it, and show the sample swap (Ctrl-C ends it)
  ./studio test    run every check and test; the last line is `N passed, N failed`
"""
MORE = """\
A studio lives in one folder (`--data`, ./.studio unless said otherwise): database, pictures, secrets and logs/.
It listens on 127.0.0.1 only, unless `up --lan` says otherwise. Settings: .env.example.
`./studio COMMAND --help` says more about one command.
"""
NOT_RUNNING = 3  # as systemctl status does
ENDS_WITHIN = 12.0  # seconds


def main(arguments: list[str]) -> int:
    """Run one command and return its exit status."""
    chosen = parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _stopped)
    answer: Callable[[argparse.Namespace], int] = chosen.answer
    try:
        return answer(chosen)
    except Failure as failure:
        complain(failure)
    except (KeyboardInterrupt, Stopped):
        print("\nStopped.", file=sys.stderr)
        return 130
    except OSError as problem:
        complain(from_os(problem))
    return 1


def _stopped(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def parser() -> argparse.ArgumentParser:
    """The words of the command line."""
    top = argparse.ArgumentParser(
        "./studio", description=ABOUT, epilog=MORE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    start = _command(commands, "up", _up, "set up, start, and keep a studio running until Ctrl-C")
    start.add_argument("--port", type=_port, help="port on 127.0.0.1 (8000, or the next free one; 0: any free one)")
    start.add_argument("--lan", action="store_true", help="answer in this network too, for phones; nobody may sign up")
    start.add_argument("--no-browser", action="store_true", help="do not open the address in a browser")
    start.add_argument("--no-sample", action="store_true", help="do not run the sample swap on the first start")
    start.add_argument("--full-demo", action="store_true", help="also train a LoRA on a drawn person and use it")
    test = _command(commands, "test", _test, "run linters, type checks, tests and browser tests", data=False)
    test.add_argument("--long", action="store_true", help="also the tests that take many minutes")
    test.add_argument("-k", metavar="EXPRESSION", help="only Python tests whose names match, and no other check")
    _command(commands, "key", _key, "print a fresh API key of the demo user, and nothing else")
    _command(commands, "status", _status, "say whether a studio runs, where, and which programs it has")
    _command(commands, "stop", _stop, "end the running studio")
    return top


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    answer: Callable[[argparse.Namespace], int],
    about: str,
    data: bool = True,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
    command.set_defaults(answer=answer)
    if data:
        usual = Path(os.environ.get("STUDIO_DATA") or ROOT / ".studio")
        command.add_argument("--data", metavar="DIR", type=Path, default=usual, help=f"folder of the studio ({usual})")
    return command


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number < 65536:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return number


def _up(chosen: argparse.Namespace) -> int:
    browser, sample = not chosen.no_browser, not chosen.no_sample
    full = chosen.full_demo
    return up(Wishes(chosen.data, chosen.port, browser=browser, sample=sample, lan=chosen.lan, full=full))


def _test(chosen: argparse.Namespace) -> int:
    return checks.run_all(checks.Wishes(chosen.long, chosen.k))


def _key(chosen: argparse.Namespace) -> int:
    home = _existing(chosen)
    made = subprocess.run(
        [str(PYTHON), str(ROOT / "manage.py"), "create_key"],
        env=home.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise Failure("No key was made. Start the studio once with `./studio up`, then ask again.", made.stderr)
    print(made.stdout.strip())
    return 0


def _status(chosen: argparse.Namespace) -> int:
    home = Home(chosen.data)
    state = home.state()
    if not home.running():
        print(f"No studio runs on {home.folder}. Start one with `./studio up`.")
        return NOT_RUNNING
    url = state.get("url")
    say("address", url or "still starting")
    if url:
        say("web", "answers" if healthy(int(url.rsplit(":", 1)[1])) else "does not answer; see logs/web.log")
    for name, pid in {"supervisor": state.get("pid"), **state.get("programs", {})}.items():
        say(name, f"process {pid}")
    say("logs", str(home.logs))
    return 0


def _stop(chosen: argparse.Namespace) -> int:
    home = Home(chosen.data)
    if not home.running():
        print(f"No studio runs on {home.folder}.")
        return 0
    pid = home.state().get("pid")
    if not pid:
        raise Failure("That studio is still being set up. Wait until it says its address, or press Ctrl-C there.")
    os.kill(pid, signal.SIGTERM)
    if not wait_until_free(home, ENDS_WITHIN):
        raise Failure(
            f"The studio (process {pid}) did not end within {ENDS_WITHIN:.0f} s. End it with `kill -9 {pid}`."
        )
    print("Stopped.")
    return 0


def _existing(chosen: argparse.Namespace) -> Home:
    home = Home(chosen.data)
    if not (home.folder / "signing.secret").exists():
        raise Failure(
            f"There is no studio in {home.folder}. Make one with `./studio up`, or name its folder with --data."
        )
    return home
