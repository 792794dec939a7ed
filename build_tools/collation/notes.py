"""Footnotes, wherever the approved text has them: at the foot of pages, behind a chapter, or at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.fuzz import partial_ratio_alignment

from build_tools.collation.alignment import Edit, edits
from build_tools.collation.approved import Line
from build_tools.collation.edits import carved, replaced
from build_tools.collation.printed import Apart
from build_tools.collation.stream import Segment, Stream, outside
from build_tools.concordance.rest import MARK

# How much of a text must be there (in a hundred) for what differs from it to be taken for it.
ALIKE: Final = 60
ALIKE_LINES: Final = 80
# Texts up to this length are not guessed at: any two numbers are alike.
_SHORT: Final = 4


@dataclass(frozen=True)
class Settled:
    """A text that stands apart, where it begins in the approved text (None: nowhere), and in what it differs."""

    apart: Apart
    start: int | None
    edits: tuple[Edit, ...] = ()


def taken_out(
    notes: Sequence[Apart], segments: Sequence[Segment[Line]], stream: Stream[Line]
) -> tuple[list[Apart], tuple[Segment[Line], ...]]:
    """The footnotes that the approved text does not have as printed, on lines of their own, and what is left of it
    without the others: they stand in the midst of what runs on, and would be taken for a part of it.
    """
    left, missing, cuts = [Edit(0, len(stream.text), 0, 0)], list[Apart](), list[tuple[int, int]]()
    for each in sorted(notes, key=lambda each: -len(each.stream.text)):
        place = _place(each.stream.text, stream, left, marks=True)
        if place is None:
            missing.append(each)
        else:
            end = place + len(each.stream.text)
            cuts.append((_with_mark(stream, place), end))
            left = without(stream, left, place, end)
    return [each for each in notes if each in missing], outside(segments, stream, cuts)


def settle(
    apart: Sequence[Apart], stream: Stream[Line], left: list[Edit], *, lines: bool = False
) -> tuple[list[Settled], list[Edit]]:
    """Each text with its place among what is left over of the approved text, and what is left over then: first those
    that are there as printed (with `lines`: on lines of their own), then those that are there nearly.
    """
    found, left = exactly(apart, stream, left, lines=lines)
    for each in apart:
        nearly = None if each in found else _nearly(each, stream, left, ALIKE_LINES if lines else ALIKE)
        if nearly and nearly.start is not None:
            found[each] = nearly
            left = without(stream, left, nearly.start, nearly.start + _length(nearly))
    return [found.get(each, Settled(each, None)) for each in apart], left


def exactly(
    apart: Sequence[Apart], stream: Stream[Line], left: list[Edit], *, lines: bool = False
) -> tuple[dict[Apart, Settled], list[Edit]]:
    """The texts that are there as printed, the longest first, and what is left over then."""
    found: dict[Apart, Settled] = {}
    for each in sorted(apart, key=lambda each: -len(each.stream.text)):
        place = _place(each.stream.text, stream, left, lines=lines)
        if place is not None:
            found[each] = Settled(each, place)
            left = without(stream, left, place, place + len(each.stream.text))
    return found, left


def _length(settled: Settled) -> int:
    """How long it is in the approved text."""
    more = sum((edit.one_end - edit.one) - (edit.other_end - edit.other) for edit in settled.edits)
    return len(settled.apart.stream.text) + more


def _place(
    text: str, stream: Stream[Line], left: Iterable[Edit], *, lines: bool = False, marks: bool = False
) -> int | None:
    """The first place of a text, rather where a line begins, but for the mark before it; with `lines` only on lines of
    its own, and so with `marks`, but for the mark.
    """
    places = [place for edit in left for place in _all(text, stream.text, edit.one, edit.one_end)]
    if lines:
        places = [place for place in places if stream.begins_at(place) and stream.begins_at(place + len(text))]
    if marks:
        places = [place for place in places if stream.begins_at(place + len(text))]
    marked = (place for place in places if _marked(stream, place) is not None)
    return next(marked, None if marks or not places else places[0])


def _all(part: str, text: str, start: int, end: int) -> Iterator[int]:
    at = text.find(part, start, end) if part else -1
    while at >= 0:
        yield at
        at = text.find(part, at + len(part), end)


def _marked(stream: Stream[Line], place: int) -> int | None:
    """Where the line begins, if nothing but a mark stands before a place on it."""
    start = stream.begin(place)
    return start if MARK.fullmatch(stream.text, start, place) else None


def without(stream: Stream[Line], left: list[Edit], start: int, end: int) -> list[Edit]:
    """What is left without a text and the mark before it, which may have a line of its own."""
    holder = next((edit for edit in left if edit.one <= start and end <= edit.one_end), None)
    if holder is None:
        return left
    return replaced(left, holder, carved(holder, max(holder.one, _with_mark(stream, start)), end))


def _with_mark(stream: Stream[Line], start: int) -> int:
    """Where a note begins with its mark, which may have a line of its own."""
    marked = _marked(stream, start)
    if marked and MARK.fullmatch(stream.text, stream.begin(marked - 1), marked):
        return stream.begin(marked - 1)
    return start if marked is None else marked


def _nearly(apart: Apart, stream: Stream[Line], left: Iterable[Edit], alike: int) -> Settled | None:
    """A text that is nearly there: the likest stretch, without what stands around it."""
    best: tuple[float, int, int, Edit] | None = None
    text = apart.stream.text
    for edit in left if len(text) > _SHORT else ():
        there = stream.text[edit.one : edit.one_end]
        found = partial_ratio_alignment(text, there, score_cutoff=max(alike, best[0] if best else 0))
        if found and (best is None or found.score > best[0]) and 2 * (found.dest_end - found.dest_start) > len(text):
            best = found.score, edit.one + found.dest_start, edit.one + found.dest_end, edit
    if best is None:
        return None
    _, start, end, holder = best
    return _trimmed(apart, stream, max(holder.one, start - len(text) // 2), min(holder.one_end, end + len(text) // 2))


def _trimmed(apart: Apart, stream: Stream[Line], start: int, end: int) -> Settled:
    """What differs within a stretch; what only stands before or behind is none of it."""
    text, there = apart.stream.text, stream.text[start:end]
    changes = [*edits(there, text)]
    first = 0
    if changes and changes[0].other == 0:
        first = max(0, changes[0].one_end - changes[0].other_end)
        changes[0] = changes[0]._replace(one=first)
    if changes and changes[-1].other_end == len(text):
        size = changes[-1].other_end - changes[-1].other
        changes[-1] = changes[-1]._replace(one_end=min(changes[-1].one_end, changes[-1].one + size))
    moved = [edit._replace(one=edit.one + start, one_end=edit.one_end + start) for edit in changes if edit.size]
    return Settled(apart, start + first, tuple(moved))
