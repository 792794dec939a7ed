"""A plugin of pytest, for projects that test what they publish: the fixture `published`.

    def test_every_part_is_in_the_outline(published):
        assert [item.title for item in published("report").outline if item.level == 1] == ["第１部", "第２部"]

Every run of pytest imports this module, with the program installed: so nothing heavy is imported before it is used.
"""

from __future__ import annotations

import os
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from build_tools.errors import KankoError, Language, Problem, Text, typed

if TYPE_CHECKING:
    from build_tools.inspection import PdfDocument
    from build_tools.manuscript.model import Manuscript


class Published:
    """What was published: its PDFs by name, and the manuscript that lies beside them. Each is read once.

    A test that asks for what is not there, or can't be read, fails with a sentence.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._document = cache(self._read)

    def __call__(self, name: str) -> PdfDocument:
        """The inspected PDF of a name, without its ending."""
        return self._document(name)

    def _read(self, name: str) -> PdfDocument:
        from build_tools.inspection import inspect

        path = self.folder / f"{name}.pdf"
        if not path.exists():
            _fail(self._missing(name))
        try:
            return inspect(path)
        except KankoError as error:
            _fail(*error.problems)

    @cached_property
    def manuscript(self) -> Manuscript:
        """The text that the PDFs must hold."""
        from build_tools.manuscript import MANUSCRIPT
        from build_tools.manuscript.write import read_manuscript

        try:
            return read_manuscript(self.folder / MANUSCRIPT)
        except KankoError as error:
            _fail(*error.problems)

    def _missing(self, name: str) -> Text:
        folder, there = typed(self.folder), sorted(path.stem for path in self.folder.glob("*.pdf"))
        return Text(
            f"There is no {name}.pdf in {folder}; there is: {', '.join(there) or 'no PDF'}. "
            "Build it, or name another folder with --published-dir or published_dir.",
            f"{folder} に {name}.pdf がありません（あるもの: {'、'.join(there) or 'なし'}）。"
            "作ってから試すか、--published-dir または published_dir でフォルダを指定してください。",
        )


def _fail(*said: Text | Problem) -> NoReturn:
    pytest.fail("\n".join(text.say(_language()) for text in said), pytrace=False)


def _language() -> Language:
    names = (os.environ.get(name) for name in ("KANKO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    return "ja" if next(filter(None, names), "").lower().startswith("ja") else "en"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The folder of what was published: an option, and a key of pytest's own configuration."""
    said = "Folder of the published PDFs and their manuscript. 公表する PDF のフォルダ"
    parser.getgroup("kanko").addoption("--published-dir", metavar="FOLDER", help=said)
    parser.addini("published_dir", f"{said} (default: dist)", default="dist")


@pytest.fixture(scope="session")
def published(pytestconfig: pytest.Config) -> Published:
    """The PDFs that were published, read back as plain data: `published("report").outline`, `published.manuscript`."""
    given = pytestconfig.getoption("--published-dir")
    if given:
        return Published(pytestconfig.invocation_params.dir / given)
    return Published(pytestconfig.rootpath / pytestconfig.getini("published_dir"))
