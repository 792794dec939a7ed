"""A document of the set as units to compile: what its layout sets before and behind, and its chapters, each a whole
HTML page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from html import escape
from itertools import takewhile
from typing import Any, Final

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
    """What is known of a unit beside the unit: its position in the document, how deep its headings hang in the outline,
    the fonts it may use (none named: any), whether it belongs to the front matter, whether its pages face each other
    and whether it starts on a right-hand one. `again` makes the unit once more, so that it need not be kept.
    """

    name: str
    origin: str
    position: tuple[int, ...]
    again: Callable[[], Unit]
    depth: int = 0
    fonts: frozenset[str] = frozenset()
    front: bool = False
    facing: bool = False
    recto: bool = False


@dataclass(frozen=True)
class Manuscript:
    """What a document is assembled from: its chapters' layouts, and the chapters, each made when it is asked for by its
    position. `readings` sort the index.
    """

    edition: Edition
    document: Document
    layout: Layout
    layouts: Sequence[Layout]
    chapter: Callable[[int], Chapter]
    readings: Mapping[str, str] = field(default_factory=dict)


_FRONT, _BODY, _BACK = range(3)
# The list that each of these templates prints.
_LISTS: Final = {"contents": "entries", "figures": "figures", "tables": "tables", "index": "index"}
# Lines that are typeset at once. The next part of a list starts on a page of its own, with a chapter or a row.
LINES: Final = 500


def parts_of(lines: Sequence[Any]) -> list[Sequence[Any]]:
    """A list in parts, one where it is not very long; a line counts what it holds (`terms` of the index)."""
    parts: list[list[Any]] = [[]]
    length = 0
    for line in lines:
        if length >= LINES and getattr(line, "level", 0) <= 1:
            parts.append([])
            length = 0
        parts[-1].append(line)
        length += len(getattr(line, "terms", (line,)))
    return [tuple(part) for part in parts]


def assemble(manuscript: Manuscript, first: Collection[str] = ()) -> Iterator[tuple[Assembled, Unit]]:
    """The units of a document, as they are made: chapters, those of the Sphinx documents `first` before others, then
    what needs to know all chapters. A template that has nothing to print makes none.
    """
    return _Assembly(manuscript).units(first)


class _Assembly:
    def __init__(self, manuscript: Manuscript) -> None:
        self.given = manuscript
        self.specs = manuscript.document.chapters
        self.chapters: dict[int, Chapter] = {}

    def units(self, first: Collection[str]) -> Iterator[tuple[Assembled, Unit]]:
        parts = [position for position, spec in enumerate(self.specs) if spec.kind == "part"]
        others = [position for position, spec in enumerate(self.specs) if spec.kind != "part"]
        for position in parts:
            self.chapters[position] = self.given.chapter(position)
        for position in sorted(others, key=lambda each: self.specs[each].docname not in first):
            chapter = self.given.chapter(position)
            self.chapters[position] = replace(chapter, body=Markup(), assets={})
            yield self._of_chapter(position), self._chapter_unit(position, chapter)
        for position in parts:
            yield self._of_chapter(position), self._chapter_unit(position, self.chapters[position])
        yield from self._template_units(_FRONT, self.given.layout.front)
        yield from self._template_units(_BACK, self.given.layout.back)

    def _of_chapter(self, position: int) -> Assembled:
        chapter, layout = self.chapters[position], self.given.layouts[position]
        return Assembled(
            name=chapter.docname,
            origin=chapter.origin,
            position=(_BODY, position),
            again=lambda: self._chapter_unit(position, self.given.chapter(position)),
            depth=chapter.level if self._part(position) is not None else 0,
            fonts=layout.font_families,
            facing=layout.facing,
            recto=self.given.layout.facing and (position == 0 or chapter.kind == "part"),
        )

    def _chapter_unit(self, position: int, chapter: Chapter) -> Unit:
        layout, language = self.given.layouts[position], self.given.edition.language
        is_part = chapter.kind == "part"
        page = layout.render(
            layout.part if is_part else layout.chapter,
            edition=self.given.edition,
            document=self.given.document,
            chapter=chapter,
            part=self._part(position),
            children=self._children(position) if is_part else (),
        )
        html = _page(page, layout, chapter.title, language, f"unit-chapter kind-{chapter.kind}")
        assets = {**_layout_assets(layout), **chapter.assets}
        return Unit(chapter.docname, chapter.origin, html, layout.stylesheets, assets, chapter.aliases, layout.rules)

    def _part(self, position: int) -> Chapter | None:
        """The part to which a chapter belongs, a part itself; none for what stands beside parts."""
        top = next((each for each in range(position, -1, -1) if self._level(each) == 0), None)
        return self.chapters[top] if top is not None and self.specs[top].kind == "part" else None

    def _children(self, part: int) -> tuple[Chapter, ...]:
        """The chapters of a part: those that follow it down to the next part or what stands beside parts."""
        below = takewhile(lambda each: self._level(each) > 0, range(part + 1, len(self.specs)))
        return tuple(self.chapters[position] for position in below)

    def _level(self, position: int) -> int:
        return self.given.document.level(self.specs[position])

    def _template_units(self, place: int, templates: Sequence[str]) -> Iterator[tuple[Assembled, Unit]]:
        for number, template in enumerate(templates):
            for part, context in enumerate(self._contexts(template)):
                body = self.given.layout.render(template, **context)
                if body.strip():
                    make = partial(self._template_unit, template, body, part)
                    unit = make()
                    yield self._of_template((place, number, part), unit, make), unit

    def _contexts(self, template: str) -> Iterator[dict[str, Any]]:
        """What a template is given, once or, where the list that it prints is very long, part by part."""
        name = _LISTS.get(template, "")
        for part, lines in enumerate(parts_of(self._context.get(name, ()))):
            yield {**self._context, **({name: lines} if name else {}), "continued": part > 0}

    def _of_template(self, position: tuple[int, ...], unit: Unit, again: Callable[[], Unit]) -> Assembled:
        layout = self.given.layout
        return Assembled(
            name=unit.name,
            origin=unit.origin,
            position=position,
            again=again,
            fonts=layout.font_families,
            front=position[0] == _FRONT,
            facing=layout.facing,
        )

    def _template_unit(self, template: str, body: str, part: int) -> Unit:
        layout = self.given.layout
        html = _page(body, layout, template, self.given.edition.language, f"unit-{template}")
        name = f"{layout.name}/{template}" + (f"-{part + 1}" if part else "")
        return Unit(name, f"{name}.html", html, layout.stylesheets, _layout_assets(layout), rules=layout.rules)

    @cached_property
    def _context(self) -> dict[str, Any]:
        """What the templates before and behind the chapters are given."""
        chapters = [self.chapters[position] for position in range(len(self.specs))]
        return _context(self.given.edition, self.given.document, chapters, self.given.layout, self.given.readings)


def _context(
    edition: Edition, document: Document, chapters: Sequence[Chapter], layout: Layout, readings: Mapping[str, str]
) -> dict[str, Any]:
    """What these templates are given; a list that the document does not want is empty."""
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
