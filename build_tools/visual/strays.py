"""What was edited in text that no block of a manuscript holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from build_tools.comparison.aligning import aligned
from build_tools.comparison.model import BlockKindOfChange, Run
from build_tools.comparison.resemblance import likeness
from build_tools.comparison.runs import plain, runs
from build_tools.visual.holders import Holders, Span, Unit, changed_spans, placed

# How much of what stayed is shown before a number.
_BEFORE = 12
_DIGITS = re.compile("[0-9０-９]+|[ivxlcdm]+")


# A unit and its name.
Named = tuple[str, Unit]


def paired_units(old: Holders, new: Holders) -> list[tuple[Named | None, Named | None, bool]]:
    """The units of both sides side by side, in the order of the new one, and whether they stand in another order."""
    found = aligned([*old.units.items()], [*new.units.items()], lambda named: named[1].text, _alike)
    return [(pair.old, pair.new, pair.moved) for pair in found]


def _alike(old: Named, new: Named, least: float) -> float:
    return likeness(old[1].text, new[1].text, least)


def became(old: Unit | None, new: Unit | None, moved: bool) -> BlockKindOfChange:
    """What became of a unit that is not the same."""
    if old is None:
        return "new"
    return "deleted" if new is None else "edited" if old.text != new.text else "moved" if moved else "renumbered"


def differing(old: Unit | None, new: Unit | None) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where two units differ, in either reading; what only moved, as a whole."""
    texts = old.text if old else "", new.text if new else ""
    if texts[0] == texts[1]:
        return old.spans if old else (), new.spans if new else ()
    parts = changed_spans(*texts)
    return placed(parts[0], old.spans if old else ()), placed(parts[1], new.spans if new else ())


def are_numbers(holders: Holders, old: Unit | None, new: Unit | None, spans: tuple[Span, ...]) -> bool:
    """Whether all that differs are numbers that the press sets: in links to a place of the file, or labels."""
    if all(_is_label(holders, span) for span in spans):
        return True
    if old is None or new is None or _DIGITS.sub("#", old.text) != _DIGITS.sub("#", new.text):
        return False
    return all(_is_in_link(holders, span) for span in spans)


def _is_label(holders: Holders, span: Span) -> bool:
    structure, element = holders.reading.structure, holders.reading.element(span[0])
    return structure is not None and element is not None and structure.elements[element].role == "Lbl"


def _is_in_link(holders: Holders, span: Span) -> bool:
    stretches = holders.reading.stretches(*span)
    middles = ((each.page, (each.box.left + each.box.right) / 2, each.baseline) for each in stretches)
    return all(_is_linked(holders, *middle) for middle in middles)


def _is_linked(holders: Holders, page: int, x: float, y: float) -> bool:
    return any(
        link.page == page and link.rectangle.holds(x, y) and any(action.kind == "GoTo" for action in link.actions)
        for link in holders.side.pdf.links
    )


def brief(all_runs: Sequence[Run]) -> Iterator[Run]:
    """Runs with little of what stayed before a change, and nothing of what stayed behind the last one."""
    for at, run in enumerate(all_runs):
        if run.kind != "same":
            yield run
        elif any(other.kind != "same" for other in all_runs[at + 1 :]):
            yield run.model_copy(update={"text": run.text[-_BEFORE:]})
    yield Run(kind="same", text="　")


def words(old: str, new: str) -> tuple[Run, ...]:
    """The runs from one text to another."""
    return runs(plain(old), plain(new))
