"""Where sections of other publications may stand in a document: in a section, or at its top; nothing of one's own right
behind them.
"""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging

from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.reuse.memory import memory
from build_tools.sphinx_ext.messages import sentence

# What a section from a bundle has as an attribute, with those below it.
REUSED = "reused"
logger = logging.getLogger(__name__)
_INSIDE = Problem(
    "reuse.inside",
    Text(
        "a section can't stand inside a list, a note or the like",
        "節は、箇条書きや注などの中には置けません",
    ),
    remedy=Text(
        "put {reuse} right under a heading, or leave its headings out with :without-title:",
        "{reuse} を見出しのすぐ下に置いてください。下の節がないものは、:without-title: とすれば置けます",
    ),
)
_BEHIND = Problem(
    "behind",
    Text(
        "text of your own stands behind a section of another publication, and would be read as part of it",
        "転載した節のすぐ後に本文があり、転載した節の続きに見えます",
    ),
    remedy=Text("give it a heading of its own", "本文の前に見出しを置いてください"),
)
_SILENT = (nodes.Invisible, nodes.footnote, nodes.transition, addnodes.index)


def check(app: Sphinx, doctree: nodes.document) -> None:
    """Refuse a section that stands where none can, and warn of text that would be taken for its own."""
    for section in (node for node in doctree.findall(nodes.section) if node.get(REUSED)):
        parent = section.parent
        if not isinstance(parent, nodes.document | nodes.section):
            place = Place(typed(Path(section.source or "")), section.line)
            memory(app.env).refuse(KankoError([Problem(_INSIDE.name, _INSIDE.what, place, _INSIDE.remedy)]))
        elif not parent.get(REUSED) and (behind := _behind(section)):
            logger.warning("%s", sentence(app.config, _BEHIND), location=behind, type="reuse", subtype=_BEHIND.name)


def _behind(section: nodes.Element) -> nodes.Element | None:
    """The element that follows in the same section and that a reader would read on to."""
    following = section.parent.children[section.parent.index(section) + 1 :]
    shown = (node for node in following if isinstance(node, nodes.section) or not _is_silent(node))
    found = next(shown, None)
    return found if isinstance(found, nodes.Element) and not isinstance(found, nodes.section) else None


def _is_silent(node: nodes.Node) -> bool:
    return isinstance(node, _SILENT) or next(node.findall(addnodes.toctree), None) is not None
