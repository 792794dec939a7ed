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
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import LoggingReporter, new_document

from build_tools.errors import KankoError, Problem, Text
from build_tools.reuse.pinned import Standing

_SETTINGS: Final = MdParserConfig(heading_anchors=0)
_AGAIN = Text("Tell the publisher of the bundle.", "転載用ファイルの公開元に知らせてください。")


def parsed(standing: Standing, host: nodes.document, env: BuildEnvironment) -> nodes.document:
    """A section as a document of its own, with the settings of the one that it is to stand in.

    A bundle comes from others: what it says can't take in files of this machine, nor write HTML or LaTeX as it likes.
    Raises KankoError where it tries.
    """
    settings = copy.copy(host.settings)
    settings.file_insertion_enabled = settings.raw_enabled = False
    document = new_document(f"{standing.bundle.path}/{standing.section.text}", settings)
    document.reporter = LoggingReporter.from_reporter(host.reporter)
    parser = create_md_parser(_SETTINGS, SphinxRenderer)
    parser.options["document"] = document
    parser.render(standing.bundle.text(standing.section))
    if problems := [*_foreign(standing, document)]:
        raise KankoError(problems)
    return document


def _foreign(standing: Standing, document: nodes.document) -> Iterator[Problem]:
    said = [_shortly(node) for node in document.findall(_reaches_out)]
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


def _shortly(node: nodes.Node) -> str:
    said = " ".join((node[0] if isinstance(node, nodes.system_message) else node).astext().split())
    return shorten(said, 60, placeholder="…") or type(node).__name__
