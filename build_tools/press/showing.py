"""Lines of text as text-showing operators (ISO 32000-1, 9.4.3)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

from weasyprint.draw.text import draw_first_line as draw_layout
from weasyprint.matrix import Matrix
from weasyprint.text.ffi import FROM_UNITS
from weasyprint.text.line_break import Layout

from build_tools.press.composing import Line
from build_tools.press.faces import Face
from build_tools.press.fitting import SetLine
from build_tools.press.placing import PlacedLayout, marks_of, operand
from build_tools.press.typesetting import SpacedLayout, stretches

_ADJUSTMENTS: Final = re.compile(r">-?[0-9.]+(?:<>-?[0-9.]+)*<|><")
_LAST: Final = re.compile(r">-?[0-9.]+$")
_WORD_GAP: Final = 50  # thousandths of the em
_MARKS: Final = "kanko_marks"  # kept at a font of a document


class Setting(NamedTuple):
    """What the room around a glyph depends on: its width in the font (thousandths of the em), its advance (Pango
    units), and whether half of the gap of the line is before and behind it.
    """

    width: int
    advance: int
    before: bool
    behind: bool


class _Marks(dict[str, tuple[str, Setting]]):
    """The characters of a face in a font of a document as they are drawn: glyph in hexadecimal digits, setting.

    The character for which a glyph is drawn first is its text.
    """

    def __init__(self, font: Any, face: Face) -> None:
        self.font, self.face = font, face

    def __missing__(self, text: str) -> tuple[str, Setting]:
        (character,) = self.face.characters(text)
        assert character is not None  # a line has no others
        glyph, advance = character
        self.font.to_unicode.setdefault(glyph, text)
        if glyph not in self.font.widths:
            self.font.widths[glyph] = round(self.face.width(glyph) * 1000 * FROM_UNITS / self.face.size)
        gaps = stretches(text)
        mark = self[text] = f"{glyph:04x}", Setting(self.font.widths[glyph], advance, gaps, gaps)
        return mark


class _Between(dict[tuple[Setting, Setting], str]):
    """What stands between two glyphs of a line, by their settings."""

    def __init__(self, gap: int, size: float) -> None:
        self.gap, self.size = gap, size

    def __missing__(self, pair: tuple[Setting, Setting]) -> str:
        text = self[pair] = adjustment(*pair, self.gap, self.size)
        return text


def adjustment(first: Setting, second: Setting, gap: int, size: float) -> str:
    """What stands between two glyphs of a line with a gap (Pango units) in a font of a size (CSS px).

    WeasyPrint cuts each half of a gap to whole thousandths of the em, so that a line falls short of its edge. Here only
    what is less than a thousandth is lost: the fractions of widths.
    """
    advance = first.advance + gap * (first.behind + second.before) / 2
    thousandths = first.width - advance * 1000 * FROM_UNITS / size
    if abs(thousandths) < 1:
        return ""
    if abs(thousandths) < _WORD_GAP:
        return f">{round(thousandths, 2):g}<"
    # pypdf reads a space in a single one that is near a tenth of the em.
    half = round(thousandths / 2, 2)
    return f">{half:g}<>{half:g}<"


def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> list[Any]:
    """Draw the line of a text box; return the pictures in it, as WeasyPrint does."""
    if not textbox.text.strip():
        return []
    line = textbox.pango_layout
    if isinstance(line, SetLine):
        return _draw_set(stream, textbox, line, text_overflow, block_ellipsis, matrix)
    if isinstance(line, Line | SpacedLayout) and line.gap:
        text_overflow = "clip"  # a line that is spread does not overflow
        if stretches(line.text[0]):
            matrix = _moved(matrix, line.gap / 2 * FROM_UNITS)
    if isinstance(line, Line):
        font = _font(stream, line.run.face)
        if text_overflow != "ellipsis" and block_ellipsis == "none" and not _has_pictures(font):
            _show(stream, line, font, matrix)
            return []
        textbox.pango_layout = _layout(line, textbox.style)
    return _draw_layout(stream, textbox, text_overflow, block_ellipsis, matrix)


def _draw_set(stream: Any, textbox: Any, line: SetLine, overflow: str, ellipsis: Any, matrix: Any) -> list[Any]:
    """Draw a composed line; one that needs Pango, or is cut off, as a layout of its own."""
    font = _font(stream, line.run.face)
    if line.shift:
        matrix = _moved(matrix, -line.shift * FROM_UNITS)
    if any(line.gaps):
        overflow = "clip"  # a line that is spread does not overflow
    if not line.odd and overflow != "ellipsis" and ellipsis == "none" and not _has_pictures(font):
        stream.set_text_matrix(*matrix.values)
        stream.set_font_size(font.hash, line.run.face.size)
        stream.show_text(operand(line, marks_of(font, line.run.setting)))
        return []
    textbox.pango_layout = PlacedLayout(line, textbox.style)
    return _draw_layout(stream, textbox, overflow, ellipsis, matrix)


def _draw_layout(stream: Any, textbox: Any, *more: Any) -> list[Any]:
    """Draw a text box as WeasyPrint does, with shorter operators."""
    start = len(stream.stream)
    pictures: list[Any] = draw_layout(stream, textbox, *more)
    stream.stream[start:] = map(_shortened, stream.stream[start:])
    if stream.stream[start:]:
        stream.stream[-1] = _ended(stream.stream[-1])
    return pictures


def _font(stream: Any, face: Face) -> Any:
    """The font of a face in a document, without asking Pango for its name again."""
    return stream._fonts.get(face.key) or stream.add_font(face.font)[0]


def _has_pictures(font: Any) -> bool:
    return bool(font.bitmap or font.png or font.svg or font.colr)


def _layout(line: Line, style: Any) -> Layout:
    """A line as a layout of its own."""
    width = line.max_width
    layout = SpacedLayout(style, line.gap, width) if line.gap else Layout(style, max_width=width)
    layout.set_text(line.text)
    return layout


def _show(stream: Any, line: Line, font: Any, matrix: Any) -> None:
    face = line.run.face
    marks = vars(font).setdefault(_MARKS, {})
    marks = marks.get(face) or marks.setdefault(face, _Marks(font, face))
    stream.set_text_matrix(*matrix.values)
    stream.set_font_size(font.hash, face.size)
    stream.show_text(_operand(line, marks))


def _operand(line: Line, marks: _Marks) -> str:
    """The glyphs of a line and the adjustments between them."""
    glyphs, settings = zip(*map(marks.__getitem__, line.text), strict=True)
    between = _Between(line.gap, line.run.face.size)
    parts = ["<", *glyphs, *glyphs[:-1], ">"]
    parts[1:-1:2] = glyphs
    parts[2:-1:2] = map(between.__getitem__, pairwise(settings))
    return "".join(parts)


def _moved(matrix: Matrix, along: float) -> Matrix:
    """A text matrix further along the line: half of a gap is before the first character."""
    a, b, c, d, e, f = matrix.values
    return Matrix(a, b, c, d, e + along, f)


def _shortened(item: Any) -> Any:
    """A text-showing operator of WeasyPrint's with one adjustment between two glyphs instead of several, in hundredths,
    and none that is zero.
    """
    if not isinstance(item, bytes) or not item.endswith(b"] TJ"):
        return item
    return f"[{_ADJUSTMENTS.sub(lambda found: _added_up(found[0]), item[1:-4].decode())}] TJ".encode()


def _ended(item: Any) -> Any:
    """The last operator of a line without an adjustment at its end; of one before, it is where another font goes on."""
    if not isinstance(item, bytes) or not item.endswith(b"] TJ"):
        return item
    return f"[{_LAST.sub('>', item[1:-4].decode())}] TJ".encode()


@lru_cache(maxsize=4096)
def _added_up(adjustments: str) -> str:
    total = round(sum(map(float, filter(None, adjustments[1:-1].split("<>")))), 2)
    if not total:
        return ""
    return f">{total:g}<" if abs(total) < _WORD_GAP else adjustments
