"""The manuscript with the files that it was made from: each chapter's sources read once, and laid beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from build_tools.errors import Place, typed
from build_tools.lint.compare import Difference, Said, differences, fits
from build_tools.lint.reader import Reading, read_chapter
from build_tools.lint.roles import Facts
from build_tools.manuscript.model import Block, Chapter, Manuscript

_MARKDOWN = ".md"


@dataclass(frozen=True)
class Compared:
    """The differences of a chapter, and whether its files are still those that the manuscript was made from."""

    differences: tuple[Difference, ...]
    current: bool


class Sources:
    """What a rule about the source is given: a manuscript, and the folder of the edition that it was made from. Files
    are read when they are asked for; what can't be read is in `missing`, and is not compared.
    """

    def __init__(self, manuscript: Manuscript, folder: Path) -> None:
        self.manuscript = manuscript
        self.folder = folder
        self._lines: dict[str, tuple[str, ...]] = {}

    def place(self, file: str, line: int | None = None) -> Place:
        """A place of the edition as the user would type it."""
        return Place(typed(self.folder / file), line)

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters of all documents."""
        return tuple(chapter for document in self.manuscript.documents for chapter in document.chapters)

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The chapters' files, each once."""
        return tuple(dict.fromkeys(chapter.file for chapter in self.chapters))

    @cached_property
    def missing(self) -> dict[str, OSError | UnicodeDecodeError]:
        """The chapters whose files can't be read, with the reason."""
        read = ((file, self._read[file]) for file in self.files)
        return {file: outcome for file, outcome in read if isinstance(outcome, OSError | UnicodeDecodeError)}

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """What stands in the chapters' files in Markdown."""
        return {file: outcome for file, outcome in self._read.items() if isinstance(outcome, Reading)}

    @cached_property
    def compared(self) -> tuple[Compared, ...]:
        """The chapters that have differences; one that has the same ones in several documents, once."""
        found = (self._compared(chapter) for chapter in self.chapters if chapter.file in self.readings)
        return tuple(dict.fromkeys(each for each in found if each.differences))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of all chapters, each once that stands at the same place with the same text."""
        every = (block for chapter in self.chapters for block in chapter.blocks)
        return tuple({(block.place.file, block.place.line, block.text): block for block in every}.values())

    @cached_property
    def printed(self) -> str:
        """All text that is printed."""
        figures = (figure.alt for chapter in self.chapters for figure in chapter.figures)
        return "\n".join([*(block.text for block in self.blocks), *figures, *self.manuscript.edition.facts.values()])

    def lines(self, file: str) -> tuple[str, ...]:
        """The lines of a file; none of one that can't be read."""
        if file not in self._lines:
            with suppress(OSError, UnicodeDecodeError):
                self._lines[file] = tuple((self.folder / file).read_text("utf-8").split("\n"))
        return self._lines.get(file, ())

    def line_of(self, words: str, block: Block) -> int | None:
        """The line on which words of a block stand, as far as its file has them on one."""
        start = block.place.line or 1
        lines = self.lines(block.place.file)[start - 1 :]
        return next((number for number, line in enumerate(lines, start) if words in line), block.place.line)

    @cached_property
    def _read(self) -> dict[str, Reading | OSError | UnicodeDecodeError | None]:
        edition = self.manuscript.edition
        facts = Facts(edition.facts, edition.language)
        return {file: self._outcome(file, facts) for file in self.files}

    def _outcome(self, file: str, facts: Facts) -> Reading | OSError | UnicodeDecodeError | None:
        """What stands in a chapter's file; None where that is no Markdown."""
        try:
            if file.endswith(_MARKDOWN):
                return read_chapter(self.folder, file, facts)
            (self.folder / file).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            return error
        return None

    def _compared(self, chapter: Chapter) -> Compared:
        current = not any(source.file in self._stale for source in chapter.sources)
        every = (*differences(self.readings[chapter.file], chapter, current), *self._excerpts(chapter))
        return Compared(tuple(sorted(dict.fromkeys(every), key=lambda each: (each.file, each.line or 0))), current)

    @cached_property
    def _stale(self) -> frozenset[str]:
        """The files that are others than those that the manuscript was made from."""
        known = dict.fromkeys(source for chapter in self.chapters for source in chapter.sources)
        return frozenset(source.file for source in known if _digest(self.folder / source.file) != source.sha256)

    def _excerpts(self, chapter: Chapter) -> Iterator[Difference]:
        """Blocks of excerpts that no chapter has where they claim to be from."""
        shown = {name for excerpt in chapter.excerpts for name in excerpt.blocks}
        for block in chapter.blocks:
            reading = None if block.place.file in self._stale else self.readings.get(block.place.file)
            if block.id in shown and reading and not _stands(block, reading):
                yield Difference(block.place.file, block.place.line, added=block.text)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def _stands(block: Block, reading: Reading) -> bool:
    stretches = (*reading.generated, *reading.foreign)
    elsewhere = any(each.holds(block.place.file, block.place.line) for each in stretches)
    return elsewhere or any(fits(piece, Said(block)) for piece in reading.pieces)
