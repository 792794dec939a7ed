"""A document of the set as units to compile: what its layout sets before and behind, and its chapters, each a whole
HTML page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from markupsafe import Markup

from build_tools.edition import Document, Edition
from build_tools.press.doctrees import Heading
from build_tools.press.layouts import Layout
from build_tools.press.lists import Captioned, Mark, index
from build_tools.press.unit import ASSETS, Unit


@dataclass(frozen=True)
class Chapter:
    """A chapter as the templates see it: `level` is 0 for a part and what stands beside parts, else 1; `body` is HTML.

    `headings` are its headings in reading order, its own title first; `captions` its figures and tables, `marks` what
    the index says of it.
    """

    docname: str
    origin: str
    kind: str
    level: int
    body: Markup
    headings: tuple[Heading, ...]
    captions: tuple[Captioned, ...] = ()
    marks: tuple[Mark, ...] = ()
    assets: Mapping[str, bytes] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The chapter's number as printed; none, the empty string."""
        return self.headings[0].number if self.headings else ""

    @property
    def title(self) -> str:
        """The chapter's title; of a chapter without a heading, the empty string."""
        return self.headings[0].title if self.headings else ""

    @property
    def anchor(self) -> str:
        """The place of the chapter in the set."""
        return self.headings[0].anchor if self.headings else self.docname


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the contents: 0 part, 1 chapter, 2 section and so on; number, title, the place it points to. Lines of
    figures and tables are like chapters'.
    """

    level: int
    number: str
    title: str
    anchor: str


@dataclass(frozen=True)
class Assembled:
    """A unit, how deep its headings hang in the outline, the fonts it may use (none named: any), and whether it belongs
    to the front matter.
    """

    unit: Unit
    depth: int
    fonts: frozenset[str]
    front: bool = False


def assemble(
    edition: Edition,
    document: Document,
    chapters: Sequence[tuple[Chapter, Layout]],
    layout: Layout,
    readings: Mapping[str, str] | None = None,
) -> Iterator[Assembled]:
    """The units of a document in order: front templates, chapters, back templates; a template that has nothing to
    print makes none. `readings` sort the index.
    """
    context = _context(edition, document, [chapter for chapter, _ in chapters], layout, readings or {})
    for unit in _template_units(layout, layout.front, context, edition.language):
        yield replace(unit, front=True)
    yield from _chapter_units(chapters, context, edition.language)
    yield from _template_units(layout, layout.back, context, edition.language)


def _context(
    edition: Edition, document: Document, chapters: Sequence[Chapter], layout: Layout, readings: Mapping[str, str]
) -> dict[str, object]:
    """What every template is given; a list that the document does not want is empty."""
    lists = {
        "figures": tuple(_captions(chapters, "figure")),
        "tables": tuple(_captions(chapters, "table")),
        "index": index((mark for chapter in chapters for mark in chapter.marks), readings, edition.language),
    }
    return {
        "edition": edition,
        "document": document,
        "entries": tuple(_entries(chapters, layout.contents_depth)),
        **{name: found if name in document.lists else () for name, found in lists.items()},
    }


def _chapter_units(
    chapters: Sequence[tuple[Chapter, Layout]], context: Mapping[str, object], language: str
) -> Iterator[Assembled]:
    part: Chapter | None = None
    for position, (chapter, own_layout) in enumerate(chapters):
        part = chapter if chapter.kind == "part" else part if chapter.level else None
        children = _children([chapter for chapter, _ in chapters], position) if chapter.kind == "part" else ()
        page = own_layout.render(
            own_layout.part if chapter.kind == "part" else own_layout.chapter,
            chapter=chapter,
            part=part,
            children=children,
            **context,
        )
        html = _page(page, own_layout, chapter.title, language, f"unit-chapter kind-{chapter.kind}")
        assets = {**_layout_assets(own_layout), **chapter.assets}
        unit = Unit(chapter.docname, chapter.origin, html, own_layout.stylesheets, assets, chapter.aliases)
        yield Assembled(unit, chapter.level if part is not None else 0, own_layout.font_families)


def _template_units(
    layout: Layout, templates: Sequence[str], context: Mapping[str, object], language: str
) -> Iterator[Assembled]:
    for template in templates:
        body = layout.render(template, **context)
        if body.strip():
            name, html = f"{layout.name}/{template}", _page(body, layout, template, language, f"unit-{template}")
            unit = Unit(name, f"{name}.html", html, layout.stylesheets, _layout_assets(layout))
            yield Assembled(unit, 0, layout.font_families)


def _layout_assets(layout: Layout) -> dict[str, bytes]:
    return {ASSETS + path: content for path, content in layout.assets.items()}


def _page(body: str, layout: Layout, title: str, language: str, classes: str) -> str:
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head>{head}</head>'
        f'<body class="layout-{layout.name} {classes}">{body}</body></html>'
    )


def _entries(chapters: Sequence[Chapter], depth: int) -> Iterator[ContentsEntry]:
    for chapter in chapters:
        for heading in chapter.headings:
            level = chapter.level + heading.depth
            if level <= depth:
                yield ContentsEntry(level, heading.number, heading.title, heading.anchor)


def _captions(chapters: Sequence[Chapter], kind: str) -> Iterator[ContentsEntry]:
    for chapter in chapters:
        for caption in chapter.captions:
            if caption.kind == kind:
                yield ContentsEntry(1, caption.number, caption.title, caption.anchor)


def _children(chapters: Sequence[Chapter], part: int) -> tuple[Chapter, ...]:
    """The chapters of a part: those that follow it down to the next part or what stands beside parts."""
    children: list[Chapter] = []
    for chapter in chapters[part + 1 :]:
        if chapter.level == 0:
            break
        children.append(chapter)
    return tuple(children)
