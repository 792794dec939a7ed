"""The lines of the source beside a page: those that are printed on it, and those to touch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from build_tools.errors import Place
from build_tools.reports.plain import plain

# Only what an edition is written in is shown: a manuscript of unknown origin may name any file.
KINDS: Final = (".md", ".markdown", ".rst", ".txt", ".toml")
LARGEST: Final = 4_000_000  # bytes
FAR: Final = 6  # lines between two that are shown; more are left out


@dataclass(frozen=True)
class Line:
    """A line of a source: its number (from 1), its text, the number of the line with which its block begins (0: it is
    not printed on the page), and whether a finding is about it.
    """

    number: int
    text: str
    block: int
    is_touched: bool


@dataclass(frozen=True)
class Passage:
    """Lines of one file, in order, in stretches without a gap."""

    path: str
    stretches: tuple[tuple[Line, ...], ...]


class Sources:
    """The sources of one proof: each is read once, and few are kept."""

    def __init__(self) -> None:
        self._lines = lru_cache(maxsize=16)(_read)

    def line_of(self, place: Place) -> str:
        """The text of a line; "" where it can't be shown."""
        lines = self._lines(place.path)
        return lines[place.line - 1].strip() if place.line and place.line <= len(lines) else ""

    def passages(self, printed: Iterable[Place], touched: Collection[Place]) -> tuple[Passage, ...]:
        """What is printed on a page, file by file as they come; files that can't be shown are left out."""
        numbers: dict[str, set[int]] = {}
        for place in (*printed, *touched):
            if place.line:
                numbers.setdefault(place.path, set()).add(place.line)
        shown = ((path, self._lines(path), sorted(starts)) for path, starts in numbers.items())
        return tuple(
            Passage(plain(path), tuple(_stretches(lines, starts, {one.line for one in touched if one.path == path})))
            for path, lines, starts in shown
            if lines
        )


def _stretches(lines: tuple[str, ...], starts: list[int], touched: set[int | None]) -> Iterator[tuple[Line, ...]]:
    """A block goes from its first line to the next one, or to an empty line behind it."""
    blocks: dict[int, int] = {}
    for start in starts:
        for number in range(start, len(lines) + 1):
            if number != start and (not lines[number - 1].strip() or number in starts):
                break
            blocks[number] = start
    stretch: list[Line] = []
    for number in sorted(blocks):
        if stretch and number - stretch[-1].number > FAR:
            yield tuple(stretch)
            stretch = []
        between = range(stretch[-1].number + 1 if stretch else number, number)
        stretch += [Line(one, lines[one - 1], 0, False) for one in between]
        stretch.append(Line(number, lines[number - 1], blocks[number], number in touched))
    if stretch:
        yield tuple(stretch)


def _read(path: str) -> tuple[str, ...]:
    """The lines of a file, from the current folder; none where it is no source, too large or gone."""
    file = Path(path)
    try:
        if file.suffix.lower() not in KINDS or file.stat().st_size > LARGEST:
            return ()
        return tuple(plain(line) for line in file.read_text("utf-8").splitlines())
    except (OSError, ValueError):
        return ()
