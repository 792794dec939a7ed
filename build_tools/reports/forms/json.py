"""All of a proof as data, for programs: its form is that of `report.schema.json`, both languages are in it.

The same proof makes the same bytes. Defaults (no page, no line, no key) are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, TextIO

from build_tools.errors import Language, Place, Text
from build_tools.findings import Examined, Finding, Proof, Severity, Spot
from build_tools.reports.fingerprints import fingerprints
from build_tools.reports.form import TextForm
from build_tools.reports.rules import codes, known

VERSION: Final = 1
Plain = dict[str, Any]


def _write(proof: Proof, language: Language, stream: TextIO) -> None:
    """The language makes no difference."""
    json.dump(_proof(proof), stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _proof(proof: Proof) -> Plain:
    names = fingerprints(proof.findings)
    return {
        "version": VERSION,
        "bar": proof.bar.word,
        "rejected": proof.rejected,
        "counts": {severity.word: proof.count(severity) for severity in sorted(Severity, reverse=True)},
        "files": [_file(file) for file in proof.examined],
        "rules": [_rule(code, looked=code in proof.rules) for code in codes(proof)],
        "findings": [_finding(finding, name) for finding, name in zip(proof.findings, names, strict=True)],
    }


def _file(file: Examined) -> Plain:
    return _present(file=file.file, document=file.document) | {"pages": [sheet.label for sheet in file.sheets]}


def _rule(code: str, *, looked: bool) -> Plain:
    said: Plain = {"code": code, "looked": looked}
    if rule := known(code):
        said |= {"severity": rule.severity.word, "source": str(rule.source)}
        said |= {"finds": _text(rule.finds), "why": _text(rule.why), "mend": _text(rule.mend)}
    return said


def _finding(finding: Finding, name: str) -> Plain:
    return {
        "code": finding.code,
        "severity": finding.severity.word,
        "what": _text(finding.what),
        "mend": _text(finding.mend),
        **_present(file=finding.file, source=_place(finding.source), spots=_spots(finding.spots)),
        "fingerprint": name,
    }


def _spots(spots: Iterable[Spot]) -> list[Plain]:
    return [
        _present(page=spot.page, label=spot.label, boxes=[[round(edge, 3) for edge in box] for box in spot.boxes])
        for spot in spots
        if spot.page is not None
    ]


def _place(place: Place | None) -> Plain | None:
    return None if place is None else _present(path=place.path, line=place.line, key=place.key)


def _text(text: Text) -> Mapping[str, str]:
    return {"en": text.en, "ja": text.ja}


def _present(**entries: Any) -> Plain:
    return {key: value for key, value in entries.items() if value not in (None, "", [])}


FORM: Final = TextForm(_write)
