"""Which element of the structure shows which figure of the manuscript, and which image it draws."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from build_tools.checks.subject import Subject
from build_tools.errors import Place
from build_tools.inspection.document import Element, Image, Structure
from build_tools.manuscript.model import Chapter, Figure


@dataclass(frozen=True)
class Shown:
    """A figure of the manuscript, the element that has the text in its stead (None: there is none), the images in that
    element, each with its page, and whether anything is drawn there beside images.
    """

    chapter: Chapter
    figure: Figure
    element: Element | None
    images: tuple[tuple[int, Image], ...]
    is_drawn: bool = False

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
            marked = _marked(structure, element) if structure and element else set()
            yield Shown(chapter, figure, element, tuple(_images(subject, marked)), _is_drawn(subject, marked))


def _plain(text: str) -> str:
    return " ".join(text.split())


# Marked content by page and identifier.
_Marked = set[tuple[int, int]]


def _marked(structure: Structure, element: Element) -> _Marked:
    return {(content.page, content.mcid) for content in structure.contents(element) if content.page is not None}


def _images(subject: Subject, marked: _Marked) -> Iterator[tuple[int, Image]]:
    """The images that an element marks."""
    for number in sorted({page for page, _ in marked}):
        for image in subject.pdf.pages[number].images:
            if (number, image.mcid) in marked:
                yield number, image


def _is_drawn(subject: Subject, marked: _Marked) -> bool:
    """Whether an element marks lines, areas or text that leave something to be seen on the page."""
    for number in {page for page, _ in marked}:
        page = subject.pdf.pages[number]
        areas = (drawing.box for drawing in page.drawings if (number, drawing.mcid) in marked)
        texts = (run.boxes.bounds() for run in page.runs if (number, run.mcid) in marked and not run.invisible)
        if any(box.meets(page.shown) for box in chain(areas, texts)):
            return True
    return False
