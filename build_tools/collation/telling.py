"""Differences as they are told: with what stands around them, and where they stand in both texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from build_tools.collation.alignment import Edit
from build_tools.collation.approved import Line
from build_tools.collation.model import (
    ApprovedPlace,
    Difference,
    Excerpt,
    Kind,
    PrintedPlace,
    PrintedSection,
    Source,
)
from build_tools.collation.notes import Settled
from build_tools.collation.printed import Built, PrintedStream, Sign
from build_tools.collation.stream import Stream

# How many signs are shown on either side.
AROUND: Final = 14
# From this length on, a text that stands elsewhere as well was doubled, or left out once: not by chance.
_DOUBLED: Final = 8


@dataclass(frozen=True)
class Told:
    """A difference with what it is sorted by: document, page, place."""

    at: tuple[int, int, int]
    difference: Difference


def by_place(told: Told) -> tuple[int, int, int]:
    """The order of print."""
    return told.at


class Telling:
    """Tells edits between an approved text and what was printed."""

    def __init__(self, stream: Stream[Line], built: Built) -> None:
        self.stream, self.built = stream, built
        self._order = {name: number for number, name in enumerate(built.furniture)}

    def running(self, edit: Edit) -> Told:
        """A difference of running text."""
        return self._told(edit, self.built.stream, again=self._is_again(edit))

    def moved(self, passage: Edit) -> Told:
        """A passage that stands elsewhere; in what it differs, is told as of any other."""
        return self._told(passage, self.built.stream, "moved")

    def apart(self, settled: Settled) -> Iterator[Told]:
        """What differs in a text that stands apart: all of it, if the approved text has none."""
        stream, note = settled.apart.stream, settled.apart.unit.block is not None
        if settled.start is None:
            end = len(self.stream.signs)
            yield self._told(Edit(end, end, 0, len(stream.signs)), stream, note=note)
        for edit in settled.edits:
            yield self._told(edit, stream, note=note)

    def space(self, at: int, there: int) -> Told:
        """A space between two words that one of the texts has."""
        edit = Edit(at, at, there, there)
        approved, printed = self._excerpt(self.stream, at, at), self._excerpt(self.built.stream, there, there)
        told = self._told(edit, self.built.stream, "spacing")
        here = {"text": " " if self.stream.joins[at] else ""}
        other = {"text": " " if self.built.stream.joins[there] else ""}
        excerpts = {"approved": approved.model_copy(update=here), "printed": printed.model_copy(update=other)}
        return Told(told.at, told.difference.model_copy(update=excerpts))

    def _told(
        self, edit: Edit, printed: PrintedStream, kind: Kind | None = None, *, again: bool = False, note: bool = False
    ) -> Told:
        sign = printed.owner(self._beside(edit, printed))
        units = {part.unit for _, _, part in printed.held(edit.other, edit.other_end)}
        difference = Difference(
            kind=kind or _kind(edit),
            approved=self._excerpt(self.stream, edit.one, edit.one_end),
            printed=self._excerpt(printed, edit.other, edit.other_end),
            approved_at=self._approved_at(edit),
            printed_at=_printed_at(sign),
            blocks=max(1, len(units)),
            again=again,
            note=note,
        )
        return Told((self._order[sign.unit.document], sign.page, edit.other), difference)

    def _excerpt(self, stream: Stream[Any], start: int, end: int) -> Excerpt:
        return Excerpt(
            before=stream.shown(start - AROUND, start),
            text=stream.shown(start, end),
            after=stream.shown(end, end + AROUND),
        )

    def _approved_at(self, edit: Edit) -> ApprovedPlace:
        """For what was added, the place behind which it was."""
        line = self.stream.owner(max(0, edit.one if edit.one < edit.one_end else edit.one - 1))
        return ApprovedPlace(line=line.number, page=line.page)

    def _beside(self, edit: Edit, printed: PrintedStream) -> int:
        """The printed sign that tells the place: of what is missing the one before it, unless that is of another text
        and the approved one goes on with the next on the same line.
        """
        place, last = edit.other, len(printed.signs) - 1
        if edit.other < edit.other_end or place == 0:
            return min(place, last)
        if place > last or printed.owner(place).unit is printed.owner(place - 1).unit:
            return place - 1
        goes_on = edit.one_end < len(self.stream.signs) and not self.stream.begins_at(edit.one_end)
        return place if goes_on and self.stream.begins_at(edit.one) else place - 1

    def _is_again(self, edit: Edit) -> bool:
        """Whether what was added, or is missing, stands elsewhere too."""
        text = self.built.stream.text if edit.one == edit.one_end else self.stream.text
        start, end = (edit.other, edit.other_end) if edit.one == edit.one_end else (edit.one, edit.one_end)
        if (edit.one < edit.one_end and edit.other < edit.other_end) or end - start < _DOUBLED:
            return False
        return text.find(text[start:end]) < start or text.find(text[start:end], start + 1) >= 0


def _kind(edit: Edit) -> Kind:
    if edit.one == edit.one_end:
        return "added"
    return "missing" if edit.other == edit.other_end else "altered"


def _printed_at(sign: Sign) -> PrintedPlace:
    unit = sign.unit
    block, section, source = unit.block, unit.section, unit.near
    return PrintedPlace(
        document=unit.document,
        file=unit.file,
        page=unit.concordance.label(sign.page),
        sheet=sign.page + 1,
        section=section and PrintedSection(id=section.id, title=section.title, number=section.number),
        block=block.id if block else "",
        source=source and Source(file=source.place.file, line=source.place.line),
    )
