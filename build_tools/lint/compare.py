"""Which pieces of the sources are in the manuscript, and which blocks of the manuscript are in the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import TypeVar

from build_tools.lint.piece import CALL, HOLE, PAGE, Piece, shown, solid
from build_tools.lint.reader import Reading
from build_tools.manuscript.model import Block, Call, Chapter, Part, Place

_Item = TypeVar("_Item")
# Below this share of common signs two texts are not the same paragraph, changed.
_ALIKE = 0.5
# So many leftover texts are compared one with another; more are told as they are.
_MANY = 20


@dataclass(frozen=True)
class Said:
    """A block of the manuscript as a piece must say it: its own number is left out."""

    block: Block
    number: str = ""

    @property
    def place(self) -> Place:
        """Where the manuscript has it from."""
        return self.block.place

    @cached_property
    def text(self) -> str:
        """Its text without white space, with signs for pages and calls of footnotes."""
        return _solid(self.block.parts).removeprefix(solid(self.number))

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The texts of its links, likewise."""
        return tuple(filter(None, (_solid(link.parts) for link in self.block.links)))


def _solid(parts: Iterable[Part]) -> str:
    signs = (part if isinstance(part, str) else CALL if isinstance(part, Call) else PAGE for part in parts)
    return solid("".join(signs))


@dataclass(frozen=True)
class Difference:
    """What does not agree: `lost` is what the manuscript lacks, `added` what it has instead or more, on a line."""

    file: str
    line: int | None
    lost: str = ""
    added: str = ""


def differences(reading: Reading, chapter: Chapter, closely: bool = True) -> Iterator[Difference]:
    """All differences between the sources of a chapter and the chapter as a document has it. Closely, a paragraph that
    is another in one word is one difference; else it is one that is missing, and one too many.
    """
    blocks = list(_comparable(reading, chapter))
    for note in (False, True):
        pieces = [piece for piece in reading.pieces if piece.note is note]
        said = [each for each in blocks if ("footnote" in each.block.inside) is note]
        if note:
            pieces.sort(key=lambda piece: piece.line)
            said.sort(key=lambda each: each.place.line or 0)
        yield from _Comparison(pieces, said).differences(closely)
    yield from _images(reading.images, chapter)
    yield from _facts(reading, chapter)


def _comparable(reading: Reading, chapter: Chapter) -> Iterator[Said]:
    """The blocks of a chapter that its sources must have: not excerpts, nor what is printed of facts alone, nor what
    stands in another markup, which may be of a line that is none of it.
    """
    elsewhere = {name for excerpt in chapter.excerpts for name in excerpt.blocks}
    numbers = {section.heading: section.number for section in chapter.sections}
    numbers |= {figure.caption: figure.number for figure in chapter.figures}
    numbers |= {table.caption: table.number for table in chapter.tables}
    foreign = 0
    for block in chapter.blocks:
        file, line = block.place.file, block.place.line
        if any(each.holds(file, line) for each in reading.foreign):
            foreign = line or 0
        elif (line or 0) >= foreign:
            foreign = 0
            if block.id not in elsewhere and not any(each.holds(file, line) for each in reading.generated):
                yield Said(block, numbers.get(block.id, ""))


def _images(images: Iterable[Piece], chapter: Chapter) -> Iterator[Difference]:
    found = Counter(solid(figure.alt) for figure in chapter.figures)
    for piece in images:
        found[piece.key] -= 1
        if found[piece.key] < 0 and not piece.optional:
            yield Difference(piece.file, piece.line, lost=piece.text)


def _facts(reading: Reading, chapter: Chapter) -> Iterator[Difference]:
    """Facts that a directive should print and does not, each as often as it has it to say."""
    asked = Counter((piece.file, piece.line, piece.key) for piece in reading.facts if not piece.optional)
    if not asked:
        return
    shown_again = {name for excerpt in chapter.excerpts for name in excerpt.blocks}
    own = [block for block in chapter.blocks if block.id not in shown_again]
    for stretch in reading.generated:
        said = "".join(_solid(block.parts) for block in own if stretch.holds(block.place.file, block.place.line))
        for piece in dict.fromkeys(each for each in reading.facts if stretch.holds(each.file, each.line)):
            if said.count(piece.key) < asked[piece.file, piece.line, piece.key]:
                yield Difference(piece.file, piece.line, lost=piece.text)


class _Comparison:
    """Two texts side by side. What agrees in order is set aside; what is left over is compared one with another."""

    def __init__(self, pieces: Sequence[Piece], said: Sequence[Said]) -> None:
        self.every = pieces
        self.printed = said
        self.pieces = list(pieces)
        self.said = list(said)
        self.pairs: list[tuple[Piece, Said]] = []

    def differences(self, closely: bool) -> Iterator[Difference]:
        self._trim()
        self._align()
        self._join(lambda piece, said: piece.required and piece.says(said.text, said.links))
        yield from (_reset(piece, said) for piece, said in self.pairs if piece.verbatim and _is_reset(piece, said))
        if closely:
            yield from self._altered()
        for piece in self._lost():
            yield Difference(piece.file, piece.line, lost=piece.means or piece.text)
        for each in self.said:
            yield Difference(each.place.file, each.place.line, added=each.block.text)

    def _altered(self) -> Iterator[Difference]:
        """What is left over on both sides, as far as one may have become the other."""
        agreed = len(self.pairs)
        self._join(lambda piece, said: piece.required and _same_line(piece, said) and _alike(piece, said, 0))
        if len(self.pieces) * len(self.said) <= _MANY**2:
            self._join(lambda piece, said: piece.required and _alike(piece, said, _ALIKE))
        self._fill()
        yield from (_altered(piece, said) for piece, said in self.pairs[agreed:])

    def _trim(self) -> None:
        """Set aside what agrees from the beginning on, then from the end back: all, where nothing is wrong."""
        length = min(len(self.pieces), len(self.said))
        start = next((at for at in range(length) if not fits(self.pieces[at], self.said[at])), length)
        self._agree(range(start), range(start))
        length -= start
        end = next((at for at in range(length) if not fits(self.pieces[-1 - at], self.said[-1 - at])), length)
        self._agree(range(-end, 0), range(-end, 0))

    def _align(self) -> None:
        """Set aside what agrees in order, as much of it as there is."""
        ours, theirs = self._keys()
        blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
        pairs = [(one + step, other + step) for one, other, length in blocks for step in range(length)]
        self._agree([one for one, _ in pairs], [other for _, other in pairs])

    def _keys(self) -> tuple[list[Hashable], list[Hashable]]:
        """The texts to align; a piece with holes and the block that it fits first have a key of their own."""
        theirs: list[Hashable] = [said.text for said in self.said]
        ours: list[Hashable] = []
        for position, piece in enumerate(self.pieces):
            fitting = (at for at, said in enumerate(self.said) if isinstance(theirs[at], str) and fits(piece, said))
            found = min(fitting, key=lambda at: (not _same_line(piece, self.said[at]), at), default=None)
            if HOLE in piece.key and found is not None:
                theirs[found] = position
            ours.append(position if HOLE in piece.key else piece.key)
        return ours, theirs

    def _agree(self, ours: Sequence[int], theirs: Sequence[int]) -> None:
        self.pairs += zip((self.pieces[at] for at in ours), (self.said[at] for at in theirs), strict=True)
        self.pieces = _without(self.pieces, ours)
        self.said = _without(self.said, theirs)

    def _join(self, belong: Callable[[Piece, Said], bool]) -> None:
        """Pair what is left over, in whatever order it is."""
        for piece in list(self.pieces):
            said = next((each for each in self.said if belong(piece, each)), None)
            if said is not None:
                self.pairs.append((piece, said))
                self.pieces.remove(piece)
                self.said.remove(said)

    def _fill(self) -> None:
        """Pair what is left over between the same neighbours, where there is as much of one as of the other."""
        here = {id(said): at for at, said in enumerate(self.printed)}
        partner = {id(piece): here[id(said)] for piece, said in self.pairs}
        ours = _gaps(self.every, lambda piece: partner.get(id(piece)), [each for each in self.pieces if each.required])
        left = set(map(id, self.said))
        theirs = _gaps(self.printed, lambda said: None if id(said) in left else here[id(said)], self.said)
        for neighbour, pieces in ours.items():
            blocks = theirs.get(neighbour, [])
            if len(pieces) == len(blocks):
                self.pairs += zip(pieces, blocks, strict=True)
                self.pieces = [piece for piece in self.pieces if piece not in pieces]
                self.said = [said for said in self.said if said not in blocks]

    def _lost(self) -> Iterator[Piece]:
        """The pieces that are missing; of several that say the same, those on whose lines there is no such block."""
        for key, count in Counter(piece.key for piece in self.pieces if piece.required).items():
            lines = Counter(said.place.line for said in self.printed if said.text == key)
            same = [piece for piece in self.every if piece.key == key]
            alone = [piece for piece in same if not _taken(lines, piece.line)]
            yield from alone if len(alone) == count else [piece for piece in self.pieces if piece.key == key]


def _gaps(
    every: Sequence[_Item], position: Callable[[_Item], int | None], left: Sequence[_Item]
) -> dict[int, list[_Item]]:
    """What is left over, by the position of the last one before it that has one."""
    wanted, last = set(map(id, left)), -1
    gaps: dict[int, list[_Item]] = {}
    for item in every:
        found = position(item)
        last = last if found is None else found
        if id(item) in wanted:
            gaps.setdefault(last, []).append(item)
    return gaps


def _taken(lines: Counter[int | None], line: int) -> bool:
    lines[line] -= 1
    return lines[line] >= 0


def _without(items: list[_Item], positions: Sequence[int]) -> list[_Item]:
    gone = {at % len(items) for at in positions} if items else set()
    return [item for at, item in enumerate(items) if at not in gone]


def fits(piece: Piece, said: Said) -> bool:
    """Whether a block says a piece; one without words must stand on the same line."""
    return piece.says(said.text, said.links) and (not piece.blank or _same_line(piece, said))


def _same_line(piece: Piece, said: Said) -> bool:
    return said.place.line == piece.line and said.place.file == piece.file


def _alike(piece: Piece, said: Said, least: float) -> bool:
    """Whether two texts have a share of their signs in common; the first one's holes do not count."""
    ours = piece.key.replace(HOLE, "")
    matcher = SequenceMatcher(None, ours, said.text, autojunk=False)
    return bool(ours) and matcher.quick_ratio() > least and (not least or matcher.ratio() > least)


def _altered(piece: Piece, said: Said) -> Difference:
    """What of a piece a block lacks, and what it has more."""
    lost: list[tuple[str, int]] = []
    added: list[str] = []
    for tag, start, end, first, last in SequenceMatcher(None, piece.key, said.text, autojunk=False).get_opcodes():
        if tag in ("delete", "replace") and piece.key[start:end].strip(HOLE):
            lost.append(piece.stretch(start, end))
        if tag in ("insert", "replace") and HOLE not in piece.key[max(0, start - 1) : end + 1]:
            added.append(said.text[first:last])
    if not lost and not added:
        return _beside_holes(piece, said)
    line = lost[0][1] if lost else piece.line
    return Difference(piece.file, line, "…".join(text for text, _ in lost), "…".join(added))


def _beside_holes(piece: Piece, said: Said) -> Difference:
    """Texts that part where only a hole is: the block has more there than a link, or nothing."""
    if piece.means:
        return Difference(piece.file, piece.line, piece.means, said.block.text)
    if piece.says(said.text):
        return Difference(piece.file, piece.line, added=said.block.text)
    return Difference(piece.file, piece.line, lost=piece.text)


def _is_reset(piece: Piece, said: Said) -> bool:
    return said.block.kind == "code" and piece.text.strip("\n").rstrip() != said.block.text.strip("\n").rstrip()


def _reset(piece: Piece, said: Said) -> Difference:
    """Code whose white space is another."""
    return Difference(piece.file, piece.line, shown(piece.text), shown(said.block.text))
