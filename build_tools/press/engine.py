"""WeasyPrint as a compiler: one HTML page in, the live PDF objects of its pages out.

With the modules whose functions it puts in the place of WeasyPrint's, the only one that touches what WeasyPrint and
pydyf do not promise. `pins` says what, and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

import pydyf
import tinyhtml5.inputstream
import weasyprint
import weasyprint.css
import weasyprint.draw
import weasyprint.draw.text
import weasyprint.layout.block
import weasyprint.layout.inline
import weasyprint.layout.page
import weasyprint.layout.preferred
import weasyprint.layout.table
import weasyprint.pdf
import weasyprint.pdf.fonts
import weasyprint.pdf.stream
import weasyprint.text.line_break
from weasyprint.logger import LOGGER
from weasyprint.urls import URLFetcher, URLFetcherResponse

from build_tools.collection import no_collection
from build_tools.press import beside, economies, fitting, gridding, interlinear, pins, showing, sidenotes
from build_tools.press.messages import collecting
from build_tools.press.objectfile import Align, Slot
from build_tools.press.relocation import reference
from build_tools.press.roles import Roles
from build_tools.press.rules import Rules, under
from build_tools.press.tagging import Tagging
from build_tools.press.typesetting import justify_line
from build_tools.press.unit import ASSETS

# Times that a page is laid out at most, where readings at the ends of lines ask for more room.
_PASSES: Final = 3


@dataclass(frozen=True)
class Rendering:
    """WeasyPrint's own objects, still alive: its pages, the PDF with its relocations, the fonts, and what it warned
    of.
    """

    pages: Sequence[Any]
    pdf: Any
    fonts: Sequence[Any]
    warnings: tuple[str, ...]


class _Assets(URLFetcher):  # type: ignore[misc]
    """Gives out the assets of the unit and nothing else: no network, no file."""

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        super().__init__()
        self._assets = assets

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url)
        if url not in self._assets:
            raise ValueError(f"not an asset of this publication: {url}")
        return URLFetcherResponse(url, self._assets[url])


def typeset(
    html: str, stylesheets: Sequence[str], assets: Mapping[str, bytes], rules: Rules | None = None
) -> Rendering:
    """Lay out an HTML page with its stylesheets and make PDF objects of it; `assets` are the files it may use, by
    address, `rules` those by which its lines are composed, if they are.

    Raises KankoError for a version of WeasyPrint or pydyf that is not the pinned one, and whatever WeasyPrint raises.
    Does not subset fonts, make an outline or write a file.
    """
    pins.require()
    sheets, said = zip(*map(economies.stylesheet, stylesheets), strict=True) if stylesheets else ((), ())
    tagging = Tagging()
    with collecting() as messages, _patched(tagging, rules), no_collection():
        pages, pdf, fonts = _drawn(html, sheets, _Assets(assets), tagging, rules)
    return Rendering(pages, pdf, fonts, (*chain(*said), *messages))


def _drawn(
    html: str, sheets: Sequence[Any], fetcher: URLFetcher, tagging: Tagging, rules: Rules | None
) -> tuple[Sequence[Any], Any, Sequence[Any]]:
    """The pages of an HTML page, the PDF and its fonts."""
    page = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url=ASSETS)
    tagging.roles = Roles(page.etree_element)
    counters = economies.counter_styles(sheets)
    grid = gridding.Gridding(rules.grid) if rules and rules.grid else None
    for _ in range(gridding.PASSES if grid else _PASSES):
        document = page.render(stylesheets=sheets, font_config=economies.fonts(), counter_style=counters)
        if _is_settled(html, document.pages, grid):
            break
    else:
        if grid:
            LOGGER.warning(gridding.UNSETTLED)
    if sidenotes.NOTED in html:
        sidenotes.place_notes(document.pages)
    for page in document.pages:
        page.links[:] = [link for link in page.links if _is_link(link[3])]
    options = {**weasyprint.DEFAULT_OPTIONS, "pdf_tags": True, "pdf_version": "1.7"}
    pdf = weasyprint.pdf.generate_pdf(document, None, 1, **options)
    return document.pages, pdf, tuple(document.fonts.values())


def _is_settled(html: str, pages: Sequence[Any], grid: gridding.Gridding | None) -> bool:
    """Whether pages can stay as they are laid out; if not, elements ask for more room now."""
    read = not interlinear.BORNE.search(html) or interlinear.place(pages)
    return (grid is None or grid.place(pages)) and read


def _is_link(box: Any) -> bool:
    """Whether a box is the link itself: elements inside of `<a>` inherit its link and would get one of their own."""
    return box.element is not None and box.element.get("href") is not None


@contextmanager
def _patched(tagging: Tagging, rules: Rules | None) -> Iterator[None]:
    """WeasyPrint made to compile; as it was again afterwards, for whoever else uses it in this process."""
    with ExitStack() as stack:
        stack.enter_context(under(rules))
        for owner, name, value in _replacements(tagging):
            stack.enter_context(_replaced(owner, name, value))
        yield


def _replacements(tagging: Tagging) -> tuple[tuple[Any, str, Any], ...]:
    """What is replaced, by its owner and name, and by what."""
    return (
        (pydyf.Object, "reference", property(lambda self: reference(self.number))),
        (pydyf.PDF, "page_references", property(_page_references)),
        (weasyprint.pdf, "build_fonts_dictionary", lambda *_: pydyf.Dictionary()),
        (weasyprint.pdf, "add_outlines", lambda *_: None),
        (weasyprint.pdf, "add_tags", tagging.add_tags),
        (weasyprint.pdf.stream.Stream, "marked", lambda stream, box, tag: tagging.marked(stream, box, tag)),
        (weasyprint.draw, "draw_text", _draw_text),
        (weasyprint.draw.text, "draw_first_line", showing.draw_first_line),
        (weasyprint.layout.inline, "justify_line", justify_line),
        (weasyprint.layout.inline, "text_align", beside.text_align),
        (weasyprint.layout.block, "iter_line_boxes", beside.iter_line_boxes),
        (weasyprint.layout.inline, "split_text_box", beside.split_text_box),
        (weasyprint.layout.inline, "can_break_text", beside.can_break_text),
        (weasyprint.layout.inline, "split_first_line", fitting.split_first_line),
        (weasyprint.layout.preferred, "split_first_line", fitting.split_first_line),
        (weasyprint.text.line_break, "first_line_metrics", economies.first_line_metrics),
        (weasyprint.text.line_break, "get_font_description", economies.get_font_description),
        (weasyprint.text.line_break.Layout, "setup", economies.setup),
        (weasyprint.layout.inline, "strut", economies.strut),
        (weasyprint.css.StyleFor, "set_computed_styles", economies.set_computed_styles),
        (weasyprint.layout.block, "resolve_percentages", economies.resolve_percentages),
        (weasyprint.layout.inline, "resolve_percentages", economies.resolve_percentages),
        (weasyprint.layout.page, "resolve_percentages", economies.resolve_percentages),
        (weasyprint.layout.table, "resolve_percentages", economies.resolve_percentages),
        (weasyprint.pdf.fonts, "get_hb_object_data", economies.font_data),
        (tinyhtml5.inputstream.HTMLUnicodeInputStream, "chars_until", economies.chars_until),
    )


@contextmanager
def _replaced(owner: Any, name: str, value: Any) -> Iterator[None]:
    before = vars(owner)[name]
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


class _PageReferences:
    """The references of a PDF's pages, by page number, without building all of them for each one asked for."""

    def __init__(self, kids: Sequence[Any]) -> None:
        self._kids = kids

    def __getitem__(self, page: int) -> bytes:
        return reference(self._kids[3 * page])


def _page_references(pdf: Any) -> _PageReferences:
    return _PageReferences(pdf.pages["Kids"])


_draw_text_as_it_was = weasyprint.draw.draw_text


def _draw_text(stream: Any, textbox: Any, *rest: Any) -> None:
    """Draw a text box; when its element asks for a page number, leave a slot where the digits were drawn."""
    _draw_text_as_it_was(stream, textbox, *rest)
    anchor = _attribute(textbox, "data-page")
    if anchor is None:
        return
    align = _attribute(textbox, "data-align") or "left"
    for position in range(len(stream.stream) - 1, -1, -1):
        if isinstance(item := stream.stream[position], bytes) and item.endswith(b"] TJ"):
            exact = _attribute(textbox, "data-exact") is not None
            stream.stream[position] = Slot(anchor, _align(align), len(textbox.text), stream._old_font[0], exact)
            return


def _attribute(textbox: Any, name: str) -> str | None:
    element = textbox.element
    return None if element is None else element.get(name)


def _align(value: str) -> Align:
    return "right" if value == "right" else "center" if value == "center" else "left"
