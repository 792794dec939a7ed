"""Workflow commands of GitHub Actions, which make annotations beside the changed lines of a pull request.

GitHub shows ten errors, ten warnings and ten notices a step, the first ones: errors stand first here. A finding without
a line of the source names the PDF.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final, TextIO

from build_tools.errors import Language
from build_tools.findings import Finding, Proof, Severity
from build_tools.reports.form import TextForm
from build_tools.reports.words import summary, where

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def _write(proof: Proof, language: Language, stream: TextIO) -> None:
    for finding in sorted(proof.findings, key=lambda finding: -finding.severity):
        stream.write(_command(finding, language) + "\n")
    stream.write(summary(proof).say(language) + "\n")


def _command(finding: Finding, language: Language) -> str:
    pages = where(finding, language)
    places = " ".join(filter(None, (finding.file, pages)))
    before = f"{places}: " if places and finding.source else f"{pages}: " if pages else ""
    message = f"{before}{finding.what.say(language)} → {finding.mend.say(language)}"
    properties = ",".join(f"{key}={_property(value)}" for key, value in _properties(finding).items())
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(message)}"


def _properties(finding: Finding) -> Mapping[str, str]:
    path = finding.source.path if finding.source else finding.file
    line = finding.source.line if finding.source else None
    known = {"file": PurePath(path).as_posix() if path else "", "line": str(line or ""), "title": finding.code}
    return {key: value for key, value in known.items() if value}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORM: Final = TextForm(_write)
