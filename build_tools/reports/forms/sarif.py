"""SARIF 2.1.0, the format of OASIS for results of analyses: a result points at the line of the Markdown source.

Paths below the current folder are relative to %SRCROOT%. The page is in the message, in `relatedLocations` and
among the properties.
"""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import Any, Final, TextIO
from urllib.parse import quote

from build_tools.errors import Language, Place
from build_tools.findings import Finding, Proof, Spot
from build_tools.reports.fingerprints import fingerprints
from build_tools.reports.form import TextForm
from build_tools.reports.rules import codes, known
from build_tools.reports.words import SEVERITIES, looked, where

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT: Final = "%SRCROOT%"
Plain = dict[str, Any]


def _write(proof: Proof, language: Language, stream: TextIO) -> None:
    json.dump(
        {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(proof, language)]}, stream, ensure_ascii=False, indent=1
    )
    stream.write("\n")


def _run(proof: Proof, language: Language) -> Plain:
    order = codes(proof)
    driver = {"name": "Kanko", **_version(), "language": language, "rules": [_rule(code, language) for code in order]}
    names = fingerprints(proof.findings)
    return {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which the check was started."}}},
        "artifacts": [{"location": _artifact(file.file), "roles": ["analysisTarget"]} for file in proof.examined],
        "results": [
            _result(finding, name, order.index(finding.code), language)
            for finding, name in zip(proof.findings, names, strict=True)
        ],
        "properties": {"bar": proof.bar.word, "rejected": proof.rejected, "looked": looked(proof).say(language)},
    }


def _version() -> Plain:
    try:
        return {"version": version("kanko")}
    except PackageNotFoundError:
        return {}


def _rule(code: str, language: Language) -> Plain:
    rule = known(code)
    if rule is None:
        return {"id": code}
    finds, why, mend = (text.say(language) for text in (rule.finds, rule.why, rule.mend))
    source = str(rule.source)
    return {
        "id": code,
        "shortDescription": {"text": finds},
        "fullDescription": {"text": why},
        "help": {"text": f"{why}\n\n{mend}\n\n{source}", "markdown": f"{why}\n\n**{mend}**\n\n{source}"},
        "defaultConfiguration": {"level": rule.severity.word},
        "properties": {"tags": [rule.about], "source": source},
    }


def _result(finding: Finding, name: str, index: int, language: Language) -> Plain:
    result: Plain = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity.word,
        "message": {"text": _message(finding, language)},
        "partialFingerprints": {"kankoFinding/v1": name},
        "properties": _properties(finding, language),
    }
    if finding.source or finding.file:
        result["locations"] = [_location(finding.source or Place(finding.file))]
    if finding.source and finding.file:
        label = " ".join(filter(None, (finding.file, where(finding, language))))
        result["relatedLocations"] = [{**_location(Place(finding.file)), "id": 1, "message": {"text": label}}]
    return result


def _message(finding: Finding, language: Language) -> str:
    """Brackets and backslashes are escaped: messages may hold links."""
    pages = where(finding, language)
    said = f"{pages}: " * bool(pages) + f"{finding.what.say(language)} → {finding.mend.say(language)}"
    return "".join(f"\\{sign}" if sign in "\\[]" else sign for sign in said)


def _properties(finding: Finding, language: Language) -> Plain:
    properties: Plain = {"severity": SEVERITIES[finding.severity].say(language)}
    if finding.file:
        properties["file"] = finding.file
    if finding.source and finding.source.key:
        properties["key"] = finding.source.key
    if finding.page is not None:
        spots = [_spot(spot, spot.page) for spot in finding.spots if spot.page is not None]
        properties |= {"page": spots[0]["page"], "label": spots[0]["label"], "spots": spots}
    return properties


def _spot(spot: Spot, page: int) -> Plain:
    """Pages are counted from 1 here, as in the messages beside it."""
    boxes = [[round(edge, 3) for edge in box] for box in spot.boxes]
    return {"page": page + 1, "label": spot.label, "boxes": boxes}


def _location(place: Place) -> Plain:
    region = {} if place.line is None else {"region": {"startLine": place.line}}
    return {"physicalLocation": {"artifactLocation": _artifact(place.path), **region}}


def _artifact(path: str) -> Plain:
    if PurePath(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(PurePath(path).as_posix()), "uriBaseId": ROOT}


FORM: Final = TextForm(_write)
