"""Faces: a font at a size with its features, in a language, and what Pango makes of characters in it.

A character is learnt alone. Where it comes out of a text as it does alone, nothing around it has touched it: no
kerning, no ligature, no contextual form. Such a text may be cut anywhere without shaping it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import accumulate
from typing import Any, Final, NamedTuple

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import get_pango_font_key

from build_tools.press import economies

# What may take part in other line breaks than those beside it, or is no glyph of its own: combining marks, tabs, soft
# hyphens, quotation marks, other scripts. And the second of two spaces.
ODD: Final = re.compile(
    "[^ -~\u2010-\u2017\u2020-\u2027\u2030-\u2038\u203b-\u205e\u2100-\u27ff\u3000-\u3029\u3041-\u3096\u30a1-\u30ff"
    "\u4e00-\u9fff\uff01-\uff60]|(?<= ) "
)
# What decides the font of a face: Japanese text is meant to be set in it.
_MEASURE: Final = "\u306e"
_WORD: Final = 4  # bytes
_WORDS: Final = 5  # of a PangoGlyphInfo: glyph, width, x offset, y offset, flags
# Bits of a PangoLogAttr, which is one word: a line may be broken; a hyphen is put where it is.
_LINE_BREAK: Final = 1 << 0
_HYPHEN: Final = 1 << 13
_PANGO: Final = 15000  # the first version that ends lines as `composing` does
_SMALLEST: Final = 1e-6  # CSS px; what is smaller is not drawn
_FACE: Final = "kanko_face"  # kept at a style
# The styles that forbid to take lines from a shaped text, by the values that do not.
_SIMPLE: Final = {
    "direction": ("ltr",),
    "font_variation_settings": ("normal",),
    "hyphens": ("manual", "none"),
    "letter_spacing": ("normal",),
    "white_space": ("normal", "nowrap", "pre", "pre-wrap"),
    "word_break": ("normal",),
    "word_spacing": (0,),
}


class Character(NamedTuple):
    """The glyph of a character and its advance in Pango units."""

    glyph: int
    advance: int


class Shaped(NamedTuple):
    """A text as Pango shapes it: glyphs (-1 for a character that has none of its own), advances in Pango units, the
    characters before which a line may be broken, and those before which that puts a hyphen.
    """

    glyphs: list[int]
    advances: list[int]
    breaks: list[int]
    hyphens: set[int]


class Decoration(NamedTuple):
    """Where lines over, under and through text are, in CSS px from the baseline, and how thick they are."""

    ascent: float
    underline_position: float
    underline_thickness: float
    strikethrough_position: float
    strikethrough_thickness: float


class Face:
    """A font at a size with its features, in a language. `height` and `baseline` are those of its lines, in CSS px;
    `key` and `size` are how WeasyPrint knows its font and how large it draws it; `em` is the size in Pango units.
    """

    def __init__(self, description: Any, features: str, direction: str, lang: str) -> None:
        context, language = economies.pango_context(direction, lang)
        self._asked_for = context, description, language
        self._keeper, self._layout = (_new_layout(context, description, features) for _ in range(2))
        _set_text(self._keeper, _MEASURE)
        line = _line(self._keeper, 0)
        self.font = line.runs[0].data.item.analysis.font  # lives as long as the layout that uses it
        self.key, _description, self.size = get_pango_font_key(self.font)
        self.em: float = self.size * TO_UNITS
        extents = ffi.new("PangoRectangle *")
        pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
        self.height = extents.height * FROM_UNITS
        self.baseline = pango.pango_layout_get_baseline(self._keeper) * FROM_UNITS
        self._characters: dict[str, Character | None] = {}

    @cached_property
    def decoration(self) -> Decoration:
        """Where the font has its lines."""
        metrics = ffi.gc(pango.pango_context_get_metrics(*self._asked_for), pango.pango_font_metrics_unref)
        asked = (getattr(pango, f"pango_font_metrics_get_{name}") for name in Decoration._fields)
        return Decoration(*(ask(metrics) * FROM_UNITS for ask in asked))

    def characters(self, text: str) -> list[Character | None]:
        """The characters of a text as each is when it is set alone; None for an odd one, and for one that is not one
        glyph of this font.
        """
        if new := set(text) - self._characters.keys():
            self._learn(sorted(new))
        return list(map(self._characters.__getitem__, text))

    def advance(self, character: str) -> int:
        """The advance of a character that is set alone (Pango units), in whatever font."""
        (found,) = self.characters(character)
        shaped = None if found else self.shaped(character)
        return found.advance if found else sum(shaped.advances) if shaped else 0

    def shaped(self, text: str) -> Shaped | None:
        """A text shaped as a whole; None for one that is not set from left to right in one paragraph."""
        _set_text(self._layout, text)
        if _line(self._layout, 1) != ffi.NULL:
            return None
        shaped, data = Shaped([], [], *self._breaks(len(text))), b""
        for item in _items(_line(self._layout, 0)):
            if item.item.analysis.level % 2:
                return None
            glyphs, advances = self._glyphs(item)
            if glyphs and glyphs[0] < 0:
                data = data or text.encode()
                advances = _widths(item, data)
            shaped.glyphs.extend(glyphs)
            shaped.advances.extend(advances)
        return shaped

    def width(self, glyph: int) -> int:
        """The width of a glyph in Pango units, whatever may move it."""
        extents = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(self.font, glyph, ffi.NULL, extents)
        return int(extents.width)

    def _glyphs(self, item: Any) -> tuple[list[int], list[int]]:
        """The glyphs of a part of a text that Pango shaped at once, where there is one for each character, in the font
        of the face and where it belongs.
        """
        length, glyphs = item.item.num_chars, item.glyphs
        if item.item.analysis.font != self.font or glyphs.num_glyphs != length:
            return [-1] * length, [0] * length
        words = memoryview(ffi.buffer(glyphs.glyphs, length * _WORDS * _WORD)).cast("i").tolist()
        moved = any(words[2::_WORDS]) or any(words[3::_WORDS])
        return [-1] * length if moved else words[::_WORDS], words[1::_WORDS]

    def _breaks(self, length: int) -> tuple[list[int], set[int]]:
        attributes = pango.pango_layout_get_log_attrs_readonly(self._layout, ffi.NULL)
        words = memoryview(ffi.buffer(attributes, length * _WORD)).cast("I").tolist()
        breaks = [place for place, word in enumerate(words) if word & _LINE_BREAK and place]
        return breaks, {place for place, word in enumerate(words) if word & _HYPHEN}

    def _learn(self, characters: list[str]) -> None:
        """Each character is a paragraph of its own; an odd one might end it, and is not asked for."""
        self._characters.update(dict.fromkeys(characters))
        plain = [character for character in characters if not ODD.match(character)]
        _set_text(self._layout, "\n".join(plain))
        for number, character in enumerate(plain):
            self._characters[character] = self._alone(list(_items(_line(self._layout, number))))

    def _alone(self, items: list[Any]) -> Character | None:
        if len(items) != 1 or items[0].item.num_chars != 1:
            return None
        (glyph,), (advance,) = self._glyphs(items[0])
        return Character(glyph, advance) if 0 <= glyph < pango.PANGO_GLYPH_EMPTY else None


def _widths(item: Any, data: bytes) -> list[int]:
    """The advance of each character of a part of a text (UTF-8) that is not one glyph a character: all of a cluster's
    at its first one.
    """
    start, glyphs = item.item.offset, item.glyphs
    found: dict[int, int] = {}
    for number in range(glyphs.num_glyphs):
        at = glyphs.log_clusters[number]
        found[at] = found.get(at, 0) + glyphs.glyphs[number].geometry.width
    starts = accumulate((len(each.encode()) for each in data[start : start + item.item.length].decode()), initial=0)
    return [found.get(at, 0) for at in starts][:-1]


def _new_layout(context: Any, description: Any, features: str) -> Any:
    layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout, False)
    pango.pango_layout_set_font_description(layout, description)
    if features:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(features.encode()))
        pango.pango_layout_set_attributes(layout, attributes)
    return layout


def _set_text(layout: Any, text: str) -> None:
    data = text.encode()
    pango.pango_layout_set_text(layout, data, len(data))


def _line(layout: Any, number: int) -> Any:
    return pango.pango_layout_get_line_readonly(layout, number)


def _items(line: Any) -> Iterator[Any]:
    run = line.runs
    while run != ffi.NULL:
        yield run.data
        run = run.next


def face_of(style: Any) -> Face | None:
    """The face of a style; None where its text needs more than a font: spacing, hyphens."""
    try:
        found: Face | None = getattr(style, _FACE)
    except AttributeError:
        found = _face_of(style)
        setattr(style, _FACE, found)
    return found


def _face_of(style: Any) -> Face | None:
    if pango.pango_version() < _PANGO or style["font_size"] < _SMALLEST or not economies.is_plain(style):
        return None
    if any(style[name] not in allowed for name, allowed in _SIMPLE.items()):
        return None
    features = ",".join(f"{name} {value}" for name, value in economies.features(style).items())
    return _face(economies.font_key(style), features, style["direction"], style["lang"])


@cache
def _face(font: tuple[Any, ...], features: str, direction: str, lang: str) -> Face:
    return Face(economies.description(*font), features, direction, lang)
