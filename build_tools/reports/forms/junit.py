"""JUnit XML, as Jenkins, GitLab and others take it: a suite a file, a test case a rule.

Written in the dialect of Ant's task, the narrowest: what is valid there is taken everywhere. A case fails by findings
at or above the bar; findings below it are told in the suite's output. The time of the report is that of
SOURCE_DATE_EPOCH where it is set.
"""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Final, TextIO

from build_tools.errors import Language
from build_tools.findings import Finding, Proof
from build_tools.reports.form import TextForm
from build_tools.reports.rules import codes, known
from build_tools.reports.words import SOURCE, where

_OF_THE_SET: Final = ("source", "set")


@dataclass(frozen=True)
class _Suite:
    """A file that was looked at ("": the source), the rules that looked at it, and what they found."""

    file: str
    rules: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        return self.file or SOURCE.en.lower()

    @property
    def of_class(self) -> str:
        """What stands before the last dot is a package for those who read this: so there is one dot."""
        return f"kanko.{PurePath(self.name).with_suffix('').as_posix().replace('.', '-')}"


def _write(proof: Proof, language: Language, stream: TextIO) -> None:
    root = ET.Element("testsuites")
    for number, suite in enumerate(_suites(proof)):
        root.append(_element(suite, number, proof, language))
    ET.indent(root)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n")


def _suites(proof: Proof) -> Iterator[_Suite]:
    """The source and the set as a whole, the files that were looked at, and others that are spoken of."""
    files = dict.fromkeys(("", *(file.file for file in proof.examined)))
    files |= dict.fromkeys(finding.file for finding in proof.findings)
    for file in files:
        found = tuple(finding for finding in proof.findings if finding.file == file)
        looked = {finding.code for finding in found}
        suite = _Suite(
            file, tuple(code for code in codes(proof) if code in looked or _looks_at(code, file, proof)), found
        )
        if suite.rules:
            yield suite


def _looks_at(code: str, file: str, proof: Proof) -> bool:
    """Whether a rule looked at a file."""
    rule = known(code)
    of_the_set = rule is not None and rule.about in _OF_THE_SET
    examined = any(one.file == file for one in proof.examined)
    return code in proof.rules and (not file if of_the_set else examined)


def _element(suite: _Suite, number: int, proof: Proof, language: Language) -> ET.Element:
    against = [finding for finding in suite.findings if finding.severity >= proof.bar]
    failed = {finding.code for finding in against}
    counts = {"tests": len(suite.rules), "failures": len(failed), "errors": 0, "time": 0}
    attributes = {"name": suite.name, "package": "kanko", "id": str(number), "hostname": "localhost"}
    attributes |= {"timestamp": _now(), **{key: str(count) for key, count in counts.items()}}
    element = ET.Element("testsuite", attributes)
    ET.SubElement(ET.SubElement(element, "properties"), "property", name="bar", value=proof.bar.word)
    for code in suite.rules:
        _case(element, suite, code, [finding for finding in against if finding.code == code], language)
    below = (finding for finding in suite.findings if finding.severity < proof.bar)
    ET.SubElement(element, "system-out").text = _told(below, language)
    ET.SubElement(element, "system-err")
    return element


def _case(element: ET.Element, suite: _Suite, code: str, findings: Sequence[Finding], language: Language) -> None:
    case = ET.SubElement(element, "testcase", name=code, classname=suite.of_class, time="0")
    if findings:
        failure = ET.SubElement(case, "failure", type=code, message=findings[0].what.say(language))
        failure.text = _told(findings, language)


def _told(findings: Iterable[Finding], language: Language) -> str:
    return "\n".join(_line(finding, language) for finding in findings)


def _line(finding: Finding, language: Language) -> str:
    places = filter(None, (str(finding.source or ""), finding.file, where(finding, language)))
    said = f"{finding.what.say(language)} → {finding.mend.say(language)}"
    return f"{': '.join((' '.join(places), said))} [{finding.severity.word} {finding.code}]"


def _now() -> str:
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(fixed), UTC) if fixed.isdigit() else datetime.now(UTC)
    return now.strftime("%Y-%m-%dT%H:%M:%S")


FORM: Final = TextForm(_write)
