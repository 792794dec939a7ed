"""What left one section and came to another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from build_tools.comparison.aligning import ELSEWHERE, EQUAL, Pair, strongest
from build_tools.comparison.changes import alike
from build_tools.comparison.contents import Unit
from build_tools.comparison.resemblance import shingles

# How long a text must be, in characters, for its standing in another section not to be by chance: the same one, or one
# that is alike.
_SAME_TEXT = 10
_ALIKE_TEXT = 24
# Texts are held against each other when they share stretches that no more texts than these have.
_RARE = 12


def with_moves(found: Sequence[list[Pair[Unit]]]) -> list[list[Pair[Unit]]]:
    """The pairs of all sections, in which what is gone from one and new in another is one thing that moved; it stands
    in both.
    """
    gone = [pair.old for pairs in found for pair in pairs if pair.old and not pair.new and _tells(pair.old)]
    come = [pair.new for pairs in found for pair in pairs if pair.new and not pair.old and _tells(pair.new)]
    places = strongest(_scored(gone, come))
    moves = [Pair(gone[one], come[other], True) for one, other in places]
    known = {unit: pair for pair in moves for unit in (pair.old, pair.new)}
    return [
        [pair if pair.old and pair.new else known.get(pair.new or pair.old, pair) for pair in pairs] for pairs in found
    ]


def _tells(unit: Unit) -> bool:
    return unit.what == "image" or len(unit.text) >= _SAME_TEXT


def _scored(gone: Sequence[Unit], come: Sequence[Unit]) -> Iterator[tuple[float, int, int]]:
    """What speaks for pairs of places: that they are equal, or how much they are alike."""
    places = defaultdict(list)
    for b, unit in enumerate(come):
        places[unit.what, unit.hash].append(b)
    for a, unit in enumerate(gone):
        yield from ((EQUAL, a, b) for b in places[unit.what, unit.hash])
    for a, b in _sharing(gone, come):
        yield alike(gone[a], come[b], ELSEWHERE), a, b


def _sharing(gone: Sequence[Unit], come: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """The places of texts that share what is rare."""
    holding: dict[str, list[int]] = defaultdict(list)
    for b, unit in enumerate(come):
        for each in shingles(unit.text) if len(unit.text) >= _ALIKE_TEXT else ():
            holding[each].append(b)
    for a, unit in enumerate(gone):
        known = (holding.get(each, ()) for each in shingles(unit.text))
        shared = Counter(b for places in known if len(places) <= _RARE for b in places)
        yield from ((a, b) for b in sorted(shared))
