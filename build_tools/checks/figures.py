"""Which element of the structure shows which figure of the manuscript, and which image it draws."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.checks.subject import Subject
from build_tools.errors import Place
from build_tools.inspection.document import Element, Image, Structure
from build_tools.manuscript.model import Chapter, Figure


@dataclass(frozen=True)
class Shown:
    """A figure of the manuscript, the element that has the text in its stead (None: there is none), and the images in
    that element, each with its page.
    """

    chapter: Chapter
    figure: Figure
    element: Element | None
    images: tuple[tuple[int, Image], ...]

    @property
    def source(self) -> Place:
        """Its line in the Markdown."""
        return Place(self.figure.place.file, self.figure.place.line)

    @property
    def name(self) -> str:
        """What it is called: its number, or its file."""
        return self.figure.number or self.figure.file


def shown(subject: Subject) -> tuple[Shown, ...]:
    """The figures of a document in order: `subject.once(shown)` for all rules."""
    return tuple(_shown(subject))


def _shown(subject: Subject) -> Iterator[Shown]:
    structure = subject.pdf.structure
    waiting: dict[str, deque[Element]] = defaultdict(deque)
    for each in structure.elements if structure else ():
        if each.role == "Figure":
            waiting[_plain(each.alternate or "")].append(each)
    for chapter in subject.document.chapters:
        for figure in chapter.figures:
            there = waiting[_plain(figure.alt)]
            element = there.popleft() if there else None
            images = tuple(_images(subject, structure, element)) if structure and element else ()
            yield Shown(chapter, figure, element, images)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _images(subject: Subject, structure: Structure, element: Element) -> Iterator[tuple[int, Image]]:
    """The images that an element marks."""
    marked = {(content.page, content.mcid) for content in structure.contents(element)}
    for number in sorted({page for page, _ in marked if page is not None}):
        for image in subject.pdf.pages[number].images:
            if (number, image.mcid) in marked:
                yield number, image
