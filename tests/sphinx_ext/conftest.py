"""Small editions in a folder of their own, built by Sphinx as a user's are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

EXTENSIONS = ["build_tools.sphinx_ext"]
HEAD = """\
id = "sample"
title = "見本の知見集"
date = 2019-05-01
issuer = "見本省"
"""
DOCUMENT = """
[[documents]]
id = "report"
title = "見本の報告書"
layout = "report"
numbering = "report"
chapters = ["a.md", "b.md"]
"""


@dataclass
class Built:
    """What a run read, wrote and said."""

    app: Sphinx
    read: set[str]
    written: set[str]
    warnings: list[str]

    def html(self, docname: str) -> str:
        """The HTML of a page."""
        return Path(self.app.outdir, f"{docname}.html").read_text("utf-8")

    def main(self, docname: str) -> str:
        """The HTML of a page's chapter."""
        return self.html(docname).partition('<div class="body"')[2].partition(">")[2].partition('<div class="sphinx')[0]

    def body(self, docname: str) -> str:
        """The text of a page's chapter, as a reader sees it."""
        return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]*>", "", self.main(docname))).strip()

    def flat(self, docname: str) -> str:
        """The HTML of a page's chapter without line breaks between elements."""
        return re.sub(r">\n+<", "><", self.main(docname))


@dataclass
class Project:
    """A folder with a publication.toml (or without) that can be built again and again."""

    folder: Path
    settings: dict[str, object] = field(default_factory=dict)
    parallel: int = 1

    def write(self, **files: str) -> None:
        """Write chapters; the name `a` stands for a.md."""
        for name, text in files.items():
            (self.folder / f"{name}.md").write_text(text, encoding="utf-8")

    def publish(self, more: str = "", documents: str = DOCUMENT, head: str = HEAD) -> None:
        """Write publication.toml."""
        (self.folder / "publication.toml").write_text(head + more + documents, encoding="utf-8")

    def build(self, builder: str = "html") -> Built:
        """Run a builder over the folder, incrementally when it ran before."""
        read: set[str] = set()
        written: set[str] = set()
        out, warning = self.folder.parent / "out", StringIO()
        settings = {
            "extensions": EXTENSIONS,
            "html_theme": "basic",
            "html_permalinks": False,
            "kanko_messages": "en",
            **self.settings,
        }
        with patch_docutils(), docutils_namespace():
            places = (self.folder, None, out / builder, out / "doctrees")
            app = Sphinx(*places, builder, settings, status=None, warning=warning, parallel=self.parallel)
            app.connect("env-before-read-docs", lambda app, env, docnames: read.update(docnames))
            app.connect("doctree-resolved", lambda app, doctree, docname: written.add(docname))
            app.build()
        lines = re.sub(r"\x1b\[[0-9;]*m", "", warning.getvalue()).replace(f"{self.folder}/", "").splitlines()
        return Built(app, read, written, [line for line in lines if line])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    folder = tmp_path / "source"
    folder.mkdir()
    return Project(folder)
