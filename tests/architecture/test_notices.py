"""Everything that is other people's work is named in NOTICE, and the containers copy what there is."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "backend" / "imaging" / "weights"
OURS = {"NOTICE", "README.md", "SHA256SUMS", "__init__.py"}


def test_every_weight_is_named_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text()
    files = {path.name for path in WEIGHTS.iterdir() if path.is_file()} - OURS
    assert len(files) >= 8
    assert not {name for name in files if name not in notice}


def test_every_licence_the_notice_points_at_is_there() -> None:
    named = set(re.findall(r"licences/([\w.-]+\.txt)", (ROOT / "NOTICE").read_text()))
    assert named
    assert named == {path.name for path in (WEIGHTS / "licences").iterdir()}
    assert (ROOT / "sample" / "LICENCE.txt").exists()
    assert "Apache License" in (ROOT / "LICENSE").read_text()


def test_the_container_copies_only_what_the_repository_has() -> None:
    lines = (ROOT / "infra" / "docker" / "Dockerfile").read_text().splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line]
    assert copied
    assert not [name for names in copied for name in names if not (ROOT / name).exists()]


def test_links_between_documents_lead_somewhere(kept: list[Path]) -> None:
    broken = [
        f"{page.relative_to(ROOT)} -> {link}"
        for page in kept
        if page.suffix == ".md"
        for link in re.findall(r"\]\(([^)#\s]+)\)", page.read_text())
        if ":" not in link and not (page.parent / link).exists()
    ]
    assert not broken
