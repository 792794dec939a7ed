"""How much texts are alike."""

from __future__ import annotations

from rapidfuzz.distance import Indel

# Texts of which a sketch is too small to tell anything.
_SMALL = 24


def likeness(old: str, new: str, least: float = 0.0) -> float:
    """How much two texts are alike, from 0 to 1: the part of their characters that stays; 0 when less than `least`."""
    return float(Indel.normalized_similarity(old, new, score_cutoff=least))


def shingles(text: str) -> frozenset[str]:
    """Every stretch of six characters in a text."""
    return frozenset(text[at : at + 6] for at in range(len(text) - 5))


def sketch(all_shingles: frozenset[str]) -> frozenset[str]:
    """An eighth of the shingles, chosen by what they are: the same ones in every text."""
    return frozenset(each for each in all_shingles if (31 * ord(each[0]) + ord(each[-1])) % 8 == 0)


def may_share(old: frozenset[str], new: frozenset[str], part: float) -> bool:
    """Whether texts of these sketches may have this part of the smaller one in common; of small ones always."""
    smaller = min(len(old), len(new))
    return smaller < _SMALL or len(old & new) >= part * smaller


# So many pairs of characters are held against each other at once: 50 MB of memory.
_MOST = 400_000_000


def common(old: str, new: str) -> list[tuple[int, int, int]]:
    """The stretches of text that stay from one text to the other: where each begins in either, and how long it is.

    Of two texts that are too long to be compared, only what is the same from the beginning and from the end.
    """
    if len(old) * len(new) > _MOST:
        return _ends(old, new)
    blocks = Indel.opcodes(old, new).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]


def _ends(old: str, new: str) -> list[tuple[int, int, int]]:
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = next((at for at in range(shorter - head) if old[-1 - at] != new[-1 - at]), shorter - head)
    return [stretch for stretch in ((0, 0, head), (len(old) - tail, len(new) - tail, tail)) if stretch[2]]
