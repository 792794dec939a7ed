"""The report as data, held to its own schema."""

from __future__ import annotations

import copy
import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import build_tools.reports
from build_tools.reports import write_report

SCHEMA = json.loads((Path(build_tools.reports.__file__).parent / "report.schema.json").read_text("utf-8"))


def report(proof, language="en"):
    write_report(proof, "json", stream := io.StringIO(), language)
    return json.loads(stream.getvalue())


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


def test_reports_are_valid(proof, clean):
    for each in (proof, clean):
        Draft202012Validator(SCHEMA).validate(report(each))


@pytest.mark.parametrize(
    "fault",
    [
        lambda it: it.update(version=2),
        lambda it: it.pop("bar"),
        lambda it: it.update(more=1),
        lambda it: it["findings"][0].update(severity="fatal"),
        lambda it: it["findings"][0]["what"].pop("ja"),
        lambda it: it["findings"][0].update(fingerprint="x"),
        lambda it: it["findings"][2]["spots"][0].update(page=-1),
        lambda it: it["findings"][2]["spots"][0]["boxes"][0].pop(),
        lambda it: it["findings"][2]["source"].update(line=0),
        lambda it: it["files"][0].pop("pages"),
        lambda it: it["rules"][1].pop("why"),
    ],
)
def test_the_schema_takes_nothing_else(proof, fault):
    good = report(proof)
    bad = copy.deepcopy(good)
    fault(bad)
    assert bad != good and not Draft202012Validator(SCHEMA).is_valid(bad)


def test_what_it_holds(proof):
    it = report(proof)
    assert it["counts"] == {"error": 2, "warning": 1, "note": 1} and it["rejected"] is True
    assert it["files"][1] == {"file": "dist/report.pdf", "document": "report", "pages": ["i", "1", "2"]}
    assert [rule["code"] for rule in it["rules"] if rule["looked"]] == ["test.lost", "test.ragged", "test.spelling"]
    found = {finding["code"]: finding for finding in it["findings"]}
    lost = found["test.lost"]
    assert lost["what"] == {"en": "A paragraph is lost.", "ja": "段落が紙面にありません。"}
    assert lost["source"] == {"path": "source/chapter.md", "line": 6}
    assert lost["spots"] == [{"page": 0, "label": "i", "boxes": [[50, 150, 350, 200]]}]
    assert "spots" not in found["inspection.damaged"] and "file" not in found["test.spelling"]


def test_the_language_makes_no_difference(proof):
    assert report(proof, "ja") == report(proof, "en")
