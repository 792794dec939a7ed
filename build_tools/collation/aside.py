"""What one text has and the other need not have: running heads and folios, covers, marks of lists and calls of notes,
numbers that a program counts, hyphens at the end of a line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from build_tools.checks.body import FOLIO
from build_tools.checks.furniture import COUNTER, SIGNS
from build_tools.checks.vocabulary import PAGE
from build_tools.collation.alignment import Edit
from build_tools.collation.approved import Approved, Line
from build_tools.collation.contents import LEADERS
from build_tools.collation.edits import carved
from build_tools.collation.printed import Built
from build_tools.collation.stream import BREAK, Stream

_CALL: Final = re.compile("[^\\w\\s]{0,2}[注註]?[0-9０-９a-zA-Z]{1,3}[^\\w\\s]{0,2}")
_DIGITS: Final = re.compile("[0-9０-９]+")
_LETTER: Final = re.compile("[A-Za-z]")
# A passage that falls into more pieces than this is told as a whole.
PIECES: Final = 3
# A line at the edge of so many pages, whatever its numbers, is a running head; a row of a table is shorter.
_OFTEN, _TITLE = 3, 5
_HYPHENS: Final = ("-", "\N{HYPHEN}")


@dataclass
class Aside:
    """Tells what is no difference; `counted` is how many numbers of headings the approved text does not have."""

    approved: Approved
    stream: Stream[Line]
    built: Built
    pages: bool = False
    counted: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        marks = (each.stream.text for each in self.built.layout)
        self._marks = {mark for mark in marks if COUNTER.fullmatch(mark)}
        lines = [*self._lines(0, len(self.stream.text))]
        edges = (self.stream.text[start:end] for start, end in lines if self.stream.owner(start).edge)
        self._often = Counter(_DIGITS.sub("", line) for line in edges)

    def rest(self, edit: Edit) -> list[Edit]:
        """What is left of an edit."""
        if self._is_hyphen(edit) or self._is_page(edit) or self._is_counted(edit):
            return []
        rests = [edit]
        for start, end in self._explained(edit):
            rests = [*rests[:-1], *carved(rests[-1], start, end)] if rests else []
        return rests if len(rests) <= PIECES else [edit]

    def _explained(self, edit: Edit) -> Iterator[tuple[int, int]]:
        """Stretches of the approved side that say nothing: all of it, or lines one by one."""
        if edit.one == edit.one_end:
            return
        if self._says_nothing(edit.one, edit.one_end, edit.other):
            yield edit.one, edit.one_end
            return
        for start, end in self._lines(edit.one, edit.one_end):
            if self._says_nothing(start, end, edit.other):
                yield start, end

    def _lines(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = start
        for low, high, _ in [*self.stream.held(start, end)]:
            if low > at and self.stream.begins_at(low):
                yield at, low
                at = low
            last = high
        if at < end:
            yield at, last

    def _says_nothing(self, start: int, end: int, place: int) -> bool:
        text = self.stream.text[start:end]
        return self._is_mark(text, place) or self._is_head(start, end) or self._is_around(text, place)

    def _is_mark(self, text: str, place: int) -> bool:
        """What the layout prints at the very place, or another sign of its kind; the call of a note.

        Where pages are read as they are drawn, marks may come together.
        """
        if not self.approved.rows and (set(text) <= SIGNS or text in self._marks):
            return True
        signs = self.built.places.get(place, ())
        if any(sign.role == "call" for sign in signs) and _CALL.fullmatch(text):
            return True
        printed = [each.stream.text for each in self.built.layout if any(each.unit is sign.unit for sign in signs)]
        if text in (*printed, "".join(printed)) or (printed and text in SIGNS and set(printed) & SIGNS):
            return True
        return any(
            self.built.furniture[sign.unit.document].vocabulary.makes(text) for sign in signs if sign.role != "call"
        )

    def _is_head(self, start: int, end: int) -> bool:
        """A running head or folio: at the edge of a page, made of titles and numbers, or there again and again."""
        whole = self.stream.begins_at(start) and self.stream.begins_at(end)
        if not whole or not all(line.edge for _, _, line in self.stream.held(start, end)):
            return False
        text, outer = self.stream.text[start:end], all(line.outer for _, _, line in self.stream.held(start, end))
        if FOLIO.fullmatch(text):
            return outer
        words = _DIGITS.sub("", text)
        if len(words) >= _TITLE and self._often[words] >= _OFTEN:
            return True
        return any(_is_made(furniture.heads.makes, text) for furniture in self.built.furniture.values())

    def _is_around(self, text: str, place: int) -> bool:
        """Covers, contents, lists, colophons: before a document's text or behind it."""
        if place not in self.built.borders or FOLIO.fullmatch(text):
            return False
        words = LEADERS.sub("", text)
        return any(
            furniture.vocabulary.makes(words) or _is_made(furniture.heads.makes, words)
            for furniture in self.built.furniture.values()
        )

    def _is_hyphen(self, edit: Edit) -> bool:
        """A word that is divided at the end of a line."""
        for text, joins, start, end in (
            (self.stream.signs, self.stream.joins, edit.one, edit.one_end),
            (self.built.stream.signs, self.built.stream.joins, edit.other, edit.other_end),
        ):
            if edit.size == 1 and text[start:end] in _HYPHENS and start > 0 and end < len(text):
                return joins[end] == BREAK and bool(_LETTER.match(text[start - 1]) and _LETTER.match(text[end]))
        return False

    def _is_page(self, edit: Edit) -> bool:
        """Another page number in a reference, if the edition says that this is none."""
        printed = self.built.stream.held(edit.other, edit.other_end)
        return (
            self.pages
            and edit.other < edit.other_end
            and all(sign.role == "page" for _, _, sign in printed)
            and all(PAGE.fullmatch(text) for text in (self.stream.text[edit.one : edit.one_end],) if text)
        )

    def _is_counted(self, edit: Edit) -> bool:
        """The number of a heading that the program counts which wrote the approved text."""
        roles = {sign.role for _, _, sign in self.built.stream.held(edit.other, edit.other_end)}
        is_counted = self.approved.counts and edit.one == edit.one_end and roles == {"number"}
        self.counted += is_counted
        return is_counted


def _is_made(makes: object, text: str) -> bool:
    """Whether a text is made of titles, with the number of a page before, between or behind them."""
    assert callable(makes)
    around = [(text, ""), *((text[: found.start()], text[found.end() :]) for found in PAGE.finditer(text))]
    return any(makes(left) and makes(right) for left, right in around)
