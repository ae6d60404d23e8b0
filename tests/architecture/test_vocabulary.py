"""The words of docs/vocabulary.md hold in the names of modules, classes and functions."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "vocabulary.md").read_text()
# Words of the table that are also ordinary English words in a longer name: only the noun itself is wrong.
ONLY_ALONE = {"upload", "message", "output", "backend", "balance", "flag", "terms", "node", "reference", "body", "base"}
ONLY_ALONE |= {"person", "character"}
# What is not a hint to the browser is not an Event: two processes of a run exchange messages.
FINE = {"Message"}


def section(title: str) -> set[str]:
    """The comma list below a heading of the page."""
    text = PAGE.split(f"## {title}\n", 1)[1].split("##", 1)[0]
    return {word.strip() for word in text.split(",")}


def other_words() -> set[str]:
    """The column "Not" of the table."""
    rows = [line.strip("|\n ").split("|") for line in PAGE.splitlines() if line.startswith("| ")]
    return {word.strip() for row in rows[1:] if len(row) == 3 for word in row[2].split(",") if word.strip()}


def words_of(name: str) -> list[str]:
    """`SourcePhotoList` and `source_photo_list` are both source, photo, list."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def wrong(name: str, forbidden: set[str]) -> bool:
    if name in FINE:
        return False
    words = words_of(name)
    return bool(forbidden.difference(ONLY_ALONE).intersection(words)) or (len(words) == 1 and words[0] in forbidden)


def test_no_module_has_a_name_that_says_nothing(modules: dict[Path, ast.Module], typescript: list[Path]) -> None:
    forbidden = section("Never in a name") | section("Never the name of a module")
    paths = [*modules, *(path.relative_to(ROOT) for path in typescript)]
    assert not [str(path) for path in paths if any(wrong(part.split(".")[0], forbidden) for part in path.parts[1:])]


def test_no_class_or_function_has_a_name_that_says_nothing(modules: dict[Path, ast.Module]) -> None:
    forbidden = section("Never in a name")
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    assert not [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, kinds) and wrong(node.name, forbidden)
    ]


def test_no_type_in_the_dashboard_has_a_name_that_says_nothing(typescript: list[Path]) -> None:
    forbidden = section("Never in a name")
    declared = re.compile(r"\b(?:function|class|interface|type)\s+([A-Za-z]\w*)")
    assert not [
        f"{path.relative_to(ROOT)} {name}"
        for path in typescript
        for name in declared.findall(path.read_text())
        if wrong(name, forbidden)
    ]


def test_one_thing_has_one_word(modules: dict[Path, ast.Module]) -> None:
    """A class of the studio is called by the first column, never by the last."""
    forbidden = other_words()
    assert {"job", "task", "blob", "checkpoint"} <= forbidden
    assert not [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in modules.items()
        if path.parts[0] == "backend"
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and wrong(node.name, forbidden)
    ]


def test_the_words_of_a_name() -> None:
    assert words_of("SourcePhotoList") == words_of("source_photo_list") == ["source", "photo", "list"]
    assert words_of("XMPBlock") == ["xmp", "block"]
    assert wrong("PhotoManager", {"manager"})
    assert wrong("Upload", {"upload"})
    assert not wrong("accept_upload", {"upload"})
