"""Manuscripts made by hand: what a section holds in a line, hashes as the manuscript has them."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from build_tools.comparison.compare import compare
from build_tools.comparison.contents import Edition
from build_tools.comparison.model import Comparison
from build_tools.concordance.locations import Locations
from build_tools.manuscript.model import (
    Block,
    BlockKind,
    Chapter,
    Document,
    Layout,
    Link,
    Manuscript,
    Parts,
    Place,
    Section,
)
from build_tools.manuscript.model import Edition as EditionOfManuscript
from build_tools.manuscript.text import digest


@dataclass
class Text:
    """A paragraph of parts, with links."""

    parts: Parts
    links: tuple[Link, ...] = ()
    kind: BlockKind = "paragraph"


@dataclass
class Titled:
    """A section: its paragraphs, and the sections below it."""

    title: str
    texts: Sequence[str | Text] = ()
    below: Sequence[Titled] = ()
    id: str = ""
    label: str = ""
    number: str = ""
    above: str = field(default="", init=False)


def chapter(docname: str, top: Titled, level: int = 1) -> Chapter:
    """A chapter of sections."""
    made = _Made(docname)
    made.section(top, level, "")
    return Chapter(
        docname=docname, file=f"{docname}.md", kind="chapter", level=level, layout="report", hash="",
        sections=tuple(made.sections), blocks=tuple(made.blocks),
    )  # fmt: skip


class _Made:
    def __init__(self, docname: str) -> None:
        self.docname = docname
        self.blocks: list[Block] = []
        self.sections: list[Section] = []
        self.used: Counter[str] = Counter()

    def section(self, titled: Titled, level: int, above: str) -> None:
        path = f"{above.partition('#')[2]}/{titled.title}".lstrip("/")
        named = (
            f"{self.docname}:{titled.label}" if titled.label else f"{self.docname}#{path}" if above else self.docname
        )
        name = titled.id or named
        heading = self.block(Text((f"{titled.number} {titled.title}".strip(),), kind="heading"), name, titled.number)
        made = Section(
            id=name, title=titled.title, level=level, hash="", place=heading.place, number=titled.number, above=above,
            heading=heading.id, anchors=(name,), labels=(titled.label,) if titled.label else (),
        )  # fmt: skip
        self.sections.append(made)
        for text in titled.texts:
            self.block(text if isinstance(text, Text) else Text((text,)), name)
        for below in titled.below:
            self.section(below, level + 1, name)

    def block(self, text: Text, section: str, number: str = "") -> Block:
        first, *rest = text.parts
        own = (first.removeprefix(f"{number} ") if isinstance(first, str) else first, *rest)
        content = digest(text.kind, own, [(link.kind, link.target, link.address) for link in text.links])
        name = f"{section}~{content[:8]}"
        self.used[name] += 1
        block = Block(
            id=name if self.used[name] == 1 else f"{name}-{self.used[name]}", kind=text.kind, parts=text.parts,
            hash=content, section=section, links=text.links,
            place=Place(file=f"{self.docname}.md", line=len(self.blocks) + 1),
        )  # fmt: skip
        self.blocks.append(block)
        return block


def manuscript(*chapters: Chapter, id: str = "sample", document: str = "main") -> Manuscript:  # noqa: A002
    """An edition of one document."""
    return Manuscript(
        version=1,
        edition=EditionOfManuscript(
            id=id, title="見本", issuer="試験局", date=datetime.date(2026, 4, 1), language="ja"
        ),
        documents=(
            Document(
                id=document, name="本編", title="見本　本編", file=f"{document}.pdf", layout=Layout(name="report"),
                chapters=chapters,
            ),
        ),
    )  # fmt: skip


def compared(old: Titled | Manuscript, new: Titled | Manuscript, *locations: Locations | None) -> Comparison:
    """The comparison of two chapters, or of two manuscripts, with the locations of either."""
    sides = [side if isinstance(side, Manuscript) else manuscript(chapter("one", side)) for side in (old, new)]
    before, after = locations or (None, None)
    return compare(Edition(sides[0], before), Edition(sides[1], after))


def told(comparison: Comparison) -> dict[tuple[str, str], tuple[str, ...]]:
    """The kinds of each section by the titles of its old and new sides."""
    return {
        ("+".join(side.title for side in section.old), "+".join(side.title for side in section.new)): section.kinds
        for section in comparison.sections
    }
