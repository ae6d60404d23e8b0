"""The last line of ./studio test says what the tools' own reports say."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from launch.counting import Count, of_pytest, of_tool, of_vitest

TESTS = """\
import pytest
def test_good(): pass
@pytest.mark.parametrize("number", [1, 2])
def test_bad(number): assert number == 0
@pytest.fixture
def broken(): raise OSError
def test_without_its_fixture(broken): pass
@pytest.mark.skip
def test_left_out(): pass
"""


def pytest_report(folder: Path, source: str) -> tuple[int, Path]:
    """What a real pytest answers to these tests: its exit status and its report."""
    (folder / "test_made.py").write_text(source)
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-c", "/dev/null", f"--rootdir={folder}", f"--junitxml={report}"]
    done = subprocess.run([*command, "test_made.py"], cwd=folder, capture_output=True, check=False)
    return done.returncode, report


def test_pytest_is_counted_test_by_test_and_an_error_is_a_failure(tmp_path: Path) -> None:
    assert of_pytest(*pytest_report(tmp_path, TESTS)) == Count(passed=1, failed=3, skipped=1)


def test_a_file_that_cannot_be_imported_is_a_failure(tmp_path: Path) -> None:
    assert of_pytest(*pytest_report(tmp_path, "import nothing_of_this_name")) == Count(failed=1)


def test_no_test_at_all_is_neither_passed_nor_failed(tmp_path: Path) -> None:
    assert of_pytest(*pytest_report(tmp_path, "")) == Count()


def test_a_run_that_left_no_report_is_a_failure(tmp_path: Path) -> None:
    assert of_pytest(-9, tmp_path / "none.xml") == Count(failed=1)
    assert of_vitest(1, tmp_path / "none.json") == Count(failed=1)


@pytest.mark.parametrize(("status", "failed", "counted"), [(1, 2, 2), (1, 0, 1), (0, 0, 0)])
def test_vitest_is_counted_and_a_crash_after_green_tests_is_a_failure(
    tmp_path: Path, status: int, failed: int, counted: int
) -> None:
    report = tmp_path / "vitest.json"
    report.write_text(json.dumps({"numPassedTests": 5, "numFailedTests": failed, "numPendingTests": 1}))
    assert of_vitest(status, report) == Count(passed=5, failed=counted, skipped=1)


def test_a_tool_counts_once() -> None:
    assert of_tool(0) == Count(passed=1)
    assert of_tool(2) == Count(failed=1)


def test_the_last_line_names_the_skipped_only_when_there_are_some() -> None:
    assert str(Count(3, 1)) == "3 passed, 1 failed"
    assert str(Count(3, 0, 2) + Count(1)) == "4 passed, 0 failed, 2 skipped"
