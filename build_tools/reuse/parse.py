"""The MyST of a bundle → doctree, read with the settings that bundles are written for, whatever those of the project:
the text is the same in every project.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from textwrap import shorten
from typing import Final

from docutils import nodes
from docutils.utils import Reporter
from myst_parser.config.main import MdParserConfig, TopmatterReadError, read_topmatter
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import LoggingReporter, new_document

from build_tools.errors import KankoError, Problem, Text
from build_tools.reuse.pinned import Standing

# What of MyST's extensions a bundle may ask for: more would read signs of the text as syntax, or fetch something.
_EXTENSIONS: Final = frozenset({"attrs_block", "attrs_inline", "colon_fence", "deflist", "fieldlist"})
_BREAKS: Final = {("html", "<br />"), ("latex", "\\\\")}
_AGAIN = Text(
    "Tell the publisher of the bundle; reuse_raw_html = True in conf.py lets HTML stand.",
    "転載用ファイルの公開元に知らせてください。HTML は、conf.py に reuse_raw_html = True と書けば使えます。",
)


def parsed(standing: Standing, host: nodes.document, env: BuildEnvironment) -> nodes.document:
    """A section as a document of its own, with the settings of the one that it is to stand in.

    A bundle comes from others: what it says can't take in files of this machine, nor, unless the project allows it,
    write HTML as it likes. Raises KankoError where it tries.
    """
    settings = copy.copy(host.settings)
    settings.file_insertion_enabled = False
    settings.raw_enabled = env.config.reuse_raw_html
    document = new_document(f"{standing.bundle.path}/{standing.section.text}", settings)
    document.reporter = LoggingReporter.from_reporter(host.reporter)
    text = standing.bundle.text(standing.section)
    parser = create_md_parser(MdParserConfig(enable_extensions=_extensions(text), heading_anchors=0), SphinxRenderer)
    parser.options["document"] = document
    parser.render(text)
    if problems := [*_foreign(standing, document, env.config.reuse_raw_html)]:
        raise KankoError(problems)
    return document


def _extensions(text: str) -> set[str]:
    """The extensions for which the first lines of a text ask."""
    try:
        asked = (read_topmatter(text) or {})["myst"]["enable_extensions"]
    except (TopmatterReadError, LookupError, TypeError):
        return set()
    return set(_EXTENSIONS.intersection(asked if isinstance(asked, list) else ()))


def _foreign(standing: Standing, document: nodes.document, raw: bool) -> Iterator[Problem]:
    said = [
        _shortly(node) for node in document.findall(_reaches_out) if not (_is_break(node) or (raw and _is_html(node)))
    ]
    if sum(isinstance(node, nodes.section) for node in document.children) != 1:
        said.append("#")
    for each in said:
        what = Text(
            f"{standing.name} is not written as a section of a bundle must be: {each}",
            f"{standing.name} に、転載する節では使えない書き方があります（{each}）。",
        )
        yield Problem("reuse.foreign", what, remedy=_AGAIN)


def _reaches_out(node: nodes.Node) -> bool:
    """Whether a node takes something in from elsewhere, or stands for a directive that could not."""
    if isinstance(node, nodes.system_message):
        return bool(node["level"] >= Reporter.WARNING_LEVEL)
    return isinstance(node, nodes.raw | addnodes.download_reference | addnodes.toctree)


def _is_break(node: nodes.Node) -> bool:
    """Whether a node is a line break of Markdown, which is HTML and LaTeX in a doctree."""
    return isinstance(node, nodes.raw) and (node["format"], node.astext().strip()) in _BREAKS


def _is_html(node: nodes.Node) -> bool:
    return isinstance(node, nodes.raw) and node["format"] == "html"


def _shortly(node: nodes.Node) -> str:
    said = " ".join((node[0] if isinstance(node, nodes.system_message) else node).astext().split())
    return shorten(said, 60, placeholder="…") or type(node).__name__
