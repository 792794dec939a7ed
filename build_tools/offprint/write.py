"""A section of a chapter, with those below it, as a text of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from docutils import nodes

from build_tools.bundle.catalogue import Written
from build_tools.bundle.model import ASSETS
from build_tools.offprint import markdown
from build_tools.offprint.blocks import Blocks
from build_tools.offprint.failures import unwritable
from build_tools.offprint.places import Places

# Where images are as a section names them, whose file lies in a folder beside theirs.
_BESIDE = f"../{ASSETS}"


@dataclass
class Chapter:
    """The doctree of a chapter, its references resolved, its ids those of the set; `read` gives the content of the file
    of an image, None where there is none.
    """

    docname: str
    doctree: nodes.document
    read: Callable[[str], bytes | None]
    notes: dict[str, nodes.Element] = field(init=False)

    def __post_init__(self) -> None:
        self.notes = {name: note for note in self.doctree.findall(nodes.footnote) for name in note["ids"]}


def written(chapter: Chapter, section: nodes.section, places: Places) -> Written:
    """The section as MyST, its heading of the first level; what of MyST's extensions it needs, its first lines say.

    Raises KankoError for what MyST has no form for.
    """
    taking = _Section(chapter, places, frozenset(_referred(section, places)))
    body = Blocks(taking).of([section])
    text = "\n\n".join(filter(None, (taking.front(), body, *taking.footnotes())))
    return Written(f"{text}\n", taking.assets, tuple(dict.fromkeys(taking.declared)))


class _Section:
    """What one section takes in while it is written."""

    def __init__(self, chapter: Chapter, places: Places, referred: frozenset[str]) -> None:
        self.chapter, self.places, self._referred = chapter, places, referred
        self.extensions: set[str] = set()
        self.assets: dict[str, bytes] = {}
        self.declared: list[str] = []
        self._called: dict[str, nodes.Element] = {}

    def labels(self, anchor: str) -> tuple[str, ...]:
        """The labels of a place; of one that is referred to, one at least."""
        known = self.places.labels(anchor)
        given = known or tuple(self.places.named(anchor) for _ in range(anchor in self._referred))
        self.declared += given
        return given

    def image(self, node: nodes.image) -> str:
        """The path of an image, as the text names it; one of the web stays there."""
        if "://" in node["uri"]:
            return str(node["uri"])
        content = self.chapter.read(node["uri"])
        if content is None:
            raise unwritable(node)
        name = hashlib.sha256(content).hexdigest() + PurePosixPath(node["uri"]).suffix.lower()
        self.assets[ASSETS + name] = content
        return _BESIDE + name

    def footnote(self, node: nodes.footnote_reference) -> nodes.Element:
        """The footnote that is called."""
        note = self.chapter.notes.get(node.get("refid", ""))
        if note is None:
            raise unwritable(node)
        return note

    def note(self, node: nodes.footnote_reference) -> str:
        """The label of a footnote that is called: it is the chapter's and the author's."""
        note = self.footnote(node)
        name = next(iter(note["names"]), "") or node.astext()
        label = re.sub(r"[^\w-]+", "-", f"{self.chapter.docname}-{name}")
        self._called.setdefault(label, note)
        return label

    def footnotes(self) -> Iterator[str]:
        """The footnotes that are called, those of footnotes too."""
        blocks, done = Blocks(self), 0
        while done < len(self._called):
            label, note = list(self._called.items())[done]
            text = blocks.of(child for child in note.children if not isinstance(child, nodes.label))
            yield markdown.indented(text, f"[^{label}]: ", "    ")
            done += 1

    def front(self) -> str:
        """The first lines, which name the extensions of MyST in use."""
        names = ", ".join(sorted(self.extensions))
        return f"---\nmyst:\n  enable_extensions: [{names}]\n---" if names else ""


def _referred(section: nodes.section, places: Places) -> Iterator[str]:
    """The places in the section to which references in it lead."""
    for node in section.findall(nodes.reference):
        place = places.leads(node)
        if place and places.label(place):
            yield places.first(place[1])


def sections(doctree: nodes.document) -> Iterable[nodes.section]:
    """Every section of a chapter, in the order in which the manuscript has them."""
    return doctree.findall(nodes.section)
