"""Faults of readings above the text: lost, another one, off their bases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from build_tools.concordance.reading import Reading
from build_tools.inspection import inspect
from tests.checks.contents import Place, each_marked, shifted, written
from tests.checks.injection import Good, Injected


def _above(edition: Good, reading: str) -> list[Place]:
    """The marked content of a reading."""
    found = Reading(inspect(edition.dist / "specimen.pdf", trusted=True)).above
    above = next(each for each in found if each.reading == reading)
    return [Place(above.page, run.mcid) for run in above.runs if run.mcid is not None]


def _change(edition: Good, reading: str, change: Any) -> None:
    found = _above(edition, reading)
    edition.spoil("specimen", lambda pdf: each_marked(pdf, found, change))


def _readings(data: Any) -> Iterator[dict[str, Any]]:
    chapters = data["documents"][0]["chapters"]
    return (each for chapter in chapters for block in chapter["blocks"] for each in block.get("readings", ()))


def _another(edition: Good) -> None:
    def change(data: Any) -> None:
        next(each for each in _readings(data) if each["base"] == "組版").update(reading="くみばん")

    edition.spoil_manuscript(change)


INJECTED = [
    Injected(
        "a reading that is lost",
        lambda edition: _change(edition, "あたま", written(lambda glyphs: [])),
        {"text.reading"},
        "specimen",
    ),
    Injected("another reading than the manuscript's", _another, {"text.reading"}, "specimen"),
    Injected(
        "a reading beside its base",
        lambda edition: _change(edition, "あたま", shifted(12, 0)),
        {"text.reading"},
        "specimen",
    ),
    Injected(
        "a reading below its base",
        lambda edition: _change(edition, "あたま", shifted(0, -18)),
        {"text.reading"},
        "specimen",
    ),
]
