"""Sphinx projects that take sections over, built as their editors build them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from build_tools.bundle.model import Section
from build_tools.bundle.read import read_bundle
from build_tools.reuse.update import Step, update
from tests.bundle.making import AIM, Titled, write_bundle

CONF = """\
language = "ja"
extensions = ["myst_parser", "build_tools.reuse"]
html_theme = "basic"
"""


@dataclass
class Built:
    """What a run said, read and wrote."""

    app: Sphinx
    read: list[str]
    warnings: list[str]

    def file(self, name: str) -> str:
        """A file that was written."""
        return Path(self.app.outdir, name).read_text("utf-8")

    def body(self, docname: str) -> str:
        """The HTML of a page, its own part."""
        html = self.file(f"{docname}.html").partition('<div class="body"')[2].partition(">")[2]
        return html.partition('<div class="clearer"')[0]

    def text(self, docname: str) -> str:
        """A page as a reader sees it, white space set aside."""
        return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", self.body(docname)))


@dataclass
class Project:
    """A project in a folder of its own."""

    folder: Path
    settings: dict[str, object] = field(default_factory=dict)
    parallel: int = 1

    def write(self, **files: str) -> None:
        """Write documents; the name `index` stands for index.md, `a_rst` for a.rst."""
        for name, text in files.items():
            file = f"{name.removesuffix('_rst')}.rst" if name.endswith("_rst") else f"{name}.md"
            (self.folder / file).write_text(text, "utf-8")

    def bundle(self, top: Titled = AIM, **facts: object) -> Path:
        """A bundle, written beside the documents."""
        (self.folder / "bundles").mkdir(exist_ok=True)
        return write_bundle(self.folder / "bundles", top, **facts)

    def update(self, *sections: str, **how: bool) -> tuple[Step, ...]:
        return update(self.folder, sections, **how)

    @property
    def lock(self) -> str:
        return (self.folder / "reuse.lock").read_text("utf-8")

    def build(self, builder: str = "html") -> Built:
        """Run a builder over the folder, incrementally when it ran before."""
        read: list[str] = []
        out, warning = self.folder.parent / "out", StringIO()
        with patch_docutils(), docutils_namespace():
            places = (self.folder, self.folder, out / builder, out / "doctrees")
            app = Sphinx(*places, builder, self.settings, status=None, warning=warning, parallel=self.parallel)
            app.connect("env-before-read-docs", lambda app, env, docnames: read.extend(docnames))
            app.build()
        lines = re.sub(r"\x1b\[[0-9;]*m", "", warning.getvalue()).replace(f"{self.folder}/", "").splitlines()
        return Built(app, read, [line for line in lines if line])

    def sections(self, edition: str = "report-2022") -> tuple[Section, ...]:
        """The sections of a bundle."""
        return read_bundle(self.folder / f"bundles/{edition}.kanko").catalogue.sections
