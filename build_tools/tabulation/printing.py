"""A sheet on paper: an edition of its own, with one chapter, goes through the press and its checks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from build_tools.errors import KankoError, Problem, Text
from build_tools.findings import Rejected
from build_tools.manuscript import MANUSCRIPT
from build_tools.manuscript.model import Manuscript
from build_tools.manuscript.write import read_manuscript
from build_tools.pipeline import Order, build
from build_tools.tabulation.kept import FILE, sheet_json
from build_tools.tabulation.model import Sheet, texts

CHAPTER: Final = "sheet"
LAYOUT: Final = "comparison"
_EXTENSIONS: Final = (
    "build_tools.sphinx_ext", "build_tools.site", "build_tools.press", "build_tools.tabulation.directive",
)  # fmt: skip
# Cells have no type area of the page; and what they quote is as the editions have it, its faults included.
_LAID_OUT: Final = ("area.type",)
_QUOTED: Final = (
    "characters.compatibility", "characters.control", "characters.missing", "characters.private", "characters.radical",
    "characters.width", "images.coarse", "images.soft",
)  # fmt: skip
_MARKUP = re.compile(r"[!-/:-@\[-`{-~]")


def printed(sheet: Sheet, work: Path, jobs: int) -> bytes:
    """A sheet as a PDF, typeset and proven; `work` is an empty folder.

    Raises KankoError with what the press or the checks found.
    """
    source, dist = work / "source", work / "dist"
    write_edition(sheet, source)
    try:
        build(Order(source, dist, ("pdf",), jobs))
    except Rejected as rejected:
        counting = (each for each in rejected.proof.findings if each.severity >= rejected.proof.bar)
        raise KankoError([Problem(each.code, each.what, each.source) for each in counting]) from rejected
    _hold(read_manuscript(dist / MANUSCRIPT), sheet)
    return (dist / f"{CHAPTER}.pdf").read_bytes()


def write_edition(sheet: Sheet, folder: Path) -> None:
    """The folder of an edition that prints a sheet."""
    folder.mkdir(parents=True)
    (folder / "publication.toml").write_text("\n".join(_publication(sheet)) + "\n", "utf-8")
    (folder / "conf.py").write_text(f"extensions = {list(_EXTENSIONS)}\n", "utf-8")
    (folder / f"{CHAPTER}.md").write_text("\n\n".join(_chapter(sheet)) + "\n", "utf-8")
    (folder / FILE).write_bytes(sheet_json(sheet))
    for name, data in sheet.pictures.items():
        (folder / name).write_bytes(data)


def _publication(sheet: Sheet) -> Iterator[str]:
    facts = {"id": CHAPTER, "title": sheet.title, "issuer": sheet.issuer, "language": sheet.language}
    yield from (f"{name} = {_quoted(value)}" for name, value in facts.items())
    yield f'date = {sheet.date.isoformat()}\n[facts]\nbrace = "{{"'
    yield f'[[documents]]\nid = "{CHAPTER}"\ntitle = "{{title}}"\nlayout = "{LAYOUT}"'
    yield f'chapters = [{{ file = "{CHAPTER}.md", kind = "unnumbered" }}]'
    yield from (_check(rule, "off", "表の欄による体裁") for rule in _LAID_OUT)
    yield from (_check(rule, "note", "引用した版のとおり") for rule in _QUOTED)


def _check(rule: str, severity: str, reason: str) -> str:
    return f'[[checks]]\nrule = "{rule}"\nseverity = "{severity}"\nreason = "{reason}"'


def _quoted(text: str) -> str:
    """A text as publication.toml writes it, where a brace begins the name of a fact."""
    return json.dumps(text.replace("{", "{facts.brace}"), ensure_ascii=False).replace("\x7f", "\\u007f")


def _chapter(sheet: Sheet) -> Iterator[str]:
    yield f"# {escaped(sheet.title)}"
    for remark in sheet.remarks:
        yield f"{escaped(remark)}"
    for number, part in enumerate(sheet.parts):
        yield f"## {escaped(part.title)}"
        yield f"```{{tabulation}} {number}\n```"


def escaped(text: str) -> str:
    """A line of text as Markdown in which no sign means anything."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split("\n")))


def _hold(manuscript: Manuscript, sheet: Sheet) -> None:
    """What was witnessed must be what the sheet says: checks know the manuscript alone, not the data behind it."""
    (document,) = manuscript.documents
    (chapter,) = document.chapters
    found = [_solid(block.text) for block in chapter.blocks if "table" in block.inside]
    columns = [column.title for column in sheet.columns]
    cells = (cell for part in sheet.parts for row in part.rows for cell in row.cells)
    said = [text for cell in cells for text in texts(cell)]
    heads = columns * len(sheet.parts)
    if sorted(found) != sorted(map(_solid, [*heads, *said])):
        raise KankoError([_LOST])


def _solid(text: str) -> str:
    return "".join(text.split())


_LOST = Problem(
    "tabulation.lost", Text("The table on paper is not the one that was made.", "紙面の表が、作った表と異なります。")
)
