"""Text that stayed, glyph by glyph: in another face, of other widths, in other places of its line, or on another place
of the page.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from build_tools.concordance.reading import Piece
from build_tools.inspection.document import Ink, Run
from build_tools.visual.following import Following
from build_tools.visual.holders import Span
from build_tools.visual.leaves import Leaf

# Points that nobody sees.
_EPSILON = 0.3
# Widths of a glyph, as parts of its size, that are another font's.
_WIDTH = 0.02

FaceOf = tuple[str, float, Ink | None]


@dataclass
class Shift:
    """What was seen of a pair of pages; spans are places of either reading.

    `faces` counts characters by their old and their new face; `metrics` are those of the same face and other widths;
    `reset` what stands elsewhere in its line, or in lines at other distances, though nobody edited it, `aside` what
    stands elsewhere in its line where nothing tells whether that is so; `moved` what is somewhere else on the page;
    `come` what came from another page, `gone` what went to one.
    """

    faces: Counter[tuple[FaceOf, FaceOf]] = field(default_factory=Counter)
    refaced: list[tuple[Span, Span]] = field(default_factory=list)
    metrics: list[tuple[Span, Span]] = field(default_factory=list)
    reset: list[tuple[Span, Span]] = field(default_factory=list)
    aside: list[tuple[Span, Span]] = field(default_factory=list)
    moved: list[tuple[Span, Span]] = field(default_factory=list)
    come: list[Span] = field(default_factory=list)
    gone: list[Span] = field(default_factory=list)


@dataclass(frozen=True)
class _Stayed:
    """A text that stayed, within one piece of either page: how far its first glyph is from where it was."""

    old: Piece
    new: Piece
    spans: tuple[Span, Span]
    across: float
    up: float
    spread: float
    widened: float


def shift(old: Leaf, new: Leaf, following: Following, holder: Callable[[int], str | None]) -> Shift:
    """What became of the text that stayed from one page to the other.

    `holder` tells the block that holds a place of the new reading and that nobody edited, None where there is none:
    what it holds may stand in other lines.
    """
    found, stayed = Shift(), list[_Stayed]()
    pages = {piece.start: piece for piece in old.pieces}
    starts = sorted(pages)
    for piece in new.pieces:
        for here, there, size in following.to_old(piece.start, piece.end):
            for each in _stayed(piece, here, there, size, pages, starts):
                stayed += [each] if isinstance(each, _Stayed) else []
                found.come += [] if isinstance(each, _Stayed) else [each]
    base = _base(old, new, stayed)
    heights: dict[str, float] = {}
    for each in stayed:
        _look(each, found, base, holder, heights)
    found.gone = [*_gone(old, new, following)]
    return found


def _stayed(
    piece: Piece, here: int, there: int, size: int, old: Mapping[int, Piece], starts: Sequence[int]
) -> Iterator[_Stayed | Span]:
    """A text of the new page, cut where pieces of the old one begin; a span where it stood on another page."""
    while size > 0:
        index = bisect_right(starts, there) - 1
        before = old[starts[index]] if index >= 0 else None
        if before and there < before.end:
            step = min(size, before.end - there)
            yield _measured(before, piece, (there, there + step), (here, here + step))
        else:
            step = min(size, starts[index + 1] - there) if index + 1 < len(starts) else size
            yield here, here + step
        here, there, size = here + step, there + step, size - step


def _gone(old: Leaf, new: Leaf, following: Following) -> Iterator[Span]:
    """What of the old page stands on another page than its partner."""
    held = sorted((piece.start, piece.end) for piece in new.pieces)
    for piece in old.pieces:
        for here, there, size in following.to_new(piece.start, piece.end):
            index = bisect_right(held, (there, 1 << 60)) - 1
            if index < 0 or there >= held[index][1]:
                yield here, here + size


def _measured(old: Piece, new: Piece, before: Span, after: Span) -> _Stayed:
    one, other = (array("f", piece.boxes(*span).numbers) for piece, span in ((old, before), (new, after)))
    across, last = other[0] - one[0], other[-4] - one[-4]
    edges = zip(one[2::4], one[0::4], other[2::4], other[0::4], strict=False)
    widths = (abs((c - d) - (a - b)) for a, b, c, d in edges)
    up = new.run.baseline - old.run.baseline
    return _Stayed(old, new, (before, after), across, up, last - across, max(widths, default=0.0))


def _base(old: Leaf, new: Leaf, stayed: list[_Stayed]) -> float:
    """How far all of a page has moved aside: only where it has come to the other side of a leaf."""
    if old.page.number % 2 == new.page.number % 2 or not stayed:
        return 0.0
    ((base, _),) = Counter(round(each.across, 1) for each in stayed).most_common(1)
    return base


def _look(
    each: _Stayed, found: Shift, base: float, holder: Callable[[int], str | None], heights: dict[str, float]
) -> None:
    faces = face(each.old.run), face(each.new.run)
    if faces[0] != faces[1]:
        found.faces[faces] += each.spans[0][1] - each.spans[0][0]
        found.refaced.append(each.spans)
        return
    if each.widened > _WIDTH * each.new.run.size:
        found.metrics.append(each.spans)
        return
    block = holder(each.spans[1][0])
    aside = abs(each.across - base) > _EPSILON or abs(each.spread) > _EPSILON
    if block is not None and (aside or abs(heights.setdefault(block, each.up) - each.up) > _EPSILON):
        found.reset.append(each.spans)
    elif abs(each.up) > _EPSILON:
        found.moved.append(each.spans)
    elif aside:
        found.aside.append(each.spans)


def face(run: Run) -> FaceOf:
    """What a run is set in."""
    return run.font, round(run.size, 1), run.ink
