"""A reading without some of its texts, and the way back from places in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from build_tools.concordance.align import Hit
from build_tools.concordance.reading import Reading, solid
from build_tools.manuscript.model import Document

# What stands before a footnote's text, in an element of its own or not: its mark, 「※1」 or 「注1)」.
MARK = re.compile("[^\\w\\s]{0,2}[注註]?[0-9０-９a-zA-Z]{0,4}[^\\w\\s]{0,2}")


def gaps(spans: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """What lies between spans of a text, and before and behind them."""
    at = 0
    for start, end in [*sorted(spans), (length, length)]:
        if at < start:
            yield at, start
        at = max(at, end)


def heads_again(document: Document, reading: Reading) -> Iterator[Hit]:
    """Heads of tables where they are printed once more, since the table goes on over a page: in the midst of a cell, it
    may be.
    """
    for head, tables in Counter(_heads(document)).items():
        ends = reading.begins | {len(reading.text)}
        places = [at for at in _places(reading.text, head) if at in reading.begins and at + len(head) in ends]
        again = [at for at in places[1:] if reading.page(at) != reading.page(at - 1) and reading.is_in_cell(at - 1)]
        yield from (Hit(at, at + len(head)) for at in again[: len(places) - tables])


def _heads(document: Document) -> Iterator[str]:
    """The text of each table's head."""
    texts = {block.id: solid(block.text) for chapter in document.chapters for block in chapter.blocks}
    for table in (table for chapter in document.chapters for table in chapter.tables):
        head = "".join(texts[block] for row in table.head for cell in row for block in cell.blocks)
        if head:
            yield head


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


class Rest:
    """What is left of a reading when notes are cut out, with their marks, and other things: `text`, and where elements
    (`begins`) and runs (`parts`) begin in it.
    """

    def __init__(self, reading: Reading, notes: Sequence[Hit], others: Sequence[Hit] = ()) -> None:
        begins = sorted(reading.begins)
        cuts = [_whole(reading.text, note, begins) for note in notes] + [(each.start, each.end) for each in others]
        self._kept = [*gaps(cuts, len(reading.text))]
        self._ends, at = list[int](), 0
        for start, end in self._kept:
            at += end - start
            self._ends.append(at)
        self.text = "".join(reading.text[start:end] for start, end in self._kept)
        self.begins = [*self._inside(begins)]
        self.parts = [*self._inside(sorted(reading.parts))]

    def _inside(self, places: Sequence[int]) -> Iterator[int]:
        """Places of the reading that are left, as places of the rest."""
        at = 0
        for start, end in self._kept:
            yield from (place - start + at for place in places[bisect_left(places, start) : bisect_left(places, end)])
            at += end - start

    def spans(self, hit: Hit) -> tuple[tuple[int, int], ...]:
        """A place of the rest in the reading: in more than one piece where something was cut out of it."""
        return tuple(self._back(hit.start, hit.end))

    def _back(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        index = bisect_right(self._ends, start)
        while index < len(self._kept) and start < end:
            behind = self._kept[index][1] - self._ends[index]
            stop = min(end, self._ends[index])
            yield start + behind, stop + behind
            start, index = stop, index + 1


def _whole(text: str, cut: Hit, begins: Sequence[int]) -> tuple[int, int]:
    """A text with the mark before it."""
    at = bisect_right(begins, cut.start)
    marked = (place for place in begins[max(0, at - 2) : at] if MARK.fullmatch(text, place, cut.start))
    return next(marked, cut.start), cut.end
