"""Other people's tools, run to their end."""

import os
import subprocess
from collections.abc import Mapping, Sequence

from launch.home import ROOT


def hear(command: Sequence[str], environment: Mapping[str, str] = os.environ) -> tuple[int, str]:
    """Run a command in the repository. Returns its exit status (127: not there) and all it said."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except FileNotFoundError as missing:
        return 127, str(missing)
    return done.returncode, done.stdout
