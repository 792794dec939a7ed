"""How long a chapter's text is, and where in it the places are: enough to guess pages by before anything is typeset."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from build_tools.sphinx_ext.memory import Extent, memory


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Note the extent of the chapter being read."""
    length, before = 0, dict[str, int]()
    for node in doctree.findall():
        if isinstance(node, nodes.Text):
            length += len(node)
        elif isinstance(node, nodes.Element):
            before.update(dict.fromkeys(node["ids"], length))
    memory(app.env).extents[app.env.current_document.docname] = Extent(length, before)


def extents_of(env: BuildEnvironment, docname: str) -> dict[str, Extent]:
    """The extents of a chapter and of what its toctrees bring in, in reading order, by the Sphinx documents' names."""
    found: dict[str, Extent] = {}
    _visit(env, docname, found)
    return found


def _visit(env: BuildEnvironment, docname: str, found: dict[str, Extent]) -> None:
    if docname in found or docname not in memory(env).extents:
        return
    found[docname] = memory(env).extents[docname]
    for included in env.toctree_includes.get(docname, ()):
        _visit(env, included, found)
