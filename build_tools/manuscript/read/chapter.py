"""A chapter as its document prints it. Everything that prints text is read, known or not: an element with text of its
own is a block, every other one is gone through. Footnotes are read where they are called first: there they are printed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from docutils import nodes

from build_tools.manuscript.model import (
    Block,
    BlockKind,
    Cell,
    Chapter,
    Excerpt,
    Figure,
    Footnote,
    Passage,
    Section,
    Table,
)
from build_tools.manuscript.nodes import excerpt
from build_tools.manuscript.read.kinds import (
    AROUND,
    INSIDE,
    WHOLE,
    elements,
    is_number,
    is_printed,
    is_text,
    is_turned,
    kind_of,
    parts_of_table,
    title_in,
    whole,
    words,
)
from build_tools.manuscript.read.line import Line
from build_tools.manuscript.read.places import Places, Setting
from build_tools.manuscript.read.terms import indexed
from build_tools.manuscript.text import digest


def read_chapter(doctree: nodes.document, setting: Setting) -> Chapter:
    """The chapter as its document prints it; the references of the doctree are resolved, its numbers in place."""
    reader = _Reader(setting, doctree)
    reader.within(doctree)
    return reader.chapter()


@dataclass(frozen=True)
class _Above:
    """Where reading stands: the section, the titles that make its id, what surrounds the text, whether it is turned."""

    section: str = ""
    chain: tuple[str, ...] | None = None
    depth: int = 0
    inside: tuple[str, ...] = ()
    landscape: bool = False


class _Reader:
    def __init__(self, setting: Setting, doctree: nodes.document) -> None:
        self.setting = setting
        self.places = Places(setting)
        self.above = _Above()
        self.blocks: list[Block] = []
        self.sections: list[Section] = []
        self.passages: list[Passage] = []
        self.excerpts: list[Excerpt] = []
        self.figures: list[Figure] = []
        self.tables: list[Table] = []
        self.footnotes: list[Footnote] = []
        self.contents: list[tuple[str, str]] = []
        self.used: Counter[str] = Counter()
        self.notes = {name: note for note in doctree.findall(nodes.footnote) for name in note["ids"]}
        self.index = tuple(indexed(doctree, setting.chapter.docname))

    def chapter(self) -> Chapter:
        return self.setting.chapter.model_copy(
            update={
                "sections": tuple(self._hashed_sections()),
                "blocks": tuple(self.blocks),
                "passages": tuple(self.passages),
                "excerpts": tuple(self.excerpts),
                "figures": tuple(self.figures),
                "tables": tuple(self.tables),
                "footnotes": tuple(self.footnotes),
                "index": self.index,
                "hash": digest([content for _, content in self.contents]),
            }
        )

    def _hashed_sections(self) -> Iterator[Section]:
        above = {section.id: section.above for section in self.sections}
        contents: dict[str, list[str]] = {"": []}
        for name, content in self.contents:
            while name:
                contents.setdefault(name, []).append(content)
                name = above[name]
        for section in self.sections:
            yield section.model_copy(update={"hash": digest(section.title, contents.get(section.id, []))})

    # Going through the doctree

    def within(self, node: nodes.Element) -> None:
        for child in node.children:
            if isinstance(child, nodes.section):
                self._section(child)
            elif isinstance(child, nodes.Element):
                self.visit(child)

    def visit(self, node: nodes.Element) -> None:
        """Read an element that is no section, and note what stands under its anchors."""
        if not is_printed(node):
            return
        start = len(self.blocks)
        with self._inside(node):
            self._element(node)
        if node["ids"]:
            self._passage(node, self.blocks[start:])
        if isinstance(node, excerpt):
            found = tuple(block.id for block in self.blocks[start:])
            self.excerpts.append(Excerpt(label=node["target"], blocks=found, place=self.places.place(node)))

    @contextmanager
    def _inside(self, node: nodes.Element) -> Iterator[None]:
        outside, name = self.above, node.tagname
        named = INSIDE.get(name) or (name if name in self.setting.words else "")
        if named or is_turned(node):
            inside = (*outside.inside, named) if named else outside.inside
            self.above = replace(outside, inside=inside, landscape=outside.landscape or is_turned(node))
        yield
        self.above = outside

    def _element(self, node: nodes.Element) -> None:
        if isinstance(node, nodes.image):
            self.image(node)
        elif isinstance(node, nodes.table):
            self._table(node)
        elif isinstance(node, nodes.figure):
            self._figure(node)
        elif is_text(node):
            self._block(node)
        else:
            self._admonition_title(node)
            self.within(node)

    def _section(self, node: nodes.section) -> None:
        title, outside = title_in(node), self.above
        chain, name = self._name(node, title)
        landscape = outside.landscape or is_turned(node)
        self.above = _Above(name, chain, outside.depth + 1, outside.inside, landscape)
        heading = self._block(title) if title is not None else None
        section = Section(
            id=name,
            number=self.places.number(node),
            title=words(title),
            level=self.setting.chapter.level + outside.depth,
            above=outside.section,
            heading=heading.id if heading else "",
            anchors=self.places.anchors(node),
            labels=self.places.labels(node),
            place=heading.place if heading else self.places.place(node),
            hash="",
        )
        self.sections.append(section)
        for child in node.children:
            if child is not title and isinstance(child, nodes.Element):
                self._section(child) if isinstance(child, nodes.section) else self.visit(child)
        self.above = outside

    def _name(self, node: nodes.section, title: nodes.Element | None) -> tuple[tuple[str, ...], str]:
        """What the ids of the sections below are made of, and the section's own: its label's, else of titles. The
        chapter's own title is not needed for it.
        """
        docname, labels = self.setting.chapter.docname, self.places.labels(node)
        own = labels[0] if labels else words(title)
        chain = () if self.above.chain is None and not self.sections else (*(self.above.chain or ()), own)
        named = f"{docname}:{labels[0]}" if labels else "#".join(filter(None, (docname, "/".join(chain))))
        return chain, self._unique(named, "~")

    def _unique(self, name: str, sign: str) -> str:
        self.used[name] += 1
        return name if self.used[name] == 1 else f"{name}{sign}{self.used[name]}"

    # Blocks

    def _block(self, node: nodes.Element) -> Block | None:
        parent = node.parent
        number = self.places.number(parent) if parent is not None and node is title_in(parent) else ""
        before, behind = AROUND.get(node.tagname, ("", ""))
        line = Line(self.places, self.image, before + (f"{number} " if number else ""))
        line.fixed = isinstance(node, nodes.FixedTextElement)
        if node.tagname in WHOLE:
            line.text.add(whole(node))
        elif isinstance(node, nodes.raw):
            line.visit(node)
        else:
            for child in node.children:
                if not is_number(child):
                    line.visit(child)
        line.text.add(behind)
        return self._add(node, kind_of(node), line, number)

    def _add(self, node: nodes.Element, kind: BlockKind, line: Line, number: str = "") -> Block | None:
        parts = line.text.parts()
        if not parts:
            return None
        own = (parts[0].removeprefix(f"{number} "), *parts[1:]) if isinstance(parts[0], str) else parts
        leads = [(link.kind, link.target, link.address) for link in line.links]
        read = [[(each.at, each.base, each.reading) for each in line.readings]] if line.readings else []
        content = digest(kind, own, leads, *read)
        above = self.above
        block = Block(
            id=self._unique(f"{above.section or self.setting.chapter.docname}~{content[:8]}", "-"),
            kind=kind,
            parts=parts,
            hash=content,
            place=self.places.place(node),
            section=above.section,
            inside=above.inside,
            links=tuple(line.links),
            landscape=above.landscape,
            readings=tuple(line.readings),
        )
        self.blocks.append(block)
        self.contents.append((above.section, content))
        for anchored, at in line.anchored:
            self._passage(anchored, [block], at)
        for name, label in line.calls:
            self._footnote(name, label, block)
        return block

    def _admonition_title(self, node: nodes.Element) -> None:
        if words := self.setting.words.get(node.tagname):
            self._add(node, "label", Line(self.places, self.image, words))

    def _footnote(self, name: str, label: str, called: Block) -> None:
        node = self.notes.pop(name, None)
        if node is None:
            return
        for other in node["ids"]:
            self.notes.pop(other, None)
        start = len(self.blocks)
        with self._inside(node):
            for child in node.children:
                if isinstance(child, nodes.Element) and not isinstance(child, nodes.label):
                    self.visit(child)
        found = tuple(block.id for block in self.blocks[start:])
        self.footnotes.append(Footnote(label=label, called=called.id, blocks=found, place=self.places.place(node)))

    # Figures and tables

    def image(self, node: nodes.image) -> None:
        """Note an image."""
        file, above = self.setting.folder / node["uri"], self.above
        content = file.read_bytes() if "://" not in node["uri"] and file.is_file() else None
        link = self.places.link(node.parent, page=False) if isinstance(node.parent, nodes.reference) else None
        found = Figure(
            file=node["uri"],
            hash="" if content is None else hashlib.blake2b(content, digest_size=16).hexdigest(),
            alt=node.get("alt", ""),
            section=above.section,
            place=self.places.place(node),
            anchors=self.places.anchors(node),
            link=link,
            landscape=above.landscape or is_turned(node),
        )
        self.figures.append(found)
        leads = [(link.kind, link.target, link.address)] if link else []
        self.contents.append((above.section, digest(found.hash, found.alt, *leads)))

    def _figure(self, node: nodes.figure) -> None:
        start, first = len(self.figures), len(self.blocks)
        self.within(node)
        caption = next((block.id for block in self.blocks[first:] if block.kind == "caption"), "")
        number = self.places.number(node)
        for position in range(start, len(self.figures)):
            found = self.figures[position]
            known = {"number": number, "caption": caption, "anchors": (*self.places.anchors(node), *found.anchors)}
            self.figures[position] = found.model_copy(update=known)

    def _table(self, node: nodes.table) -> None:
        title = title_in(node)
        caption = self._block(title) if title is not None else None
        head, body = (self._rows(node, kind) for kind in (nodes.thead, nodes.tbody))
        columns = list(parts_of_table(node, nodes.colspec))
        table = Table(
            number=self.places.number(node),
            caption=caption.id if caption else "",
            section=self.above.section,
            columns=len(columns),
            stubs=sum(bool(column.get("stub")) for column in columns),
            head=head,
            body=body,
            anchors=self.places.anchors(node),
            place=self.places.place(node),
            landscape=self.above.landscape,
        )
        self.tables.append(table)
        shape = [[(cell.rows, cell.columns) for cell in row] for row in (*head, *body)]
        self.contents.append((self.above.section, digest(shape, len(head), table.stubs)))

    def _rows(self, node: nodes.table, kind: type[nodes.Element]) -> tuple[tuple[Cell, ...], ...]:
        rows = (row for group in parts_of_table(node, kind) for row in elements(group))
        return tuple(tuple(self._cell(entry) for entry in elements(row)) for row in rows)

    def _cell(self, entry: nodes.Element) -> Cell:
        start = len(self.blocks)
        self.visit(entry)
        found = tuple(block.id for block in self.blocks[start:] if "footnote" not in block.inside)
        return Cell(blocks=found, rows=1 + entry.get("morerows", 0), columns=1 + entry.get("morecols", 0))

    def _passage(self, node: nodes.Element, blocks: list[Block], at: int = 0) -> None:
        found = tuple(block.id for block in blocks)
        anchors, labels = self.places.anchors(node), self.places.labels(node)
        self.passages.append(Passage(anchors=anchors, labels=labels, kind=node.tagname, blocks=found, at=at))
