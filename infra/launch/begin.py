"""Start code of every child: ask the kernel to end it when its parent dies, then become the program.

Called as ``python begin.py PARENT_PID PROGRAM ARGUMENT...``. The parent cannot do this for the child (prctl(2) speaks
only for its caller), and code between fork and exec in the parent is unsafe, so the child runs it itself.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main() -> None:
    """Bind this process to its parent and replace it by the program. macOS has no such call; see watchdog.py."""
    parent, program = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        # The parent may have died before the call: then nobody would ever send the signal.
        if os.getppid() != parent:
            sys.exit(1)
    os.execvp(program[0], program)  # noqa: S606


if __name__ == "__main__":
    main()
