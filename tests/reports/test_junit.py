"""JUnit XML, held to the narrowest dialect in use (data/junit.xsd)."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from build_tools.findings import Severity
from build_tools.reports import write_report
from tests.reports.conftest import finding, with_findings

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "data/junit.xsd"))


def report(proof, language="en"):
    write_report(proof, "junit", stream := io.StringIO(), language)
    return etree.fromstring(stream.getvalue().encode())


def cases(proof):
    """Which rules passed and failed, by suite."""
    return {
        suite.get("name"): {case.get("name"): case.find("failure") is None for case in suite.iter("testcase")}
        for suite in report(proof)
    }


def test_reports_are_valid(proof, clean):
    for each in (proof, clean, replace(clean, examined=(), rules=())):
        SCHEMA.assertValid(report(each))


@pytest.mark.parametrize(
    "fault",
    [
        lambda root: root[0].attrib.pop("tests"),
        lambda root: root[0].set("timestamp", "yesterday"),
        lambda root: root[0].set("more", "1"),
        lambda root: root[0].find("testcase").attrib.pop("classname"),
        lambda root: root.find(".//failure").attrib.pop("type"),
        lambda root: root[0].append(etree.Element("testcase", name="a", classname="b", time="0")),
        lambda root: root[1].set("id", root[0].get("id")),
    ],
)
def test_the_schema_takes_nothing_else(proof, fault):
    root = report(proof)
    fault(root)
    assert not SCHEMA.validate(root)


def test_a_case_is_a_rule_on_a_file_passes_too(proof):
    assert cases(proof) == {
        "source": {"test.spelling": True},  # found, below the bar
        "dist/release.pdf": {"test.lost": True, "test.ragged": True},
        "dist/report.pdf": {"inspection.damaged": False, "test.lost": False, "test.ragged": True},
    }


def test_the_bar_decides(proof):
    assert cases(replace(proof, bar=Severity.NOTE))["source"] == {"test.spelling": False}
    assert cases(replace(proof, bar=Severity.WARNING))["dist/report.pdf"]["test.ragged"] is False


def test_the_counts_are_those_of_the_cases(proof):
    for suite in report(proof):
        failures = [case for case in suite.iter("testcase") if case.find("failure") is not None]
        assert (int(suite.get("tests")), int(suite.get("failures"))) == (
            len(list(suite.iter("testcase"))),
            len(failures),
        )


def test_a_failure_tells_all_findings_of_its_rule(clean):
    two = (finding(), finding(spots=()))
    (failure,) = report(with_findings(clean, two)).iter("failure")
    assert failure.get("message") == "A paragraph is lost."
    assert failure.text.splitlines() == [
        "source/chapter.md:6 dist/report.pdf: A paragraph is lost. → Build it again. [error test.lost]",
        "source/chapter.md:6 dist/report.pdf page 1 (i): A paragraph is lost. → Build it again. [error test.lost]",
    ]


def test_what_is_below_the_bar_is_told(proof):
    suite = report(proof, "ja")[0]
    assert suite.findtext("system-out") == (
        "source/chapter.md:7: 「取組み」の表記が揺れています。 → 組み直してください。 [note test.spelling]"
    )


def test_a_file_that_was_not_looked_at_has_what_was_found_of_it(clean):
    missing = finding("set.missing", file="dist/annex.pdf", source=None, spots=())
    assert cases(with_findings(clean, (missing,)))["dist/annex.pdf"] == {"set.missing": False}


def test_the_time_can_be_fixed(clean, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1648684800")
    assert {suite.get("timestamp") for suite in report(clean)} == {"2022-03-31T00:00:00"}
