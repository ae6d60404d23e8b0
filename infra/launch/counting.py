"""What a check came to: passed, failed and skipped, read from the reports the tools write."""

import json
import xml.etree.ElementTree as Xml
from dataclasses import dataclass
from pathlib import Path

NO_TESTS_COLLECTED = 5  # pytest's exit status


@dataclass(frozen=True)
class Count:
    """How many checks passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        line = f"{self.passed} passed, {self.failed} failed"
        return f"{line}, {self.skipped} skipped" if self.skipped else line


def of_tool(status: int) -> Count:
    """One check for a tool that says yes or no by its exit status."""
    return Count(failed=1) if status else Count(passed=1)


def of_pytest(status: int, report: Path) -> Count:
    """The tests in a JUnit report. A run that broke without a failing test counts as one failure."""
    if status == NO_TESTS_COLLECTED:
        return Count()
    if not report.exists():
        return Count(failed=1)
    suites = Xml.parse(report).getroot().iter("testsuite")  # noqa: S314 - written by pytest a moment ago
    total = Count()
    for suite in suites:
        tests, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        total += Count(tests - failed - skipped, failed, skipped)
    return total + Count(failed=1) if status and not total.failed else total


def of_vitest(status: int, report: Path) -> Count:
    """The tests in vitest's JSON report. A run that broke without a failing test counts as one failure."""
    if not report.exists():
        return Count(failed=1)
    told = json.loads(report.read_text())
    total = Count(told["numPassedTests"], told["numFailedTests"], told["numPendingTests"] + told.get("numTodoTests", 0))
    return total + Count(failed=1) if status and not total.failed else total
