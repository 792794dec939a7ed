"""Captioned figures and tables of a chapter, and {numref}, which Sphinx leaves to us where we number them."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform

from build_tools.sphinx_ext.memory import Caption, CaptionKind, Mention, memory
from build_tools.sphinx_ext.project import HasConfig, has_edition
from build_tools.sphinx_ext.roles import PAGE, TITLE

NUMBER = "kanko-number"
_KINDS: tuple[tuple[CaptionKind, type[nodes.Element], type[nodes.Element]], ...] = (
    ("figure", nodes.figure, nodes.caption),
    ("table", nodes.table, nodes.title),
)
_CALLS = (nodes.footnote_reference, nodes.citation_reference)


def numbers_captions(owner: HasConfig) -> bool:
    """Whether figures and tables take their numbers from the edition: a project that sets `numfig` keeps Sphinx's."""
    return has_edition(owner) and not owner.config.numfig


def captioned(doctree: nodes.Element) -> Iterator[tuple[CaptionKind, nodes.Element, nodes.Element]]:
    """The figures and tables of a doctree that have a caption and an id, in reading order, each with its caption."""
    for node in doctree.findall(nodes.Element):
        for kind, whole, part in _KINDS:
            if isinstance(node, whole) and node["ids"]:
                yield from ((kind, node, child) for child in node.children if isinstance(child, part))


def captions_of(doctree: nodes.document) -> Iterator[Caption]:
    """The captions of a chapter just read."""
    for kind, node, caption in captioned(doctree):
        yield Caption(kind, tuple(node["ids"]), title_text(caption), "unnumbered" in node["classes"])


def title_text(title: nodes.Element) -> str:
    """A heading or caption as it is shown elsewhere: without calls of footnotes, and without the pages, numbers and
    titles of other places, which are not known while a chapter is read.
    """
    copy = title.deepcopy()
    for node in list(copy.findall(_is_call)):
        node.parent.remove(node)
    return " ".join(copy.astext().split())


def _is_call(node: nodes.Node) -> bool:
    return isinstance(node, _CALLS) or (isinstance(node, pending_xref) and node["reftype"] in (NUMBER, PAGE, TITLE))


class TakeNumberReferences(SphinxTransform):
    """Make every {numref} a reference of ours: Sphinx would refuse it, since its own numbering is off."""

    default_priority = 600

    def apply(self, **kwargs: object) -> None:
        if not numbers_captions(self.env):
            return
        mentions = memory(self.env).mentions.setdefault(self.env.current_document.docname, [])
        for node in self.document.findall(pending_xref):
            if node["reftype"] == "numref" and node["refdomain"] == "std":
                node["reftype"], node["refdomain"] = NUMBER, ""
                mentions.append(Mention("number", node["reftarget"], node.line))
