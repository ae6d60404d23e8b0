"""Where the kernel cannot do it (macOS): a process that ends the children when the supervisor is gone.

Its standard input is a pipe from the supervisor: ``+PID`` and ``-PID`` lines say who lives; end of file means that the
supervisor died, however it died, and every process still listed is killed.
"""

import os
import signal
import sys
from collections.abc import Iterable


def survivors(lines: Iterable[str]) -> set[int]:
    """Read lines until the end of file and return the process ids still listed then."""
    alive: set[int] = set()
    for line in lines:
        sign, number = line[:1], int(line[1:])
        (alive.add if sign == "+" else alive.discard)(number)
    return alive


def main() -> None:
    """Wait for the end of file, then kill whoever is left."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for number in survivors(sys.stdin):
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            continue


if __name__ == "__main__":
    main()
