"""Names and places: anchors, labels and numbers of a chapter's elements, where links lead, lines of the source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from docutils import nodes

from build_tools.manuscript.model import Chapter, Link, LinkKind, Place, Target
from build_tools.manuscript.read.kinds import is_number, title_in


@dataclass(frozen=True)
class Setting:
    """What is known of a chapter beside its doctree, whose ids are anchors of the set.

    `chapter` is the chapter with nothing in it. `aliases` are further anchors, each with the one that stands for it,
    `labels` what authors call anchors, `numbers` those that the writer prints of itself, `words` what it prints above
    admonitions, by their names. Addresses into the set start with `scheme`; `place` is the document (none: this one)
    and the anchor in it that such an address names.
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


class Places:
    """What the elements of a chapter are called, and where they stand."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._files: dict[str, str] = {}
        self._others: dict[str, list[str]] = {}
        for other, name in setting.aliases.items():
            self._others.setdefault(name, []).append(other)

    def anchors(self, node: nodes.Element) -> tuple[str, ...]:
        """Every anchor of an element, the one that its destination has first."""
        return tuple(name for own in node["ids"] for name in (own, *self._others.get(own, ())))

    def labels(self, node: nodes.Element) -> tuple[str, ...]:
        """What the author calls an element."""
        return tuple(self.setting.labels[name] for name in self.anchors(node) if name in self.setting.labels)

    def number(self, node: nodes.Element) -> str:
        """The number of a section, figure, table or listing: the edition's, else the one that the writer prints."""
        title = title_in(node)
        if title is None:
            return ""
        first = title.children[0] if title.children else title
        if is_number(first):
            return first.astext()
        return self.setting.numbers.get(node["ids"][0], "").strip() if node["ids"] else ""

    def target(self, anchor: str) -> Target:
        """The place that an anchor names."""
        document, name = self.setting.place(anchor)
        return Target(document=document or self.setting.document, anchor=name)

    def link(self, node: nodes.reference, page: bool) -> Link | None:
        """Where a reference leads; None for one that leads nowhere."""
        address = str(node.get("refuri", ""))
        inside = address.startswith(self.setting.scheme)
        anchor = unquote(address.removeprefix(self.setting.scheme)) if inside else node.get("refid", "")
        if not anchor:
            return Link(kind="external", address=address) if address else None
        target = self.target(anchor)
        elsewhere: LinkKind = "internal" if target.document == self.setting.document else "document"
        return Link(kind="page" if page else elsewhere, target=target)

    def place(self, node: nodes.Element) -> Place:
        """Where an element stands in the source, or what it stands in."""
        known: nodes.Node | None = node
        while known is not None and known.line is None:
            known = known.parent
        if known is None or not known.source:
            return Place(file=self.setting.chapter.file)
        if known.source not in self._files:
            self._files[known.source] = self._file(known.source)
        return Place(file=self._files[known.source], line=known.line)

    def _file(self, source: str) -> str:
        file = Path(source.partition(":docstring of ")[0])
        inside = file.is_relative_to(self.setting.folder)
        return file.relative_to(self.setting.folder).as_posix() if inside else file.name
