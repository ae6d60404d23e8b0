"""What the commands say to the person at the terminal, and the one error they understand."""

import errno
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

NO_NETWORK = re.compile(
    r"dns error|name resolution|resolve host|name or service not known|request timed out|connection (refused|reset)"
    r"|error sending request"
    r"|network is unreachable|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|Could not find a version",
    re.IGNORECASE,
)
NO_SPACE = re.compile(r"No space left|ENOSPC|os error 28|disk is full", re.IGNORECASE)
DISK_FULL = "The disk is full. Free about 2 GB and run this again; nothing that was finished is lost."


class Failure(Exception):
    """A command cannot go on. The message says what happened and what to do; ``detail`` is the tool's own words."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


def say(topic: str, text: str) -> None:
    """Print one line of progress: a short topic, then what is true now."""
    print(f"  {topic:<11}{text}", flush=True)


def complain(failure: Failure) -> None:
    """Print a failure: the tool's own last words first, so that the sentence to act on stands last."""
    sys.stdout.flush()
    if failure.detail:
        print(failure.detail.rstrip(), file=sys.stderr)
    print(f"\n{failure.message}", file=sys.stderr, flush=True)


def explained(what: str, output: str) -> Failure:
    """Turn a failed download or build into a sentence: no space, no network, or the tool's own words."""
    tail = "\n".join(output.strip().splitlines()[-15:])
    if NO_SPACE.search(output):
        return Failure(DISK_FULL, tail)
    if NO_NETWORK.search(output):
        return Failure(
            f"{what} could not be downloaded: no package registry answered. Connect this machine to the network, "
            "or set the proxy or mirror that its package clients need, and run this again.",
            tail,
        )
    return Failure(f"{what} could not be made ready. The lines above say why; mend that and run this again.", tail)


def from_os(problem: OSError) -> Failure:
    """Turn an operating-system error that nobody expected into a sentence."""
    if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Failure(DISK_FULL)
    return Failure(f"The system refused: {problem}. Mend that and run this again.")


@contextmanager
def timed(topic: str, doing: str, done: str) -> Iterator[None]:
    """Say what is being done, and how long it took when it is done (seconds)."""
    say(topic, f"{doing} ...")
    began = time.monotonic()
    yield
    say(topic, f"{done} ({time.monotonic() - began:.1f} s)")
