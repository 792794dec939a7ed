"""How lines fill the measure: ragged, overfull, stretched, and a last line of one character.

The measure of a paragraph is where its lines end, or those of other paragraphs that begin at the same edge: nothing is
known of the stylesheet. A foreign PDF does not tell what a paragraph is, so it is not judged.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from unicodedata import east_asian_width

from build_tools.checks.composition import Composed, Composition, Fragment, Line
from build_tools.checks.kinsoku import CLOSING, HYPHENS, INSEPARABLE, MIDDLE_DOTS, OPENING, SMALL, STOPS
from build_tools.checks.subject import Subject
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, rule

# Kinds of blocks that are running text.
RUNNING: Final = frozenset(("paragraph", "item", "definition", "footnote"))
SPACED: Final = RUNNING | {"cell", "caption", "legend", "term"}
# In ems: what a line may lack or have too much; the widest gap that a reader takes for none (the press's own bound,
# and what its rounding adds); a gap by which a line is seen to be justified; lines that end together.
RAGGED: Final = 0.5
WIDEST: Final = 0.55
JUSTIFIED: Final = 0.004
TOGETHER: Final = 0.1
# So many lines make a measure known to those that begin at the same edge.
KNOWN: Final = 3
# Where so many paragraphs are ragged and none is justified, the document is not.
PARAGRAPHS: Final = 2
STARTS_NO_LINE: Final = CLOSING | STOPS | MIDDLE_DOTS | HYPHENS | SMALL

JUSTIFY = Text(
    "Build again with the layout's own stylesheets; if the line holds a long word or address, reword the paragraph.",
    "レイアウト本来のスタイルシートで作り直してください。長い語やアドレスがある行なら、文を直してください。",
)

# Lines of a column have those of another one beside them, so many ems higher or lower at most; it is so many wide.
BESIDE, NARROWEST = 3, 5
# The pages' size, the side of the leaf, the left edge, and whether other text stands beside it on the right.
_Edge = tuple[int, int, int, int, bool]


@dataclass(frozen=True)
class _Filled:
    """A line of running text that another one follows, with the right end of its measure (None: not known)."""

    block: Composed
    line: Line
    following: Line
    end: float | None

    @property
    def slack(self) -> float:
        """How far it ends before the measure, in ems; less than nothing where it runs over. The blank of a last sign
        may lie beyond it, and so may a full stop that hangs.
        """
        if self.end is None:
            return 0.0
        slack = (self.end - self.line.right) / self.line.size
        if slack >= -TOGETHER:
            return slack
        return next((min(0.0, slack + blank) for blank in _blanks(self.line) if slack + blank >= -TOGETHER), slack)


class _Measures:
    """The measure of every line of running text."""

    def __init__(self, subject: Subject) -> None:
        self._pdf, self._facing = subject.pdf, subject.document.layout.facing
        composed = subject.once(Composition).blocks
        blocks = [each for each in composed if len(each.lines) > 1 and each.block.kind in RUNNING]
        self._begun: dict[int, list[tuple[float, float]]] = {}  # left ends and baselines by page
        for line in (line for each in blocks if each.block.kind != "footnote" for line in each.lines):
            self._begun.setdefault(line.page, []).append((line.left, line.baseline))
        self._edged = [(each, [*self._edges(each)]) for each in blocks]
        ends: dict[_Edge, Counter[float]] = {}
        for _, found in self._edged:
            for edge, line, _ in found:
                ends.setdefault(edge, Counter()).update(_ends(line))
        self._ends: Mapping[_Edge, tuple[float, int]] = {edge: each.most_common(1)[0] for edge, each in ends.items()}

    def _edges(self, block: Composed) -> Iterator[tuple[_Edge, Line, Line]]:
        """Lines and those that follow them, with the edge at which the paragraph's lines begin: a first line may be
        indented, so the next one's counts.
        """
        first, plain = block.lines[0], {round(line.left) for line in block.lines if line.text[0] not in OPENING}
        for line, following in block.turns():
            together = line is first and following.page == line.page and following.baseline < line.baseline
            yield self._edge(line, _left(following if together else line, plain)), line, following

    def _edge(self, line: Line, left: float) -> _Edge:
        page = self._pdf.pages[line.page]
        side = line.page % 2 if self._facing else 0
        return round(page.media.width), round(page.media.height), side, round(left), self._is_in_column(line)

    def _is_in_column(self, line: Line) -> bool:
        """Whether other running text begins on the right of a line."""
        edge = max(line.right, line.left + NARROWEST * line.size)
        return self._rightmost.get(line.page, edge) > edge and any(
            left > edge and abs(baseline - line.baseline) < BESIDE * line.size
            for left, baseline in self._begun[line.page]
        )

    @cached_property
    def _rightmost(self) -> dict[int, float]:
        """The farthest place on the right at which a line of a page begins."""
        return {page: max(begun)[0] for page, begun in self._begun.items()}

    @cached_property
    def paragraphs(self) -> tuple[tuple[_Filled, ...], ...]:
        """The lines of each paragraph but its last, where there are two of them or more."""
        return tuple(tuple(self._filled(block, found)) for block, found in self._edged if len(found) > 1)

    def _filled(self, block: Composed, found: Sequence[tuple[_Edge, Line, Line]]) -> Iterator[_Filled]:
        own: dict[_Edge, Counter[float]] = {}
        for edge, line, _ in found:
            own.setdefault(edge, Counter()).update(_ends(line))
        for edge, line, following in found:
            yield _Filled(block, line, following, self._end(edge, own[edge]))

    def _end(self, edge: _Edge, own: Counter[float]) -> float | None:
        """Where most of the paragraph's lines end, if two do; else where those of others do that begin there too."""
        (end, count), *others = own.most_common(2)
        if count > 1 and not any(other == count for _, other in others):
            return end
        end, count = self._ends[edge]
        return end if count >= KNOWN else None


def _blanks(line: Line) -> tuple[float, ...]:
    """How much of a line may lie beyond its measure, in ems: the blank of its last sign, and all of one that hangs."""
    last = line.text[-1]
    if last in MIDDLE_DOTS:
        return (0.25,)
    return (0.5, 1.0) if last in "、。，．" else (0.5,) if last in CLOSING else ()


def _ends(line: Line) -> set[float]:
    """Where the measure of a line may end."""
    return {round(line.right), *(round(line.right - blank * line.size) for blank in _blanks(line)[:1])}


def _left(line: Line, plain: set[int]) -> float:
    """Where a line begins, with what others of its paragraph do; the blank of an opening bracket may lie before it."""
    without = line.left + line.size / 2
    return without if line.text[0] in OPENING and round(without) in plain else line.left


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


def _gap(line: Line) -> float:
    """The space that was added behind each character of a line, in ems: behind those of Japanese, what half of them
    have or more; where there are none, the mean.
    """
    if gaps := sorted(gap for each in line.fragments for gap in _gaps(each)):
        return gaps[len(gaps) // 2] / line.size
    glyphs = sum([each.glyphs for each in line.fragments])
    added = line.right - line.left - sum(each.advances for each in line.fragments)
    return added / (glyphs - 1) / line.size if glyphs > 1 else 0.0


def _gaps(fragment: Fragment) -> Iterator[float]:
    """The gaps between characters that are set solid."""
    boxes, text = array("f", fragment.boxes.numbers), fragment.text
    if len(boxes) == 4 * len(text):
        for at in range(len(text) - 1):
            if _is_solid(text[at]) and _is_solid(text[at + 1]):
                yield boxes[4 * at + 4] - boxes[4 * at + 2]


def _is_solid(character: str) -> bool:
    return "\u3041" <= character <= "\u30fa" or "\u4e00" <= character <= "\u9fff"


def _next_word(line: Line) -> float:
    """How wide the first piece of a line is that may not be broken, in ems: of Japanese a character with the signs that
    stick to it, else a word.
    """
    text, at = line.text, 0
    while at < len(text) - 1 and text[at] in OPENING:
        at += 1
    if not _is_wide(text[at]):
        while at < len(text) - 1 and not _is_wide(text[at + 1]):
            at += 1
    while at < len(text) - 1 and (text[at + 1] in STARTS_NO_LINE or text[at + 1] == text[at] in INSEPARABLE):
        at += 1
    return sum(1.0 if _is_wide(each) else 0.6 for each in text[: at + 1])


def _begins_latin(filled: _Filled) -> bool:
    """Whether a word or an address, too long for what is left of the line, begins the next one."""
    return not _is_wide(filled.following.text[0]) and _next_word(filled.following) > filled.slack


def _beside_image(filled: _Filled, subject: Subject) -> bool:
    """Whether an image stands at the right of a line, so that it has to be short."""
    line = filled.line
    images = subject.pdf.pages[line.page].images
    return any(each.box.right > line.right and each.box.meets(line.box._replace(right=1e6)) for each in images)


@rule(
    "lines.ragged",
    Severity.WARNING,
    "document",
    finds=Text(
        "A line inside of a paragraph that ends half an em or more before the others.",
        "段落の途中で、ほかの行より半角以上手前で終わる行",
    ),
    why=Text(
        "Lines of Japanese text are as long as each other; a short one looks like the end of the paragraph.",
        "和文の行は行末がそろいます。途中の短い行は段落の終わりに見えます。",
    ),
    mend=JUSTIFY,
    source=Source("JLREQ", "3.8.1"),
)
def ragged(subject: Subject) -> Iterator[Fault]:
    paragraphs = subject.once(_Measures).paragraphs
    free = [each for each in paragraphs if _is_set_free(each)]
    for lines in paragraphs:
        if lines not in free:
            short = [each for each in lines if each.slack > RAGGED and not _excused(each, subject)]
            yield from (_short(subject, each) for each in short)
    if len(free) >= PARAGRAPHS and not any(map(_is_justified, paragraphs)):
        what = Text(
            f"{len(free)} of {len(paragraphs)} paragraphs are ragged, and no line is set to the measure.",
            f"{len(paragraphs)} 段落のうち {len(free)} 段落で行末がそろわず、字間で調整した行が一つもありません。",
        )
        first = next(each for each in free[0] if each.slack > RAGGED)
        yield Fault(what, first.block.source, subject.once(Composition).spots(first.line))


def _is_justified(lines: Sequence[_Filled]) -> bool:
    """Whether a line of a paragraph was stretched, or squeezed, to the measure."""
    return any(abs(each.slack) < TOGETHER and abs(_gap(each.line)) >= JUSTIFIED for each in lines)


def _is_set_free(lines: Sequence[_Filled]) -> bool:
    """Whether a paragraph is ragged by design: some lines are short, each because nothing more would have gone into it,
    and none is stretched. Measures of ours are whole points, so there is a tenth of an em to spare.
    """
    short = [each for each in lines if each.slack > RAGGED]
    fits = any(_next_word(each.following) < each.slack - TOGETHER for each in short)
    return bool(short) and not fits and all(abs(_gap(each.line)) < JUSTIFIED for each in lines)


def _excused(filled: _Filled, subject: Subject) -> bool:
    return _begins_latin(filled) or _beside_image(filled, subject)


def _short(subject: Subject, filled: _Filled) -> Fault:
    what = Text(
        f"A line ends {filled.slack:.1f} em before the others: “…{filled.line.text[-10:]}”.",
        f"行がほかの行より {filled.slack:.1f} 字分手前で終わっています：「…{filled.line.text[-10:]}」",
    )
    return Fault(what, filled.block.source, subject.once(Composition).spots(filled.line))


@rule(
    "lines.overfull",
    Severity.ERROR,
    "document",
    finds=Text("A line that runs past the right edge of its paragraph.", "段落の右端を越えて伸びている行"),
    why=Text("It runs into the margin, or into what stands beside it.", "余白や、隣にあるものの上にはみ出しています。"),
    mend=JUSTIFY,
    source=Source("JLREQ", "3.8.1"),
)
def overfull(subject: Subject) -> Iterator[Fault]:
    paragraphs = subject.once(_Measures).paragraphs
    for lines in paragraphs if any(map(_is_justified, paragraphs)) else ():
        for each in lines:
            if each.slack < -RAGGED:
                what = Text(
                    f"A line runs {-each.slack:.1f} em past the others: “…{each.line.text[-10:]}”.",
                    f"行がほかの行より {-each.slack:.1f} 字分はみ出しています：「…{each.line.text[-10:]}」",
                )
                yield Fault(what, each.block.source, subject.once(Composition).spots(each.line))


@rule(
    "lines.stretched",
    Severity.WARNING,
    "document",
    finds=Text(
        "A line with gaps of more than half an em between its characters.", "文字の間が半角分より広く空いている行"
    ),
    why=Text(
        "The eye takes such gaps for spaces, and the line for a heading or a mistake.",
        "空きが空白に見え、見出しや誤りのように読まれます。",
    ),
    mend=JUSTIFY,
    source=Source("JLREQ", "3.8.4"),
)
def stretched(subject: Subject) -> Iterator[Fault]:
    for block in subject.once(Composition).blocks:
        if block.block.kind in SPACED and block.spaces is not None:
            for line in block.lines:
                if _is_wide_open(line) or _has_hole(block, line):
                    what = Text(
                        f"The characters of a line stand far apart: “{line.text[:20]}”.",
                        f"行の文字の間が空きすぎています：「{line.text[:20]}」",
                    )
                    yield Fault(what, block.source, subject.once(Composition).spots(line))


def _is_wide_open(line: Line) -> bool:
    """Whether its gaps are too wide on the mean: with glyphs of half an em at least, it is longer than an em each."""
    least = (0.5 + WIDEST) * len(line.text) - WIDEST
    return line.right - line.left > least * line.size and _gap(line) > WIDEST


def _has_hole(block: Composed, line: Line) -> bool:
    """Whether there is a gap between two Japanese characters where the manuscript has no space."""
    if len(line.fragments) < 2 or block.spaces is None:
        return False
    at = line.at
    for before, behind in zip(line.fragments, line.fragments[1:], strict=False):
        at += len(before.text)
        if at not in block.spaces and _is_hole(before, behind, line.size) and not _is_base(block, before, behind):
            return True
    return False


def _is_hole(before: Fragment, behind: Fragment, size: float) -> bool:
    return behind.left - before.right > WIDEST * size and _is_wide(before.text[-1]) and _is_wide(behind.text[0])


def _is_base(block: Composed, before: Fragment, behind: Fragment) -> bool:
    """Whether one of two pieces is set wider since its reading is longer than it is (JLREQ 3.3.8)."""
    bases = [reading.base for reading in block.block.readings]
    return any(before.text.endswith(base) or behind.text.startswith(base) for base in bases)


@rule(
    "lines.last",
    Severity.NOTE,
    "document",
    finds=Text(
        "A paragraph whose last line is a single character (a full stop behind it makes two).",
        "最後の行が一文字だけの段落（句点が付いていれば二文字とみなす）",
    ),
    why=Text(
        "A line for one character looks left over, and a word less would spare it.",
        "一文字だけの行は余り物に見えます。一語減らせば一行減ります。",
    ),
    mend=Text("Reword the paragraph by a few characters.", "段落を数文字分直してください。"),
    source=Source("Kanko"),
)
def last(subject: Subject) -> Iterator[Fault]:
    for block in subject.once(Composition).blocks:
        if len(block.lines) > 1 and block.block.kind in RUNNING and block.breaks is not None:
            line = block.lines[-1]
            if len(line.text) == 1 and line.at not in block.breaks:
                what = Text(
                    f"A paragraph ends with the line “{line.text}”.", f"段落の最後の行が「{line.text}」だけです。"
                )
                yield Fault(what, block.source, subject.once(Composition).spots(line))
