"""A section read back by docutils and MyST with the roles of ruby and bouten, as the manuscript reads chapters."""

from __future__ import annotations

import io
from pathlib import Path

from docutils import nodes
from docutils.core import publish_doctree
from myst_parser.docutils_ import Parser
from sphinx.locale import admonitionlabels

from build_tools.bundle.catalogue import Written
from build_tools.manuscript.model import Chapter
from build_tools.manuscript.read import Setting, read_chapter
from build_tools.manuscript.ruby import register


def parsed(text: str) -> nodes.document:
    """The doctree of a text; nothing of it may be warned of."""
    register()
    said = io.StringIO()
    settings = {
        "report_level": 2,
        "halt_level": 5,
        "warning_stream": said,
        "doctitle_xform": False,
        "language_code": "ja",
    }
    doctree = publish_doctree(text, parser=Parser(), settings_overrides=settings)
    assert not said.getvalue(), said.getvalue() + text
    return doctree


def read(written: Written, folder: Path) -> Chapter:
    """A section as a chapter; its images lie in the folder."""
    doctree = parsed(written.text)
    for reference in list(doctree.findall(nodes.reference)):
        if "page-reference" in reference["classes"]:  # where the manuscript has the number of a page
            reference.parent.remove(reference)
    for path, content in written.assets.items():
        (folder / path).parent.mkdir(exist_ok=True, parents=True)
        (folder / path).write_bytes(content)
    (folder / "sections").mkdir(exist_ok=True)
    chapter = Chapter(docname="x", file="x.md", kind="chapter", level=1, layout="report", hash="")
    words = {name: str(label) for name, label in admonitionlabels.items()}
    place = Setting("x", chapter, folder / "sections", "kanko-anchor:", lambda anchor: ("", anchor), words=words)
    return read_chapter(doctree, place)
