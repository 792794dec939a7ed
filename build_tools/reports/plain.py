"""Text that any report can hold: what a file under examination says may be made to harm its reader."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from build_tools.errors import Place, Text
from build_tools.findings import Examined, Finding, Proof, Spot

# Controls (escape sequences of terminals among them), halves of surrogate pairs, what turns the direction of text
# around, and what is no character: XML holds none of them, and UTF-8 not all.
_UNFIT: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Text on one line; a character that is not fit to be shown stands there by its number: [U+001B]."""
    return _UNFIT.sub(_named, text)


def _named(match: re.Match[str]) -> str:
    character = match.group()
    return " " if character in "\t\n\r\u2028\u2029" else f"[U+{ord(character):04X}]"


def plainly(proof: Proof) -> Proof:
    """A proof all of whose words are plain; paths by which files are opened stay as they are."""
    return replace(
        proof,
        examined=tuple(_examined(file) for file in proof.examined),
        findings=tuple(_finding(finding) for finding in proof.findings),
        rules=tuple(map(plain, proof.rules)),
    )


def _examined(file: Examined) -> Examined:
    sheets = tuple(replace(sheet, label=plain(sheet.label)) for sheet in file.sheets)
    return replace(file, file=plain(file.file), document=plain(file.document), sheets=sheets)


def _finding(finding: Finding) -> Finding:
    return replace(
        finding,
        code=plain(finding.code),
        what=_text(finding.what),
        mend=_text(finding.mend),
        file=plain(finding.file),
        source=_place(finding.source),
        spots=tuple(_spot(spot) for spot in finding.spots),
    )


def _text(text: Text) -> Text:
    return Text(plain(text.en), plain(text.ja))


def _spot(spot: Spot) -> Spot:
    return replace(spot, label=plain(spot.label))


def _place(place: Place | None) -> Place | None:
    if place is None:
        return None
    return Place(plain(place.path), place.line, None if place.key is None else plain(place.key))
