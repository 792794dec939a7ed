"""Composed lines as text-showing operators (ISO 32000-1, 9.4.3): each glyph where its line puts it."""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import ceil
from operator import add
from typing import Any, Final

from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from build_tools.press.fitting import SetLine, Setting

# pypdf reads a space in a single adjustment that is near a tenth of the em, in thousandths.
_WORD_GAP: Final = 50
_LARGEST: Final = 95
_BITS: Final = 16  # of the code of a pair; above it is that of the glyph before
_MARKS: Final = "kanko_set"  # kept at a font of a document


class Marks(dict[str, tuple[str, int]]):
    """The characters of a setting in a font of a document: glyph in hexadecimal digits, and the code of what it is
    drawn with: `lacks` has, by that code, how much its width in the font is more than its advance (thousandths of the
    em). The character for which a glyph is drawn first is its text.
    """

    def __init__(self, font: Any, setting: Setting) -> None:
        self.font, self.setting = font, setting
        self.lacks: list[float] = []
        self._codes: dict[float, int] = {}

    def __missing__(self, text: str) -> tuple[str, int]:
        face = self.setting.face
        (character,) = face.characters(text)
        assert character is not None  # a line that is not odd has no others
        glyph, advance = character
        self.font.to_unicode.setdefault(glyph, text)
        if glyph not in self.font.widths:
            self.font.widths[glyph] = round(face.width(glyph) * 1000 * FROM_UNITS / face.size)
        lack = self.font.widths[glyph] - advance * 1000 / face.em
        if lack not in self._codes:
            self._codes[lack] = len(self.lacks)
            self.lacks.append(lack)
        mark = self[text] = f"{glyph:04x}", self._codes[lack] << _BITS
        return mark


class _Between(dict[int, str]):
    """What stands between two glyphs of a line, by the codes of the first one and of the pair."""

    def __init__(self, line: SetLine, lacks: list[float]) -> None:
        setting = line.run.setting
        self._lacks, self._known = lacks, setting.pairs.known
        self._gaps, self._em = line.gaps, setting.face.em

    def __missing__(self, code: int) -> str:
        pair = self._known[code & (1 << _BITS) - 1]
        more = (pair.added + self._gaps[pair.kind]) * 1000 / self._em
        text = self[code] = adjustment(self._lacks[code >> _BITS] - more)
        return text


def adjustment(thousandths: float) -> str:
    """What moves the next glyph back by so many thousandths of the em; less than one is lost: fractions of widths."""
    if abs(thousandths) < 1:
        return ""
    parts = 1 if thousandths > -_WORD_GAP else ceil(-thousandths / _LARGEST) + (thousandths > -_LARGEST)
    part = f"{round(thousandths / parts, 2):g}"
    return f">{'<>'.join([part] * parts)}<"


def operand(line: SetLine, marks: Marks) -> str:
    """The glyphs of a line and the adjustments between them."""
    glyphs, lacks = zip(*map(marks.__getitem__, line.text), strict=True)
    between = _Between(line, marks.lacks)
    parts = ["<", *glyphs, *glyphs[:-1], ">"]
    parts[1:-1:2] = glyphs
    parts[2:-1:2] = map(between.__getitem__, map(add, lacks, line.run.codes[line.start : line.end - 1]))
    return "".join(parts)


def marks_of(font: Any, setting: Setting) -> Marks:
    """The characters of a setting in a font of a document."""
    kept: dict[Setting, Marks] = vars(font).setdefault(_MARKS, {})
    return kept.get(setting) or kept.setdefault(setting, Marks(font, setting))


class PlacedLayout(Layout):  # type: ignore[misc]
    """A composed line as Pango's own layout, for glyphs of other fonts, ligatures, kerning: its glyphs are put where
    the line has its characters. It stays set up until it is drawn.
    """

    def __init__(self, line: SetLine, style: Any) -> None:
        super().__init__(style)
        self.set_text(line.text)
        pango.pango_layout_set_single_paragraph_mode(self.layout, True)
        first, _ = self.get_first_line()
        starts = accumulate((len(character.encode()) for character in line.text), initial=0)
        self._advances = dict(zip(starts, line.steps(), strict=False))
        run = first.runs[0]
        while run != ffi.NULL:
            self._place(run.data)
            run = run.next

    def _place(self, item: Any) -> None:
        """Give each cluster of a part of the text the advances of its characters, at its last glyph."""
        glyphs, offset = item.glyphs, item.item.offset
        clusters = [glyphs.log_clusters[number] for number in range(glyphs.num_glyphs)]
        for at, following in pairwise([*sorted(set(clusters)), item.item.length]):
            cluster = [number for number, place in enumerate(clusters) if place == at]
            there = sum(glyphs.glyphs[number].geometry.width for number in cluster)
            wanted = sum(self._advances.get(place, 0) for place in range(offset + at, offset + following))
            glyphs.glyphs[cluster[-1]].geometry.width += wanted - there

    def deactivate(self) -> None:
        """Keep what Pango knows: each line is drawn once, soon."""

    def reactivate(self, style: Any) -> None:
        """Nothing was put aside."""
