"""What WeasyPrint does more often than it must for Japanese pages, done once. Nothing here changes what is typeset: a
test compiles with and without it, to the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, Final

import weasyprint
from tinyhtml5.inputstream import HTMLUnicodeInputStream, characters_until_regex
from weasyprint.css import StyleFor
from weasyprint.css.counters import CounterStyle
from weasyprint.layout import percent
from weasyprint.layout.page import PageType
from weasyprint.text import fonts as fonts_of_weasyprint
from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import FontConfiguration, font_features
from weasyprint.text.fonts import get_font_description as describe_font
from weasyprint.urls import URLFetcher, URLFetcherResponse

from build_tools.press.messages import collecting
from build_tools.press.unit import ASSETS

# The styles that decide a font description, as `get_font_description` reads them.
_FONT: Final = ("font_style", "font_stretch", "font_weight", "font_size", "font_variant_caps")
# Lines of wide characters in which a line and the next place for a break are found, and how many of them must be wide.
_LINES: Final = 1.5
_SHARE: Final = 0.85
_WIDE: Final = re.compile("[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff60]")
# Behind a letter, wide or not, Pango may have put a hyphen.
_LETTER: Final = re.compile("[A-Za-z\uff21-\uff3a\uff41-\uff5a]")
# What takes part in no break but the one beside it: no tabs, no soft hyphens, no combining marks, no other scripts.
_PLAIN: Final = re.compile("[ -~\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff\uff01-\uff60]*")
# Between two ideographs a line may always be broken, whatever stands before or behind them (UAX 14, LB31).
_BREAK: Final = re.compile("[\u4e00-\u9fff]{2}")
# The arguments of `font_features`, in their order.
_FEATURES: Final = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
# What is kept at a style, as attributes of it.
_PLAIN_SETUP: Final = "kanko_setup"
_SHARED: Final = "kanko_shared"
_LIKE: Final = "kanko_like"
_STRUT: Final = "kanko_strut"
_USED: Final = "kanko_used"
# What has one of these in its rules has a style of its own, which may be changed.
_OWN: Final = frozenset({"float", "position"})
_MARKS: Final = frozenset(
    {"marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback", "before", "after"}
)
_MOST: Final = 8  # styles that are kept for one tag of a parent: what has more is not alike
_split_first_line = line_break.split_first_line
_first_line_metrics = line_break.first_line_metrics
_setup = line_break.Layout.setup
_set_computed_styles = StyleFor.set_computed_styles
_strut = line_break.strut
_chars_until = HTMLUnicodeInputStream.chars_until
_resolve_percentages = percent.resolve_percentages
_object_data = fonts_of_weasyprint.get_hb_object_data
# The used values that `resolve_percentages` sets, by the names of the properties.
_SIDES: Final = ("left", "right", "top", "bottom")
_LENGTHS: Final = (
    *(f"{name}_{side}" for name in ("margin", "padding") for side in _SIDES),
    *(f"{most}{name}" for name in ("width", "height") for most in ("", "min_", "max_")),
)
_TYPES: Final = (
    *("PangoFcFontMap *", "PangoRectangle *", "PangoLogAttr[]", "char[]", "char[4]"),
    *("hb_tag_t[100]", "uintptr_t", "unsigned int *"),
)
_BORDERS: Final = tuple(f"border_{side}_width" for side in _SIDES)


class _Nothing(URLFetcher):  # type: ignore[misc]
    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        raise ValueError(f"a stylesheet may import nothing: {url}")


@lru_cache(maxsize=256)
def stylesheet(sheet: str) -> tuple[Any, tuple[str, ...]]:
    """A stylesheet, parsed, its counter styles beside it, and what WeasyPrint warned of meanwhile. It may import
    nothing; what its rules refer to is fetched by the documents that use it.
    """
    with collecting() as messages:
        counters = CounterStyle()
        parsed = weasyprint.CSS(string=sheet, base_url=ASSETS, url_fetcher=_Nothing(), counter_style=counters)
        parsed.counter_style = counters
        return parsed, tuple(messages)


def counter_styles(sheets: Iterable[Any]) -> Any:
    """The counter styles of parsed stylesheets (CSS Counter Styles 3), later ones over earlier ones."""
    styles = CounterStyle()
    for sheet in sheets:
        styles.update(sheet.counter_style)
    return styles


def parse_types() -> None:
    """Have cffi parse the C types that WeasyPrint names in words: at the first use of each, it parses all of C's own as
    well.
    """
    for name in _TYPES:
        ffi.typeof(name)


@cache
def fonts() -> Any:
    """The fonts of this machine; the documents of a process share what Pango learns of them."""
    return FontConfiguration()


def setup(layout: Any, style: Any) -> None:
    """Set a layout up for a style. Plain text needs a Pango context, a language and a font, the same ones for all its
    lines; what needs more is left to WeasyPrint.
    """
    plain = getattr(style, _PLAIN_SETUP, None)
    if plain is None:
        simple = is_plain(style) and style["text_decoration_line"] == "none" and not features(style)
        plain = pango_context(style["direction"], style["lang"]) if simple else ()
        setattr(style, _PLAIN_SETUP, plain)
    if not plain:
        _setup(layout, style)
        return
    context, layout.language = plain
    layout.style, layout.first_line_direction = style, 0
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.underline_thickness = layout.strikethrough_thickness = None
    layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)
    pango.pango_layout_set_font_description(layout.layout, get_font_description(style))


def is_plain(style: Any) -> bool:
    """Whether a style has a language, and its fonts are those of `fonts`."""
    return style.font_config is fonts() and bool(style["lang"]) and style["font_language_override"] == "normal"


def features(style: Any) -> dict[str, int]:
    """The font features that a style asks for, by their OpenType names."""
    asked: dict[str, int] = font_features(*(style[name] for name in _FEATURES))
    return asked


@cache
def pango_context(direction: str, lang: str) -> tuple[Any, Any]:
    """A Pango context for text of a direction and a language, and Pango's own language."""
    context = ffi.gc(pango.pango_font_map_create_context(fonts().font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[direction])
    name, _bytes = unicode_to_char_p(lang)
    language = pango.pango_language_from_string(name)
    pango.pango_context_set_language(context, language)
    return context, language


def set_computed_styles(
    styles: Any, element: Any, parent: Any, root: Any = None, pseudo_type: str | None = None, **more: Any
) -> None:
    """Set the computed style of an element, or let it share that of another one to which the same rules apply: one of
    the same tag and a like parent, its pseudo-elements, a margin box of a page with the same rules.

    Styles are worked out property by property when they are asked for, and never changed of these.
    """
    cascaded, computed = styles.get_cascaded_styles(), styles.get_computed_styles()
    rules = cascaded.get((element, pseudo_type), {})
    if isinstance(element, PageType):
        owner, name, rules = computed[root, None], str(pseudo_type), (cascaded.get((element, None)), rules)
    elif pseudo_type in _MARKS:
        owner, name = _like(computed[parent, None]), str(pseudo_type)
    elif not pseudo_type and parent is not None and not _OWN.intersection(rules):
        owner, name = _like(computed[parent, None]), element.tag
    else:
        _set_computed_styles(styles, element, parent, root, pseudo_type, **more)
        return
    anchored = not pseudo_type and "anchor" in rules
    if anchored:
        name, rules = f"{name}#", {key: value for key, value in rules.items() if key != "anchor"}
    kept = vars(owner).setdefault(_SHARED, {}).setdefault(name, [])
    style = next((style for other, style in kept if other == rules), None)
    if style is None or anchored:
        _set_computed_styles(styles, element, parent, root, pseudo_type, **more)
    if style is None:
        kept[_MOST - 1 :] = []
        kept.append((rules, computed[element, pseudo_type]))
    elif anchored:
        setattr(computed[element, None], _LIKE, style)
    else:
        computed[element, pseudo_type] = style


def _like(style: Any) -> Any:
    """The first style that is the same as a style but for the anchor, which is not inherited: what descends from them
    may share styles.
    """
    return getattr(style, _LIKE, style)


def get_font_description(style: Any) -> Any:
    """Pango's description of the font of a style, made once for all styles with the same font."""
    if style["font_variation_settings"] != "normal":
        return describe_font(style)
    return description(*font_key(style))


def font_key(style: Any) -> tuple[Any, ...]:
    """What decides the font of a style that has no variations: the arguments of `description`."""
    return tuple(style["font_family"]), *(style[name] for name in _FONT)


@lru_cache(maxsize=1024)
def description(family: tuple[str, ...], *values: Any) -> Any:
    """Pango's description of a font."""
    return describe_font(
        {"font_family": family, "font_variation_settings": "normal", **dict(zip(_FONT, values, strict=True))}
    )


def split_first_line(text: str, style: Any, context: Any, max_width: Any, *rest: Any, **more: Any) -> Any:
    """The first line of a text that fits.

    WeasyPrint shapes four ems of text for each em of the line, lest narrow letters run short; wide characters fill it
    with one. Where the line can't be told from the short text, the whole is tried as before.
    """
    head = _head(text, style, max_width)
    if head:
        found = _split_first_line(head, style, context, max_width, *rest, **more)
        resume = found[2]
        if resume is not None and _BREAK.search(head.encode()[resume:].decode()):
            return found
    return _split_first_line(text, style, context, max_width, *rest, **more)


def first_line_metrics(
    first_line: Any,
    text: str,
    layout: Any,
    resume_at: int | None,
    space_collapse: bool,
    style: Any,
    hyphenated: bool = False,
    hyphenation_character: str | None = None,
) -> Any:
    """The measures of a line that was found.

    WeasyPrint shapes the line once more, alone; one of plain text that ends in a wide character is as it stands.
    """
    length = first_line.length
    line = "" if hyphenated or not resume_at else text.encode()[:length].decode()
    spaced = style["letter_spacing"] != "normal" or style["word_spacing"]
    if spaced or not line or not _WIDE.match(line[-1]) or _LETTER.match(line[-1]) or not _PLAIN.fullmatch(line):
        given = first_line, text, layout, resume_at, space_collapse, style, hyphenated, hyphenation_character
        return _first_line_metrics(*given)
    width, height = line_break.line_size(first_line, style)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    layout.text = line
    layout.deactivate()
    return layout, length, resume_at, width, height, baseline


def _head(text: str, style: Any, max_width: Any) -> str:
    """As much of a text as surely fills a line and more; empty where that does not spare anything, or can't be told."""
    size = style["font_size"]
    if max_width is None or not size or not size < max_width < len(text) * size / _LINES:
        return ""
    head = text[: int(max_width / size * _LINES) + 2]
    return head if len(_WIDE.findall(head)) > _SHARE * len(head) and _PLAIN.fullmatch(head) else ""


def strut(style: Any) -> tuple[float, float]:
    """The height of a line and its baseline, by style; WeasyPrint puts together a key of some twenty properties."""
    try:
        found: tuple[float, float] = getattr(style, _STRUT)
    except AttributeError:
        found = _strut(style)
        setattr(style, _STRUT, found)
    return found


def chars_until(stream: Any, characters: Any, opposite: bool = False) -> str:
    """The characters of an HTML page up to one of a set. tinyhtml5 keeps its expressions under other keys than it looks
    for, and makes them anew each time.
    """
    key = characters, opposite
    if key not in characters_until_regex:
        members = "".join(f"\\x{ord(character):02x}" for character in characters)
        characters_until_regex[key] = re.compile(f"[{'' if opposite else '^'}{members}]+")
    text: str = _chars_until(stream, characters, opposite)
    return text


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Set the used values of a box. Where none is a percentage they are those of every box with the style."""
    style = box.style
    used = getattr(style, _USED, None)
    if not used:
        _resolve_percentages(box, containing_block)
        if used is None:
            setattr(style, _USED, {name: vars(box)[name] for name in _LENGTHS} if _is_absolute(style) else {})
        return
    vars(box).update(used)
    collapse = style["border_collapse"] == "collapse"
    for name in _BORDERS:
        if not (collapse and hasattr(box, name)):  # a border of a table is that of its neighbour, too
            setattr(box, name, style[name])


def _is_absolute(style: Any) -> bool:
    """Whether the used values of a style are its own, but for borders that collapse."""
    values = [style[name] for name in _LENGTHS]
    return (style["border_collapse"] != "collapse" or style["box_sizing"] == "content-box") and all(
        value == "auto" or getattr(value, "unit", None) == "px" for value in values
    )


def font_data(hb_object: Any, *about: Any) -> Any:
    """The file of a font, read once; the pictures in it as WeasyPrint reads them."""
    if about:
        return _object_data(hb_object, *about)
    address = int(ffi.cast("uintptr_t", hb_object))
    if address not in _files:
        _files[address] = hb_object, _object_data(hb_object)
    return _files[address][1]


# By the addresses of faces, which are kept with their files: so no other face can come to lie there.
_files: dict[int, tuple[Any, bytes]] = {}
