"""What changed within a text: runs of words that are the same, deleted or inserted, as a reader would mark them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import NamedTuple

from rapidfuzz.distance import Indel

from build_tools.comparison.model import Run
from build_tools.comparison.words import words
from build_tools.manuscript.model import Call, PageOf, Part, Parts

# What two changes leave between them is marked with them when it is no longer than this, in characters.
_ISLAND = 6
# A text of which less than this part stayed is another text.
_STAYED = 0.25
# How good a place is for a mark to begin behind.
_ENDINGS = {"。": 3, "\n": 3, "": 3, "、": 2, "」": 1, "）": 1}


class Word(NamedTuple):
    """A word or a hole: what it is compared by, what it prints, and how many characters of the block's text it is."""

    key: str
    text: str
    width: int


def plain(text: str) -> tuple[Word, ...]:
    """The words of a text without holes."""
    return tuple(Word(word, word, len(word)) for word in words(text))


def words_of(parts: Parts, printed: Callable[[PageOf], str], whole: bool = False) -> tuple[Word, ...]:
    """The words of a block's parts; `whole`: what is not compared with anything needs not be in words.

    A hole is the same as any other of its kind: where it leads, links tell.
    """
    return tuple(word for part in parts for word in _words_of(part, printed, whole))


def _words_of(part: Part, printed: Callable[[PageOf], str], whole: bool) -> tuple[Word, ...]:
    if isinstance(part, PageOf):
        return (Word("\0page", printed(part), 0),)
    if isinstance(part, Call):
        return (Word("\0note", f"（注{part.footnote}）", 0),)
    return (Word(part, part, len(part)),) if whole else plain(part)


@dataclass(frozen=True)
class _Stretch:
    """Words old[i:j] and new[m:n]: the same, or the ones in place of the others."""

    same: bool
    i: int
    j: int
    m: int
    n: int


def changed(runs: Sequence[Run]) -> bool:
    """Whether runs hold a change."""
    return any(run.kind != "same" for run in runs)


def runs(old: Sequence[Word], new: Sequence[Word]) -> tuple[Run, ...]:
    """The runs from one text to the other; what is deleted stands before what is inserted in its place."""
    stretches = _joined(_stretches(old, new))
    stretches = _without_islands(stretches, old, new)
    if _stayed(stretches, old, new) < _STAYED:
        stretches = [_Stretch(False, 0, len(old), 0, len(new))]
    return tuple(_runs(_slid(stretches, old, new), old, new))


def _stretches(old: Sequence[Word], new: Sequence[Word]) -> Iterator[_Stretch]:
    found = Indel.opcodes([word.key for word in old], [word.key for word in new])
    for step in found:
        yield _Stretch(step.tag == "equal", step.src_start, step.src_end, step.dest_start, step.dest_end)


def _joined(stretches: Iterator[_Stretch]) -> list[_Stretch]:
    """Neighbours of one kind as one."""
    joined = []
    for _, group in groupby(stretches, lambda stretch: stretch.same):
        of_one_kind = list(group)
        joined.append(replace(of_one_kind[0], j=of_one_kind[-1].j, n=of_one_kind[-1].n))
    return joined


def _length(words: Sequence[Word], start: int, end: int) -> int:
    return sum(len(word.text) for word in words[start:end])


def _without_islands(found: list[_Stretch], old: Sequence[Word], new: Sequence[Word]) -> list[_Stretch]:
    """What is the same between two changes and shorter than either is no help to a reader: make one of the three."""

    def weight(stretch: _Stretch) -> int:
        return max(_length(old, stretch.i, stretch.j), _length(new, stretch.m, stretch.n))

    kept: list[_Stretch] = []
    for stretch in found:
        kept.append(stretch)
        while len(kept) >= 3 and _is_island(weight(kept[-2]), kept[-2].same, weight(kept[-3]), weight(kept[-1])):
            last = kept[-1]
            kept[-3:] = [replace(kept[-3], j=last.j, n=last.n)]
    return kept


def _is_island(weight: int, same: bool, before: int, behind: int) -> bool:
    return same and weight <= _ISLAND and weight < min(before, behind)


def _stayed(found: Sequence[_Stretch], old: Sequence[Word], new: Sequence[Word]) -> float:
    same = sum(_length(new, stretch.m, stretch.n) for stretch in found if stretch.same)
    return same / max(_length(old, 0, len(old)), _length(new, 0, len(new)), 1)


def _slid(found: Sequence[_Stretch], old: Sequence[Word], new: Sequence[Word]) -> list[_Stretch]:
    """Insertions and deletions at the best of the places where they might stand as well: a sentence from its beginning
    to its end, not from one 「である。」 to the next.
    """
    slid = list(found)
    for place, stretch in enumerate(slid):
        if stretch.same or (stretch.i < stretch.j and stretch.m < stretch.n):
            continue
        inserted = stretch.m < stretch.n
        before = slid[place - 1] if place else None
        behind = slid[place + 1] if place + 1 < len(slid) else None
        start, end = (stretch.m, stretch.n) if inserted else (stretch.i, stretch.j)
        room = (before.j - before.i if before else 0, behind.j - behind.i if behind else 0)
        by = _slide(new if inserted else old, start, end, *room)
        slid[place] = _Stretch(False, stretch.i + by, stretch.j + by, stretch.m + by, stretch.n + by)
        if before:
            slid[place - 1] = replace(before, j=before.j + by, n=before.n + by)
        if behind:
            slid[place + 1] = replace(behind, i=behind.i + by, m=behind.m + by)
    return slid


def _slide(words: Sequence[Word], start: int, end: int, left: int, right: int) -> int:
    """By how many words the words from start to end may best be taken further on (back: less than 0)."""
    places = [0]
    while -places[-1] < left and words[start + places[-1] - 1].key == words[end + places[-1] - 1].key:
        places.append(places[-1] - 1)
    ahead = 0
    while ahead < right and words[start + ahead].key == words[end + ahead].key:
        ahead += 1
        places.append(ahead)
    return max(places, key=lambda by: (_ENDINGS.get(words[start + by - 1].text if start + by else "", 0), -abs(by)))


def _runs(found: Sequence[_Stretch], old: Sequence[Word], new: Sequence[Word]) -> Iterator[Run]:
    before, behind = (list(accumulate((word.width for word in side), initial=0)) for side in (old, new))
    for stretch in found:
        was, text = _text(old, stretch.i, stretch.j), _text(new, stretch.m, stretch.n)
        if stretch.same and text:
            differs = was if was != text else ""
            yield Run(kind="same", text=text, was=differs, old_at=before[stretch.i], new_at=behind[stretch.m])
        elif not stretch.same:
            if was:
                yield Run(kind="deleted", text=was, old_at=before[stretch.i])
            if text:
                yield Run(kind="inserted", text=text, new_at=behind[stretch.m])


def _text(words: Sequence[Word], start: int, end: int) -> str:
    return "".join(word.text for word in words[start:end])
