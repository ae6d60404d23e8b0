"""No file longer than 400 lines, no function longer than 40, a sentence at the head of every module."""

import ast
from pathlib import Path

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
Function = ast.FunctionDef | ast.AsyncFunctionDef


def lines_of(function: Function) -> int:
    """Lines from `def` to the end, without the docstring: words that explain are never too many."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return total
    first = function.body[0]
    return total - ((first.end_lineno or first.lineno) - first.lineno + 1)


def test_no_file_is_longer_than_400_lines(kept: list[Path]) -> None:
    written = [path for path in kept if path.suffix in {".py", ".ts", ".tsx", ".css"} or path.name == "studio"]
    long = {
        str(path): count
        for path in written
        if "migrations" not in path.parts
        and ".gen." not in path.name
        and (count := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert written
    assert not long


def test_no_function_is_longer_than_40_lines(modules: dict[Path, ast.Module]) -> None:
    long = {
        f"{path}:{node.lineno} {node.name}": lines_of(node)
        for path, tree in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, Function) and lines_of(node) > LONGEST_FUNCTION
    }
    assert not long


def test_every_module_says_in_one_sentence_what_it_is(modules: dict[Path, ast.Module]) -> None:
    silent = [str(path) for path, tree in modules.items() if tree.body and not (ast.get_docstring(tree) or "").strip()]
    assert not silent
    unfinished = [
        str(path)
        for path, tree in modules.items()
        if tree.body and (ast.get_docstring(tree) or "").splitlines()[0].rstrip()[-1] not in ".:;?"
    ]
    assert not unfinished


def test_the_count_leaves_the_docstring_out() -> None:
    function = ast.parse('def f():\n    """One\n\n    two."""\n    return 1\n').body[0]
    assert isinstance(function, ast.FunctionDef)
    assert lines_of(function) == 2
