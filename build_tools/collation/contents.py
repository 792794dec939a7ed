"""Contents and lists in an approved text: lines that name headings and captions with the numbers of their pages.

They are taken out before anything is laid side by side: a heading must be found above its chapter, not where a list
names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from build_tools.checks.vocabulary import PAGE
from build_tools.collation.approved import Line
from build_tools.collation.stream import Segment, Stream, outside

LEADERS: Final = re.compile("[.．・…‥·]{3,}")
_ENDS: Final = re.compile(f"(?:{PAGE.pattern}|[0-9０-９]+)$")
# An entry may be broken into so many lines; so many entries one after the other are a list.
_LINES, _LIST = 4, 2


def without_contents(segments: Sequence[Segment[Line]], makes: Callable[[str], bool]) -> tuple[Segment[Line], ...]:
    """What is left of a text; `makes` tells whether a text is made of titles with pages."""
    stream = Stream(segments, {})
    starts = [start for start, begins in zip(stream.starts, stream.begins, strict=True) if begins]
    lines = [
        each for each in dict.fromkeys(zip(starts, [*starts[1:], len(stream.signs)], strict=True)) if each[0] < each[1]
    ]
    listed = [*_listed([stream.signs[start:end] for start, end in lines], makes)]
    cuts = [(lines[first][0], lines[last - 1][1]) for first, last in listed]
    return outside(segments, stream, cuts)


def _listed(lines: Sequence[str], makes: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Runs of entries, as the lines from which and before which they stand."""
    at = 0
    while at < len(lines):
        entries, end = 0, at
        while size := _entry(lines[end : end + _LINES], makes):
            entries, end = entries + 1, end + size
        if entries >= _LIST:
            yield at, end
        at = max(end, at + 1)


def _entry(lines: Sequence[str], makes: Callable[[str], bool]) -> int:
    """How many lines make an entry; 0: none do."""
    for size in range(1, len(lines) + 1):
        text = LEADERS.sub("", "".join(lines[:size]))
        if _ENDS.search(text) and not text.isdigit() and makes(text):
            return size
    return 0
