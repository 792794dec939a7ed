"""The text of one block: what stands in the line, what leads away from it, and the holes that pages and notes leave."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes

from build_tools.manuscript.model import Call, Link, PageOf, Reading
from build_tools.manuscript.nodes import page_number, ruby
from build_tools.manuscript.read.kinds import html_text, is_printed
from build_tools.manuscript.read.places import Places
from build_tools.manuscript.ruby import pairs_in, set_as
from build_tools.manuscript.text import Text

_FIXED = (nodes.literal, nodes.math, nodes.FixedTextElement)


class Line:
    """The text of a block while it is read, with the links and footnote calls (id, label) in it, and what bears an
    anchor, each with how many characters stand before it. Images are told to `image`.
    """

    def __init__(self, places: Places, image: Callable[[nodes.image], None], before: str = "") -> None:
        self.places = places
        self.image = image
        self.text = Text()
        self.text.add(before)
        self.links: list[Link] = []
        self.anchored: list[tuple[nodes.Element, int]] = []
        self.calls: list[tuple[str, str]] = []
        self.readings: list[Reading] = []
        self.fixed = False

    def within(self, node: nodes.Element) -> None:
        """Read what stands in an element."""
        outside, self.fixed = self.fixed, self.fixed or isinstance(node, _FIXED)
        for child in node.children:
            self.visit(child)
        self.fixed = outside

    def visit(self, node: nodes.Node) -> None:
        """Read a text or an inline element."""
        if isinstance(node, nodes.Text):
            self.text.add(node.astext(), self.fixed)
        elif isinstance(node, nodes.footnote_reference):
            self.text.leave(Call(footnote=node.astext()))
            self.calls.append((node.get("refid", ""), node.astext()))
        elif isinstance(node, page_number):
            self.text.leave(PageOf(page_of=self.places.target(node["place"])))
        elif isinstance(node, nodes.raw):
            self.text.add(html_text(node), fixed=True)
        elif isinstance(node, nodes.Element) and is_printed(node):
            self._element(node)

    def _element(self, node: nodes.Element) -> None:
        if node["ids"]:
            self.anchored.append((node, self.text.length))
        if isinstance(node, nodes.image):
            self.image(node)
        elif isinstance(node, ruby):
            self._ruby(node)
        elif isinstance(node, nodes.reference) and _leads(node):
            self._link(node)
        else:
            self.within(node)

    def _ruby(self, node: ruby) -> None:
        at = self.text.length
        self.within(node)
        for pair in set_as(pairs_in(node)):
            self.readings.append(Reading(base=pair.base, reading=pair.reading, at=at))
            at += len(pair.base)

    def _link(self, node: nodes.reference) -> None:
        start, at = len(self.text.pieces), self.text.length
        self.within(node)
        parts = self.text.parts(start)
        found = self.places.link(node, any(isinstance(part, PageOf) for part in parts))
        if found:
            self.links.append(found.model_copy(update={"parts": parts, "at": at}))


def _leads(node: nodes.reference) -> bool:
    """Whether a reference is a link in print: a file of the edition to download is none, one of the web is."""
    return node.tagname != "download_reference" or "refuri" in node
