"""A chapter of the manuscript from its doctree, as the press is about to set it; the doctree stays as it is.

Everything that prints text is read, known or not: an element with text of its own is a block, every other one is gone
through. Footnotes are read where they are called first, since that is where they are printed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from docutils import nodes

from build_tools.manuscript.model import (
    Block,
    BlockKind,
    Call,
    Cell,
    Chapter,
    Excerpt,
    Figure,
    Footnote,
    Link,
    LinkKind,
    PageOf,
    Passage,
    Place,
    Section,
    Table,
    Target,
)
from build_tools.manuscript.nodes import excerpt, page_number
from build_tools.manuscript.text import Text, digest, plain

_NUMBERS = {"number", "caption-number"}
_FIXED = (nodes.literal, nodes.math, nodes.FixedTextElement)
# Sphinx's nodes go by their names here.
_NO_LINKS = {"download_reference"}
_NOT_PRINTED = {"toctree", "system_message", "docinfo", "decoration"}
_KINDS: Mapping[str, BlockKind] = {
    "attribution": "attribution",
    "caption": "caption",
    "classifier": "term",
    "desc_signature": "signature",
    "doctest_block": "code",
    "field_name": "field",
    "label": "label",
    "line": "line",
    "literal_block": "code",
    "math_block": "math",
    "option_group": "term",
    "raw": "raw",
    "rubric": "rubric",
    "term": "term",
}
_KINDS_IN: Mapping[str, BlockKind] = {
    "definition": "definition",
    "entry": "cell",
    "field_body": "field",
    "footnote": "footnote",
    "legend": "legend",
    "list_item": "item",
}
_TITLES_IN: Mapping[str, BlockKind] = {"section": "heading", "table": "caption"}
# What writers print around the text of these.
_AROUND = {"attribution": ("—", ""), "field_name": ("", ":"), "label": ("[", "]")}
# What these say of themselves as text is not their children's text.
_WHOLE = {"desc_signature", "option_group"}
_INSIDE = {
    "block_quote": "quote",
    "bullet_list": "list",
    "case": "case",
    "contact_box": "contact",
    "definition_list": "list",
    "enumerated_list": "list",
    "excerpt": "excerpt",
    "figure": "figure",
    "footnote": "footnote",
    "notice": "notice",
    "point": "point",
    "sidebar": "sidebar",
    "table": "table",
    "topic": "topic",
}


@dataclass(frozen=True)
class Setting:
    """What is known of a chapter beside its doctree, whose ids are anchors of the set.

    `chapter` is the chapter with nothing in it. `aliases` are further anchors by the one that stands for them, `labels`
    what their author calls anchors, `numbers` those that the writer prints of itself, `words` what it prints above
    admonitions, by their names. Addresses into the set start with `scheme`; `place` is the document (none: this one) and
    the anchor in it that such an address names.
    """

    document: str
    chapter: Chapter
    folder: Path
    scheme: str
    place: Callable[[str], tuple[str, str]]
    aliases: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


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


class _Line:
    """The text of a block while it is read, with the links, images, anchors and footnote calls in it."""

    def __init__(self, reader: _Reader, prefix: str) -> None:
        self.reader = reader
        self.text = Text()
        self.text.add(prefix)
        self.links: list[Link] = []
        self.anchors: list[nodes.Element] = []
        self.calls: list[tuple[str, str]] = []
        self.fixed = False

    def within(self, node: nodes.Element) -> None:
        for child in node.children:
            self.visit(child)

    def visit(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Text):
            self.text.add(node.astext(), self.fixed)
        elif isinstance(node, nodes.footnote_reference):
            self.text.leave(Call(footnote=node.astext()))
            self.calls.append((node.get("refid", ""), node.astext()))
        elif isinstance(node, page_number):
            self.text.leave(PageOf(page_of=self.reader.target(node["place"])))
        elif isinstance(node, nodes.raw):
            self.text.add(_html(node), fixed=True)
        elif isinstance(node, nodes.Element) and not isinstance(node, nodes.Invisible):
            self._element(node)

    def _element(self, node: nodes.Element) -> None:
        if node["ids"]:
            self.anchors.append(node)
        if isinstance(node, nodes.image):
            self.reader.image(node)
        elif isinstance(node, nodes.reference) and node.tagname not in _NO_LINKS:
            self._link(node)
        else:
            outside, self.fixed = self.fixed, self.fixed or isinstance(node, _FIXED)
            self.within(node)
            self.fixed = outside

    def _link(self, node: nodes.reference) -> None:
        start, at = len(self.text.pieces), self.text.length
        self.within(node)
        parts = self.text.parts(start)
        found = self.reader.link(node, any(isinstance(part, PageOf) for part in parts))
        if found:
            self.links.append(found.model_copy(update={"parts": parts, "at": at}))


class _Reader:
    def __init__(self, setting: Setting, doctree: nodes.document) -> None:
        self.setting = setting
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
        self.others: dict[str, list[str]] = {}
        for other, name in setting.aliases.items():
            self.others.setdefault(name, []).append(other)

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
        if isinstance(node, nodes.Invisible | nodes.footnote) or node.tagname in _NOT_PRINTED:
            return
        start = len(self.blocks)
        with self._inside(node):
            self._element(node)
        if node["ids"]:
            self._passage(node, self.blocks[start:])
        if isinstance(node, excerpt):
            found = tuple(block.id for block in self.blocks[start:])
            self.excerpts.append(Excerpt(label=node["target"], blocks=found, place=self.place(node)))

    @contextmanager
    def _inside(self, node: nodes.Element) -> Iterator[None]:
        outside, name = self.above, _INSIDE.get(node.tagname) or (node.tagname in self.setting.words and node.tagname)
        inside = (*outside.inside, name) if name else outside.inside
        landscape = outside.landscape or "landscape" in node["classes"]
        self.above = _Above(outside.section, outside.chain, outside.depth, inside, landscape)
        yield
        self.above = outside

    def _element(self, node: nodes.Element) -> None:
        if isinstance(node, nodes.image):
            self.image(node)
        elif isinstance(node, nodes.table):
            self._table(node)
        elif isinstance(node, nodes.figure):
            self._figure(node)
        elif _is_text(node):
            self._block(node)
        else:
            self._admonition_title(node)
            self.within(node)

    def _section(self, node: nodes.section) -> None:
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        outside, number = self.above, self._number(node, title)
        chain, name = self._name(node, title)
        landscape = outside.landscape or "landscape" in node["classes"]
        self.above = _Above(name, chain, outside.depth + 1, outside.inside, landscape)
        heading = self._block(title) if title is not None else None
        section = Section(
            id=name,
            number=number,
            title=_words(title),
            level=self.setting.chapter.level + outside.depth,
            above=outside.section,
            heading=heading.id if heading else "",
            anchors=self._anchors(node),
            labels=self._labels(node),
            place=heading.place if heading else self.place(node),
            hash="",
        )
        self.sections.append(section)
        for child in node.children:
            if child is not title and isinstance(child, nodes.Element):
                self._section(child) if isinstance(child, nodes.section) else self.visit(child)
        self.above = outside

    def _name(self, node: nodes.section, title: nodes.title | None) -> tuple[tuple[str, ...], str]:
        """What the ids of the sections below are made of, and the section's own: its label's, else of titles. The
        chapter's own title is not needed for it.
        """
        docname, labels = self.setting.chapter.docname, self._labels(node)
        own = labels[0] if labels else _words(title)
        chain = () if self.above.chain is None and not self.sections else (*(self.above.chain or ()), own)
        named = f"{docname}:{labels[0]}" if labels else "#".join(filter(None, (docname, "/".join(chain))))
        return chain, self._unique(named, "~")

    def _unique(self, name: str, sign: str) -> str:
        self.used[name] += 1
        return name if self.used[name] == 1 else f"{name}{sign}{self.used[name]}"

    # Blocks

    def _block(self, node: nodes.Element) -> Block | None:
        number = self._number(node.parent, node)
        before, behind = _AROUND.get(node.tagname, ("", ""))
        line = _Line(self, before + (f"{number} " if number else ""))
        line.fixed = isinstance(node, nodes.FixedTextElement)
        if node.tagname in _WHOLE:
            line.text.add(node.astext())
        elif isinstance(node, nodes.raw):
            line.visit(node)
        else:
            for child in node.children:
                if not _is_number(child):
                    line.visit(child)
        line.text.add(behind)
        return self._add(node, self._kind(node), line, number)

    def _add(self, node: nodes.Element, kind: BlockKind, line: _Line, number: str = "") -> Block | None:
        parts = line.text.parts()
        if not parts:
            return None
        own = (parts[0].removeprefix(f"{number} "), *parts[1:]) if isinstance(parts[0], str) else parts
        content = digest(kind, own, [(link.kind, link.target, link.address) for link in line.links])
        above = self.above
        block = Block(
            id=self._unique(f"{above.section or self.setting.chapter.docname}~{content[:8]}", "-"),
            kind=kind,
            parts=parts,
            hash=content,
            place=self.place(node),
            section=above.section,
            inside=above.inside,
            links=tuple(line.links),
            landscape=above.landscape,
        )
        self.blocks.append(block)
        self.contents.append((above.section, content))
        for anchored in line.anchors:
            self._passage(anchored, [block])
        for name, label in line.calls:
            self._footnote(name, label, block)
        return block

    def _kind(self, node: nodes.Element) -> BlockKind:
        parent = node.parent.tagname if node.parent is not None else ""
        if isinstance(node, nodes.title):
            return _TITLES_IN.get(parent, "label")
        return _KINDS.get(node.tagname) or _KINDS_IN.get(parent, "paragraph")

    def _admonition_title(self, node: nodes.Element) -> None:
        if words := self.setting.words.get(node.tagname):
            self._add(node, "label", _Line(self, words))

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
        self.footnotes.append(Footnote(label=label, called=called.id, blocks=found, place=self.place(node)))

    # Figures and tables

    def image(self, node: nodes.image) -> None:
        """Note an image."""
        file, above = self.setting.folder / node["uri"], self.above
        content = file.read_bytes() if "://" not in node["uri"] and file.is_file() else None
        found = Figure(
            file=node["uri"],
            hash="" if content is None else hashlib.blake2b(content, digest_size=16).hexdigest(),
            alt=node.get("alt", ""),
            place=self.place(node),
            anchors=self._anchors(node),
            landscape=above.landscape or "landscape" in node["classes"],
        )
        self.figures.append(found)
        self.contents.append((above.section, digest(found.hash, found.alt)))

    def _figure(self, node: nodes.figure) -> None:
        start = len(self.figures)
        caption = self._captioned(node)
        number = next((self._number(node, child) for child in node.children if isinstance(child, nodes.caption)), "")
        for position in range(start, len(self.figures)):
            found = self.figures[position]
            known = {"number": number, "caption": caption, "anchors": (*self._anchors(node), *found.anchors)}
            self.figures[position] = found.model_copy(update=known)

    def _captioned(self, node: nodes.Element) -> str:
        """Read a figure, or the caption of a table; the id of the caption's block."""
        start = len(self.blocks)
        self.within(node)
        return next((block.id for block in self.blocks[start:] if block.kind == "caption"), "")

    def _table(self, node: nodes.table) -> None:
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        caption = self._block(title) if title is not None else None
        head, body = (self._rows(node, kind) for kind in (nodes.thead, nodes.tbody))
        columns = list(_below(node, nodes.colspec))
        table = Table(
            number=self._number(node, title),
            caption=caption.id if caption else "",
            columns=len(columns),
            stubs=sum(bool(column.get("stub")) for column in columns),
            head=head,
            body=body,
            anchors=self._anchors(node),
            place=self.place(node),
            landscape=self.above.landscape,
        )
        self.tables.append(table)
        shape = [[(cell.rows, cell.columns) for cell in row] for row in (*head, *body)]
        self.contents.append((self.above.section, digest(shape, len(head), table.stubs)))

    def _rows(self, node: nodes.table, kind: type[nodes.Element]) -> tuple[tuple[Cell, ...], ...]:
        rows = (row for group in _below(node, kind) for row in group.children)
        return tuple(tuple(self._cell(entry) for entry in row.children) for row in rows)

    def _cell(self, entry: nodes.Element) -> Cell:
        start = len(self.blocks)
        self.visit(entry)
        found = tuple(block.id for block in self.blocks[start:] if "footnote" not in block.inside)
        return Cell(blocks=found, rows=1 + entry.get("morerows", 0), columns=1 + entry.get("morecols", 0))

    # Names and places

    def _passage(self, node: nodes.Element, blocks: list[Block]) -> None:
        found = tuple(block.id for block in blocks)
        passage = Passage(anchors=self._anchors(node), labels=self._labels(node), kind=node.tagname, blocks=found)
        self.passages.append(passage)

    def _anchors(self, node: nodes.Element) -> tuple[str, ...]:
        return tuple(name for own in node["ids"] for name in (own, *self.others.get(own, ())))

    def _labels(self, node: nodes.Element) -> tuple[str, ...]:
        return tuple(self.setting.labels[name] for name in self._anchors(node) if name in self.setting.labels)

    def _number(self, node: nodes.Element | None, title: nodes.Element | None) -> str:
        """The number before a title or caption: the edition's, else the one that the writer prints."""
        first = title.children[0] if title is not None and title.children else None
        if first is not None and _is_number(first):
            return first.astext()
        printed = isinstance(title, nodes.title | nodes.caption) and node is not None and node["ids"]
        return self.setting.numbers.get(node["ids"][0], "").strip() if printed and node is not None else ""

    def target(self, anchor: str) -> Target:
        """The place that an anchor names."""
        document, name = self.setting.place(anchor)
        return Target(document=document or self.setting.document, anchor=name)

    def link(self, node: nodes.reference, page: bool) -> Link | None:
        """Where a reference leads; None for one that leads nowhere."""
        address = str(node.get("refuri", ""))
        place = node.get("refid") or (
            unquote(address.removeprefix(self.setting.scheme)) if address.startswith(self.setting.scheme) else ""
        )
        if not place:
            return Link(kind="external", address=address) if address else None
        target = self.target(place)
        elsewhere: LinkKind = "internal" if target.document == self.setting.document else "document"
        return Link(kind="page" if page else elsewhere, target=target)

    def place(self, node: nodes.Element) -> Place:
        """Where an element stands in the source, or what it stands in."""
        known: nodes.Node | None = node
        while known is not None and known.line is None:
            known = known.parent
        if known is None or not known.source:
            return Place(file=self.setting.chapter.file)
        return Place(file=_file(known.source, self.setting), line=known.line)


def _file(source: str, setting: Setting) -> str:
    file = Path(source.partition(":docstring of ")[0])
    inside = file.is_relative_to(setting.folder)
    return file.relative_to(setting.folder).as_posix() if inside else file.name


def _is_text(node: nodes.Element) -> bool:
    """Whether an element is set as one text: it holds no blocks."""
    if node.tagname in _WHOLE:
        return True
    blocks = (isinstance(child, nodes.Body) and not isinstance(child, nodes.Inline) for child in node.children)
    return isinstance(node, nodes.TextElement) and not any(blocks)


def _is_number(node: nodes.Node) -> bool:
    return isinstance(node, nodes.inline) and not _NUMBERS.isdisjoint(node["classes"])


def _words(title: nodes.title | None) -> str:
    """A title without its number, calls of footnotes and images."""
    text = Text()
    for child in title.children if title is not None else ():
        if not _is_number(child) and not isinstance(child, nodes.footnote_reference | nodes.image | nodes.raw):
            text.add(child.astext())
    return "".join(map(str, text.parts()))


def _html(node: nodes.raw) -> str:
    return plain(node.astext()) if "html" in node.get("format", "").split() else ""


def _below(node: nodes.Element, kind: type[nodes.Element]) -> Iterator[nodes.Element]:
    """The parts of a table itself, not of the tables in its cells."""
    for group in node.children:
        if isinstance(group, nodes.tgroup):
            yield from (child for child in group.children if isinstance(child, kind))
