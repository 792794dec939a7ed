"""Numbers of parts, chapters, sections, figures and tables, from the edition's order, kinds and profiles; the same in
every output.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from build_tools.edition import (
    Chapter,
    Edition,
    NumberingProfile,
    counts_by_chapter,
    format_caption,
    format_number,
)
from build_tools.errors import Problem, Text
from build_tools.sphinx_ext.captions import captioned, captions_of, numbers_captions, title_text
from build_tools.sphinx_ext.memory import Caption, Section, memory
from build_tools.sphinx_ext.messages import warn
from build_tools.sphinx_ext.project import edition_of, has_edition

UNNUMBERED = "unnumbered"
CAPTION_NUMBER = "caption-number"
ChapterNumbers = Mapping[str, str]
Numbers = Mapping[tuple[str, str], ChapterNumbers]
Report = Callable[[str, Problem], None]


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Note the sections, figures and tables of the chapter being read, with the ids that they have now for good."""
    env = app.env
    memory(env).captions[env.current_document.docname] = tuple(captions_of(doctree))
    memory(env).sections[env.current_document.docname] = tuple(
        Section(_depth(section), tuple(section["ids"]), _title(section), UNNUMBERED in section["classes"])
        for section in doctree.findall(nodes.section)
    )


def _title(section: nodes.section) -> str:
    return next((title_text(child) for child in section.children if isinstance(child, nodes.title)), "")


def _depth(section: nodes.section) -> int:
    depth, parent = 0, section.parent
    while parent is not None:
        depth += isinstance(parent, nodes.section)
        parent = parent.parent
    return depth


def numbers(env: BuildEnvironment, edition: Edition, report: Report = lambda docname, problem: None) -> Numbers:
    """By document id and chapter: the id of a section, figure or table → its number. What has none is left out.

    Parts count through the document; chapters too, or anew in each part, as the profile says; figures and tables
    through the document, or anew in each chapter. A number that the profile's signs do not reach (ア to ン) is plain,
    and reported.
    """
    found: dict[tuple[str, str], ChapterNumbers] = {}
    for document in edition.documents:
        counter = _Counter(edition.numbering[document.numbering], report)
        for chapter in document.chapters:
            sections = dict(counter.chapter(chapter, memory(env).sections.get(chapter.docname, ())))
            captions = memory(env).captions.get(chapter.docname, ()) if numbers_captions(env) else ()
            found[document.id, chapter.docname] = sections | dict(counter.captions(chapter, captions))
    return found


def page_numbers(env: BuildEnvironment, edition: Edition, docname: str, document: str = "") -> ChapterNumbers:
    """The numbers of a chapter in a document where that holds it, else in the first one that does."""
    found = _kept_numbers(env, edition)
    holders = (chapter for (_, name), chapter in found.items() if name == docname)
    return found.get((document, docname)) or next(holders, {})


def _kept_numbers(env: BuildEnvironment, edition: Edition) -> Numbers:
    """The numbers as they were last computed, as long as no chapter has been read anew (every reference asks for
    them).
    """
    domain = memory(env)
    chapters = [chapter.docname for document in edition.documents for chapter in document.chapters]
    read = (kept.get(docname) for docname in chapters for kept in (domain.sections, domain.captions))
    basis = (edition, *read)
    found: Numbers
    kept, found = domain.numbered
    if len(kept) != len(basis) or not all(map(operator.is_, kept, basis)):
        found = numbers(env, edition)
        domain.numbered = basis, found
    return found


def apply_numbers(doctree: nodes.document, numbers_of_chapter: ChapterNumbers) -> None:
    """Put each number before its title: `inline(classes=["number"])` and a space; before a caption, of the class
    `caption-number`.
    """
    for section in doctree.findall(nodes.section):
        title = next((child for child in section.children if isinstance(child, nodes.title)), None)
        if title is not None:
            _put(number_of(section["ids"], numbers_of_chapter), "number", title)
    for _kind, node, caption in captioned(doctree):
        _put(number_of(node["ids"], numbers_of_chapter), CAPTION_NUMBER, caption)


def _put(number: str, name: str, title: nodes.Element) -> None:
    if number:
        title[:0] = [nodes.inline("", number, classes=[name]), nodes.Text(" ")]


def chapter_heading(env: BuildEnvironment, docname: str, numbers_of_chapter: ChapterNumbers) -> tuple[str, str]:
    """Number ("" without one) and title of a chapter."""
    first = next(iter(memory(env).sections.get(docname, ())), None)
    return (number_of(first.ids, numbers_of_chapter), first.title) if first else ("", docname)


def number_of(ids: tuple[str, ...] | list[str], numbers_of_chapter: ChapterNumbers) -> str:
    """The number of the section that has one of these ids; "" without one."""
    return next((numbers_of_chapter[name] for name in ids if name in numbers_of_chapter), "")


def number_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Number a resolved page, but for builders that make one document at a time: they number each chapter by it."""
    if has_edition(app) and not hasattr(app.builder, "document"):
        apply_numbers(doctree, page_numbers(app.env, edition_of(app), docname))


def check(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of numbers that the profile's signs do not reach."""
    if has_edition(app):
        numbers(env, edition_of(app), lambda docname, problem: warn(app.config, problem, docname))


class _Counter:
    """Counts through one document: parts, chapters, and within a chapter its sections, figures and tables."""

    def __init__(self, profile: NumberingProfile, report: Report) -> None:
        self.profile, self.report = profile, report
        self.part = 0
        self.count = 0
        self.captioned = {"figure": 0, "table": 0}

    def chapter(self, chapter: Chapter, sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
        counts: list[int] = []
        for section in _numbered(sections) if chapter.kind != UNNUMBERED else ():
            counts = _count(counts, section.depth)
            pattern, number = self._head(chapter) if section.depth == 0 else self._section(section.depth, counts)
            if pattern:
                yield section.ids[0], self._written(pattern, number, chapter.docname)

    def captions(self, chapter: Chapter, captions: tuple[Caption, ...]) -> Iterator[tuple[str, str]]:
        """The numbers of a chapter's figures and tables, once the chapter itself is counted.

        Where they count by chapter, a chapter without a number, and a part's title page, give them none.
        """
        patterns = {"figure": self.profile.figure, "table": self.profile.table}
        by_chapter = {kind for kind, pattern in patterns.items() if counts_by_chapter(pattern)}
        self.captioned.update(dict.fromkeys(by_chapter, 0))
        without = by_chapter if chapter.kind != "chapter" else ()
        for caption in captions:
            if patterns[caption.kind] and not caption.unnumbered and caption.kind not in without:
                self.captioned[caption.kind] += 1
                number = self.captioned[caption.kind]
                yield caption.ids[0], self._caption(patterns[caption.kind], number, chapter.docname)

    def _caption(self, pattern: str, number: int, docname: str) -> str:
        """Chapters that count anew in each part need the part's number too."""
        part = (self.part,) if self.part and self.profile.chapters_restart else ()
        try:
            return format_caption(pattern, (*part, self.count), number)
        except ValueError:
            self.report(docname, _beyond(pattern, number))
            return str(number)

    def _head(self, chapter: Chapter) -> tuple[str, int]:
        if chapter.kind == "part":
            self.part += 1
            self.count = 0 if self.profile.chapters_restart else self.count
            return self.profile.part, self.part
        self.count += 1
        return self.profile.chapter, self.count

    def _section(self, depth: int, counts: list[int]) -> tuple[str, int]:
        patterns = self.profile.section
        return (patterns[depth - 1] if depth <= len(patterns) else "", counts[-1])

    def _written(self, pattern: str, number: int, docname: str) -> str:
        try:
            return format_number(pattern, number)
        except ValueError:
            self.report(docname, _beyond(pattern, number))
            return str(number)


def _numbered(sections: tuple[Section, ...]) -> Iterator[Section]:
    """The sections that take a number: not those whose heading asks for none, nor what lies in those."""
    off: int | None = None
    for section in sections:
        if off is not None and section.depth > off:
            continue
        off = section.depth if section.unnumbered else None
        if not section.unnumbered and section.ids:
            yield section


def _count(counts: list[int], depth: int) -> list[int]:
    """The counters of the levels down to a depth after one more section there; levels that were skipped count none."""
    if depth == 0:
        return []
    *above, last = (counts + [0] * depth)[:depth]
    return [*above, last + 1]


def _beyond(pattern: str, number: int) -> Problem:
    what = Text(f"“{pattern}” has no sign for {number}", f"番号の型「{pattern}」では {number} を表せません")
    remedy = Text("use another numeral in the numbering profile", "番号の型に別の数字を使ってください")
    return Problem("numbering.too-many", what, remedy=remedy)
