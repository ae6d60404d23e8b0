"""The repository keeps its secrets of place: no registry's address, no path of a machine, contracts in force."""

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = {
    ".py",
    ".ts",
    ".tsx",
    ".md",
    ".toml",
    ".json",
    ".yml",
    ".yaml",
    ".lock",
    ".txt",
    ".css",
    ".html",
    ".js",
    ".sh",
    "",
}
# Written in pieces, so that this file does not find itself.
REGISTRIES = [
    "py" + r"pi\.org",
    "python" + r"hosted\.org",
    "npm" + r"js\.(org|com)",
    "deb" + r"ian\.org/debian",
    "yarn" + r"pkg\.com",
]
MACHINE = [r"(?<![\w.~-])/" + "work/", r"/" + r"root/\.", r"/" + r"opt/(pypi|wheels)", r"/" + r"home/\w+/"]


def read(path: Path) -> str:
    return path.read_text(errors="replace") if path.suffix in TEXT else ""


def found(kept: list[Path], patterns: list[str]) -> list[str]:
    wanted = re.compile("|".join(patterns))
    return [
        f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}"
        for path in kept
        for number, line in enumerate(read(path).splitlines(), 1)
        if wanted.search(line)
    ]


def test_no_file_names_a_registry(kept: list[Path]) -> None:
    assert not found(kept, REGISTRIES)


def test_no_file_names_a_path_of_one_machine(kept: list[Path]) -> None:
    assert not found(kept, MACHINE)


def test_nothing_that_is_made_is_kept(kept: list[Path]) -> None:
    made = {".venv", "node_modules", "dist", ".studio", "__pycache__"}
    assert not [str(path) for path in kept if made.intersection(path.relative_to(ROOT).parts)]


def test_the_import_contracts_are_all_there() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    numbers = {contract["name"].split()[0] for contract in contracts}
    assert {"1.", "2.", "3.", "4.", "5.", "6a.", "6b.", "7.", "8.", "9."} <= numbers
    layered = [contract for contract in contracts if contract["type"] == "layers" and "containers" in contract]
    assert layered
    assert all(contract["exhaustive"] for contract in layered)


def test_every_app_stands_in_the_contract_about_apps() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    inside = next(contract for contract in contracts if contract["name"].startswith("5."))
    apps = {path.parent.name for path in (ROOT / "backend" / "studio").glob("*/apps.py")} - {"api"}
    assert apps == {container.removeprefix("studio.") for container in inside["containers"]}


def test_the_locks_hold_every_dependency_by_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-test.lock": [*project["project"]["dependencies"], *project["dependency-groups"]["test"]],
    }
    for name, asked in wanted.items():
        lock = (ROOT / name).read_text()
        assert "\ntorch==" not in lock, f"torch is locked apart from {name}"
        pins = dict(_pins(ROOT / name)) | dict(_pins(ROOT / "requirements-cpu.lock"))
        for requirement in asked:
            package, rest = re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?(.*)", requirement).groups()  # type: ignore[union-attr]
            pin = pins.get(re.sub(r"[._-]+", "-", package).lower())
            assert pin, f"{package} is not in {name}: run `.venv/bin/python infra/locks.py`"
            if rest.startswith("=="):
                assert pin == rest[2:], f"{package} is {pin} in {name}: run `.venv/bin/python infra/locks.py`"
        assert lock.count("--hash=sha256:") >= len(pins)


def test_torch_is_the_same_for_processor_and_gpu() -> None:
    cpu, cuda = (dict(_pins(ROOT / f"requirements-{kind}.lock")) for kind in ("cpu", "cuda"))
    assert cpu == {"torch": cuda["torch"]}
    assert {"nvidia-cublas", "triton"} <= cuda.keys()


def _pins(lock: Path) -> list[tuple[str, str]]:
    return re.findall(r"^([a-z0-9._-]+)==(\S+)", lock.read_text(), re.MULTILINE)


def test_the_web_process_imports_no_pixel_library() -> None:
    heavy = ("torch", "diffusers", "transformers", "cv2", "onnxruntime", "ai_edge_litert")
    program = f"import sys, config.asgi; print([name for name in {heavy} if name in sys.modules])"
    said = subprocess.run(
        [ROOT / ".venv" / "bin" / "python", "-c", program],
        env={"PYTHONPATH": str(ROOT / "backend"), "PATH": "/usr/bin:/bin", "STUDIO_SECRET_KEY": "architecture"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stdout.strip() == "[]", said.stderr[-2000:]
