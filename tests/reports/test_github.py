"""Workflow commands, read back as GitHub's runner reads them."""

from __future__ import annotations

import io
import re
from urllib.parse import unquote

import pytest

from build_tools.errors import Place, Text
from build_tools.reports import write_report
from tests.reports.conftest import finding, with_findings


def commands(proof, language="en"):
    """(command, properties, message) of each line that is one: the runner takes the first `::` after the properties
    as their end, commas as their separators.
    """
    write_report(proof, "github", stream := io.StringIO(), language)
    for line in stream.getvalue().splitlines():
        if found := re.fullmatch(r"::(\w+) (.*?)::(.*)", line):
            command, properties, message = found.groups()
            pairs = (pair.split("=", 1) for pair in properties.split(","))
            yield command, {key: unquote(value) for key, value in pairs}, unquote(message)


def test_each_finding_is_a_command_errors_first(proof):
    assert [command for command, _, _ in commands(proof)] == ["error", "error", "warning", "notice"]


def test_it_stands_at_the_line_of_the_source(proof):
    found = {properties["title"]: (properties, message) for _, properties, message in commands(proof)}
    assert found["test.lost"] == (
        {"file": "source/chapter.md", "line": "6", "title": "test.lost"},
        "dist/report.pdf page 1 (i): A paragraph is lost. → Build it again.",
    )


def test_without_a_line_the_pdf_is_named(proof):
    found = {properties["title"]: (properties, message) for _, properties, message in commands(proof)}
    assert found["test.ragged"][0] == {"file": "dist/report.pdf", "title": "test.ragged"}
    assert found["test.ragged"][1].startswith("page 2 (1), page 3 (2): A line is ragged.")


@pytest.mark.parametrize("said", ["50% done", "a::b", "x,line=9", "%0A", "甲市: 試験局"])
def test_marks_of_the_commands_are_escaped(clean, said):
    one = finding(what=Text(said, said), source=Place(f"source/{said}.md", 3), file="", spots=())
    ((command, properties, message),) = commands(with_findings(clean, (one,)))
    assert command == "error" and properties["file"] == f"source/{said}.md" and properties["line"] == "3"
    assert message == f"{said} → Build it again."


def test_the_last_line_is_the_summary(clean):
    write_report(clean, "github", stream := io.StringIO(), "en")
    assert stream.getvalue() == "Nothing found (2 PDFs, 6 pages, 3 rules).\n"
