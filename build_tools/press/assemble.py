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
from build_tools.press.unit import ASSETS, Unit


@dataclass(frozen=True)
class Chapter:
    """A chapter as the templates see it: `level` is 0 for a part and what stands beside parts, else 1; `body` is HTML.

    `headings` are its headings in reading order, its own title first.
    """

    docname: str
    origin: str
    kind: str
    level: int
    body: Markup
    headings: tuple[Heading, ...]
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
    """A line of the contents: 0 part, 1 chapter, 2 section and so on; number, title, the place it points to."""

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
    edition: Edition, document: Document, chapters: Sequence[tuple[Chapter, Layout]], layout: Layout
) -> Iterator[Assembled]:
    """The units of a document in order: front templates, chapters, back templates."""
    context = {
        "edition": edition,
        "document": document,
        "entries": tuple(_entries([chapter for chapter, _ in chapters], layout.contents_depth)),
    }
    for template in layout.front:
        yield replace(_template_unit(layout, template, context, edition.language), front=True)
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
        html = _page(page, own_layout, chapter.title, edition.language, f"unit-chapter kind-{chapter.kind}")
        assets = {**_layout_assets(own_layout), **chapter.assets}
        unit = Unit(chapter.docname, chapter.origin, html, own_layout.stylesheets, assets, chapter.aliases)
        yield Assembled(unit, chapter.level if part is not None else 0, own_layout.font_families)
    for template in layout.back:
        yield _template_unit(layout, template, context, edition.language)


def _template_unit(layout: Layout, template: str, context: Mapping[str, object], language: str) -> Assembled:
    html = _page(layout.render(template, **context), layout, template, language, f"unit-{template}")
    name = f"{layout.name}/{template}"
    return Assembled(
        Unit(name, f"{name}.html", html, layout.stylesheets, _layout_assets(layout)), 0, layout.font_families
    )


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


def _children(chapters: Sequence[Chapter], part: int) -> tuple[Chapter, ...]:
    """The chapters of a part: those that follow it down to the next part or what stands beside parts."""
    children: list[Chapter] = []
    for chapter in chapters[part + 1 :]:
        if chapter.level == 0:
            break
        children.append(chapter)
    return tuple(children)
