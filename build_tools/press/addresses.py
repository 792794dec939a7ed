"""Places in the other documents of the set: how anchors name them, and the addresses to which links lead.

A link from one PDF to a place in another is a URI action to `./report.pdf#nameddest=NAME` (ISO 32000-1, 12.6.4.7).
Chromium's viewer does not follow a GoToR action, takes what starts without `./` for a host when there are two dots in
it, and finds a destination by the bytes after `nameddest=`: so the names of destinations are ASCII.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

_ELSEWHERE: Final = "//"


def elsewhere(document: str, anchor: str) -> str:
    """The anchor of a place as another document than its own names it: `//report/purpose:aim`."""
    return f"{_ELSEWHERE}{document}/{anchor}"


def document_of(anchor: str) -> str:
    """The id of the document that an anchor names; of a place in the document itself, the empty string."""
    return anchor.removeprefix(_ELSEWHERE).partition("/")[0] if anchor.startswith(_ELSEWHERE) else ""


def place_of(anchor: str) -> tuple[str, str]:
    """The id of the document that an anchor names ("": that of the place that names it), and the anchor in it."""
    document = document_of(anchor)
    return document, anchor.removeprefix(elsewhere(document, "")) if document else anchor


def destination(anchor: str) -> str:
    """The name of a place's destination in its PDF: its anchor with `~E7` for what an address can't hold as it is.

    Not `%E7`, which some viewers decode once and others not at all.
    """
    _document, place = place_of(anchor)
    return quote(place, safe="/:").replace("~", "%7E").replace("%", "~")


def file_address(base: str, document: str) -> str:
    """The address of a document's PDF: below `base`, or beside the other PDFs of the set where `base` is empty."""
    return f"{base or './'}{document}.pdf"


def place_address(file: str, anchor: str) -> str:
    """The address of a place in a PDF."""
    return f"{file}#nameddest={destination(anchor)}"
