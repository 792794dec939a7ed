"""What WeasyPrint does more often than it must for Japanese pages, done once. Nothing here changes what is typeset: a
test compiles with and without it, to the same bytes.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Final

import weasyprint
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration
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
# What takes part in no break but the one beside it: no tabs, no soft hyphens, no combining marks, no other scripts.
_PLAIN: Final = re.compile("[ -~\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff\uff01-\uff60]*")
# Between two ideographs a line may always be broken, whatever stands before or behind them (UAX 14, LB31).
_BREAK: Final = re.compile("[\u4e00-\u9fff]{2}")
_split_first_line = line_break.split_first_line


class _Nothing(URLFetcher):  # type: ignore[misc]
    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        raise ValueError(f"a stylesheet may import nothing: {url}")


@lru_cache(maxsize=256)
def stylesheet(sheet: str) -> tuple[Any, tuple[str, ...]]:
    """A stylesheet, parsed, and what WeasyPrint warned of meanwhile. It may import nothing; what its rules refer to is
    fetched by the documents that use it.
    """
    with collecting() as messages:
        parsed = weasyprint.CSS(string=sheet, base_url=ASSETS, url_fetcher=_Nothing())
        return parsed, tuple(messages)


@cache
def fonts() -> Any:
    """The fonts of this machine; the documents of a process share what Pango learns of them."""
    return FontConfiguration()


def get_font_description(style: Any) -> Any:
    """Pango's description of the font of a style, made once for all styles with the same font."""
    if style["font_variation_settings"] != "normal":
        return describe_font(style)
    return _description(tuple(style["font_family"]), *(style[name] for name in _FONT))


@lru_cache(maxsize=1024)
def _description(family: tuple[str, ...], *values: Any) -> Any:
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


def _head(text: str, style: Any, max_width: Any) -> str:
    """As much of a text as surely fills a line and more; empty where that does not spare anything, or can't be told."""
    size = style["font_size"]
    if max_width is None or not size or not size < max_width < len(text) * size / _LINES:
        return ""
    head = text[: int(max_width / size * _LINES) + 2]
    return head if len(_WIDE.findall(head)) > _SHARE * len(head) and _PLAIN.fullmatch(head) else ""
