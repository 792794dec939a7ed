"""All blocks of a chapter are the text of its PDF, and every PDF names the manuscript that it was made from."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from build_tools.errors import KankoError
from build_tools.manuscript.model import Chapter, PageOf
from build_tools.pipeline import Order, build
from build_tools.press import builder
from build_tools.press.compile import compile_unit
from build_tools.press.fontfiles import FontFiles
from build_tools.press.labels import Part
from build_tools.press.link import Program, link
from build_tools.press.publish import _description
from build_tools.press.unit import Unit
from tests.manuscript.test_text_of_chapters import EDITIONS, solid

# What the layouts print of themselves: heads, folios, the chapters of a part.
FURNITURE = re.compile(r'<(header|nav)\b.*?</\1>|<div class="(?:running|folio)">.*?</div>', re.DOTALL)
# The chapter on one page, so that no paragraph is torn and no head of a table repeated.
ONE_PAGE = (
    "@page { size: 210mm 14000pt !important; margin: 20mm } "
    "* { page: auto !important; break-before: auto !important; break-after: auto !important }"
)
# What stylesheets print: marks of lists and of footnotes, the sign between a term and its classifier.
MARKS = re.compile(r"[・○－：]|\d+[.．]|※\d+")


def printed(unit: Unit, edition, document, folder: Path) -> str:
    fonts = FontFiles(folder)
    html = FURNITURE.sub("", unit.html)
    made, files = compile_unit(replace(unit, html=html, stylesheets=(*unit.stylesheets, ONE_PAGE)))
    fonts.keep(files)
    output = io.BytesIO()
    program = Program(_description(edition, document, ""), [Part(made.interface)])
    link(program, lambda at: made.body, fonts.read, output)
    return "".join(page.extract_text() for page in pypdf.PdfReader(output).pages)


def left_over(chapter: Chapter, text: str) -> str:
    """What of a text is no block's: the longest are taken out first, since short ones may stand in them as well."""
    pieces = [solid(part) for block in chapter.blocks for part in block.parts if isinstance(part, str)]
    rest = solid(text)
    for piece in sorted(filter(None, pieces), key=len, reverse=True):
        assert piece in rest, f"not in print: {piece[:60]}"
        rest = rest.replace(piece, "\0", 1)
    return MARKS.sub("", rest).replace("\0", "")


def own_pages(document: str, chapter: Chapter) -> int:
    """How many numbers of its one page a chapter prints; those of other chapters are not known here."""
    holes = (part.page_of for block in chapter.blocks for part in block.parts if isinstance(part, PageOf))
    return sum((hole.document, hole.anchor.partition(":")[0]) == (document, chapter.docname) for hole in holes)


@pytest.mark.parametrize("name", ["first edition", "set", "places"])
def test_every_block_is_in_print_once_and_nothing_else_is(take, tmp_path, monkeypatch, name):
    texts: dict[tuple[str, str], str] = {}

    def publish(edition, assembly, wanted, digits, shop):
        for document in edition.documents:
            for assembled, unit in assembly(document.id):
                if assembled.position[0] == 1:
                    texts[document.id, unit.name] = printed(unit, edition, document, tmp_path / "fonts")
        return []

    monkeypatch.setattr(builder, "publish", publish)
    taken = take(EDITIONS[name])
    assert texts
    for (document, docname), text in texts.items():
        chapter = taken.chapter(docname, document)
        assert left_over(chapter, text) == "1" * own_pages(document, chapter), docname
        assert left_over(chapter.model_copy(update={"blocks": chapter.blocks[1:]}), text).strip("1")
        with pytest.raises(AssertionError, match="not in print"):
            left_over(chapter.model_copy(update={"blocks": (*chapter.blocks, *chapter.blocks)}), text)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The case `set`, copied, the current folder beside it."""
    shutil.copytree(EDITIONS["set"], tmp_path / "source")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def named(file: Path) -> Iterator[str]:
    """The manuscript that a PDF names, in the information dictionary and in XMP."""
    reader = pypdf.PdfReader(file)
    yield reader.metadata["/KankoManuscript"]
    yield reader.xmp_metadata.custom_properties["KankoManuscript"]


def test_every_pdf_names_its_manuscript(work):
    build(Order(Path("source"), Path("dist"), ("pdf",)))
    data = (work / "dist" / "manuscript.json").read_bytes()
    for name in ("main", "summary"):
        assert [*named(work / "dist" / f"{name}.pdf")] == [hashlib.sha256(data).hexdigest()] * 2


def test_a_build_of_one_document_has_the_manuscript_of_the_set(work):
    build(Order(Path("source"), Path("all"), ("pdf",)))
    build(Order(Path("source"), Path("one"), ("summary",)))
    assert (work / "one" / "manuscript.json").read_bytes() == (work / "all" / "manuscript.json").read_bytes()
    assert (work / "one" / "summary.pdf").read_bytes() == (work / "all" / "summary.pdf").read_bytes()


def test_after_an_edit_the_manuscript_is_that_of_a_clean_build(work):
    def edit(name: str, before: str, after: str) -> None:
        file = work / "source" / name
        assert before in file.read_text("utf-8")
        file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")

    order = Order(Path("source"), Path("dist"), ("pdf",))
    build(order)
    was = (work / "dist" / "manuscript.json").read_bytes()
    edit("one.md", "一つの文である", "直した一つの文である")
    edit("publication.toml", "people = 12", "people = 13")
    edit("two.md", "## 概要", "(added)=\n## 概要")
    assert not build(order).fresh and build(order).fresh
    now = (work / "dist" / "manuscript.json").read_bytes()
    build(Order(Path("source"), work / "clean" / "dist", ("pdf",)))
    assert was != now == (work / "clean" / "dist" / "manuscript.json").read_bytes()
    for name in ("main", "summary"):
        assert (work / "dist" / f"{name}.pdf").read_bytes() == (work / "clean" / "dist" / f"{name}.pdf").read_bytes()
    (work / "dist" / "manuscript.json").unlink()
    assert not build(order).fresh and (work / "dist" / "manuscript.json").read_bytes() == now


def test_a_build_that_fails_leaves_the_manuscript_as_it_was(work):
    order = Order(Path("source"), Path("dist"), ("pdf",))
    build(order)
    was = (work / "dist" / "manuscript.json").read_bytes()
    file = work / "source" / "one.md"
    file.write_text(file.read_text("utf-8") + "\n{title}`nowhere`\n", "utf-8")
    with pytest.raises(KankoError):
        build(order)
    assert (work / "dist" / "manuscript.json").read_bytes() == was
