"""The builder under plain sphinx-build: for an edition, and for a project that knows of Kanko the extension alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from build_tools.manuscript.model import Chapter
from build_tools.manuscript.write import read_manuscript

ROOT = Path(__file__).parents[2]


def sphinx_build(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx", "-W", "-q", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("builder", "product"), [("html", "report/organisation.html"), ("pdf", "report.pdf"), ("pdf", "press-release.pdf")]
)
def test_plain_sphinx_build(tmp_path, builder, product):
    ran = sphinx_build("-c", ROOT, "-b", builder, ROOT / "source", tmp_path)
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stderr
    assert (tmp_path / product).stat().st_size > 1000


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A project in reStructuredText, with a third-party kind of node, nested toctrees, and no word of ours."""
    project = tmp_path / "docs"
    project.mkdir()
    (project / "conf.py").write_text(
        'import sys\nsys.path.insert(0, __file__.rpartition("/")[0])\n'
        'project = "Field manual"\nauthor = "The crew"\nnumfig = True\n'
        'extensions = ["badge", "build_tools.press"]\n'
    )
    (project / "badge.py").write_text(
        "from docutils import nodes\n"
        "from docutils.parsers.rst import Directive\n"
        "class badge(nodes.General, nodes.Element): pass\n"
        "class Badge(Directive):\n"
        "    def run(self): return [badge()]\n"
        "def visit(self, node): self.body.append('<p class=\"badge\">Third party</p>')\n"
        "def setup(app):\n"
        "    app.add_node(badge, html=(visit, lambda self, node: None))\n"
        "    app.add_directive('badge', Badge)\n"
    )
    (project / "index.rst").write_text("Manual\n======\n\nWelcome.\n\n.. toctree::\n   :numbered:\n\n   one\n   two\n")
    (project / "one.rst").write_text(
        "One\n===\n\n.. badge::\n\nSee :ref:`deep` and :doc:`two`. A note [#n]_.\n\n.. [#n] At the foot.\n\n"
        ".. toctree::\n\n   sub\n"
    )
    (project / "sub.rst").write_text(
        ".. _deep:\n\nSub\n===\n\n.. code-block:: python\n\n   print('x')\n\nDetail\n------\n\nText.\n"
    )
    (project / "two.rst").write_text(
        "Two\n===\n\n.. table:: Numbers\n\n   == ==\n   a  b\n   == ==\n   1  2\n   == ==\n\n"
        ".. index:: gap\n\n.. warning:: Mind the gap.\n"
    )
    return project


def test_a_foreign_project_gets_its_pdf(foreign, tmp_path):
    ran = sphinx_build("-b", "pdf", foreign, tmp_path / "out")
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stderr
    (file,) = (tmp_path / "out").glob("*.pdf")
    reader = pypdf.PdfReader(file)
    text = "\n".join(page.extract_text() for page in reader.pages)
    for passage in ("Welcome.", "Third party", "At the foot.", "print('x')", "Mind the gap.", "Numbers", "The crew"):
        assert text.count(passage) >= 1, passage
    assert text.count("Detail") == 1  # no chapter is set twice
    assert reader.metadata.title == "Field manual" and reader.metadata.author == "The crew"
    contents = "".join(reader.pages[1].extract_text().split())
    assert "Manual1" in contents and "1.One2" in contents and "1.1.Sub2" in contents and "2.Two3" in contents
    tables = "".join(reader.pages[2].extract_text().split())
    assert tables.startswith("Tables") and "Table2.1Numbers3" in tables  # Sphinx's number, not one of ours
    assert "G\ngap 3" in reader.pages[-2].extract_text()
    blocks = [block for chapter in chapters_of(tmp_path / "out") for block in chapter.blocks]
    said = [block.text for block in blocks]
    assert [text for text in said if text.startswith(("1", "2", "Table"))] == [
        "1. One",
        "1.1. Sub",
        "1.1.1. Detail",
        "2. Two",
        "Table 2.1 Numbers",
        "1",
        "2",
    ]
    for block in blocks:
        for part in filter(lambda part: isinstance(part, str), block.parts):
            assert "".join(part.split()) in "".join(text.split()), block
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles[-4:] == ["Manual", "1. One", "2. Two", "Index"]


def chapters_of(folder: Path) -> Iterator[Chapter]:
    for document in read_manuscript(folder / "manuscript.json").documents:
        yield from document.chapters


def test_a_foreign_projects_website_stays_as_it_was(foreign, tmp_path):
    assert sphinx_build("-b", "html", foreign, tmp_path / "with").returncode == 0
    plain = (foreign / "conf.py").read_text().replace(', "build_tools.press"', "")
    (foreign / "conf.py").write_text(plain)
    assert sphinx_build("-b", "html", foreign, tmp_path / "without").returncode == 0
    for name in ("index.html", "one.html", "sub.html"):
        assert (tmp_path / "with" / name).read_text() == (tmp_path / "without" / name).read_text()
