"""Approved texts as they come: Word's own ways, and files that cannot be read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from build_tools.collation.approved import Approved, read_approved
from build_tools.errors import KankoError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def word(path: Path, *paragraphs: str) -> Approved:
    """A Word file with these paragraphs, as XML, read."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.element.body.insert(-1, parse_xml(f"<w:p {W} {MC}>{paragraph}</w:p>"))
    document.save(str(path))
    return read_approved(path)


def run(text: str, more: str = "") -> str:
    return f"<w:r>{more}<w:t>{text}</w:t></w:r>"


def lines(approved: Approved) -> list[str]:
    found: dict[int, str] = {}
    for segment in approved.segments:
        found[segment.owner.number] = found.get(segment.owner.number, "") + segment.text
    return [text for text in found.values() if text]


def test_tracked_changes_are_taken_as_accepted_and_said(tmp_path: Path):
    deleted = "<w:del><w:r><w:delText>旧案</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('移る前')}</w:moveFrom><w:moveTo>{run('移った後')}</w:moveTo>"
    approved = word(tmp_path / "a.docx", f"{run('甲市は')}{deleted}<w:ins>{run('新案')}</w:ins>{moved}")
    assert lines(approved) == ["甲市は新案移った後"]
    assert [remark.en for remark in approved.remarks] == [
        "Tracked changes are taken as accepted (2 insertions, 2 deletions)."
    ]


def test_text_boxes_once_hidden_text_never_ruby_by_its_base(tmp_path: Path):
    box = f"<w:txbxContent><w:p>{run('箱の中')}</w:p></w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    hidden = run("隠した文", "<w:rPr><w:vanish/></w:rPr>")
    ruby = f"<w:r><w:ruby><w:rt>{run('かんこう')}</w:rt><w:rubyBase>{run('刊行')}</w:rubyBase></w:ruby></w:r>"
    approved = word(
        tmp_path / "a.docx", f"{run('本文')}<w:r>{both}</w:r>", hidden, ruby + "<w:r><w:tab/></w:r>" + run("物")
    )
    assert lines(approved) == ["本文", "箱の中", "刊行\t物"]


def test_contents_of_word_are_left_out(tmp_path: Path):
    listed = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    document = docx.Document()
    document.element.body.insert(
        0, parse_xml(f"<w:sdt {W}>{listed}<w:sdtContent><w:p>{run('体制 1')}</w:p></w:sdtContent></w:sdt>")
    )
    style = document.styles.add_style("toc 1", 1)
    document.add_paragraph("費用 2", style)
    document.add_paragraph("費用")
    document.save(str(tmp_path / "a.docx"))
    assert lines(read_approved(tmp_path / "a.docx")) == ["費用"]


def test_merged_cells_row_by_row(tmp_path: Path):
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("甲", "乙", "丙", "丁"), strict=True):
        cell.text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    document.save(str(tmp_path / "a.docx"))
    assert lines(read_approved(tmp_path / "a.docx")) == ["甲", "乙", "丙", "丁"]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.txt", b"", "collate.no-text"),
        ("a.txt", b"\x81\xff\xfe\x00\x01", "collate.encoding"),
        ("a.docx", b"no zip", "collate.docx"),
        ("a.docx", None, "collate.docx"),
        ("a.pdf", b"no pdf", "inspection.not-pdf"),
        ("a.odt", b"x", "collate.form"),
        ("absent.txt", None, "collate.unreadable"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, name: str, content: bytes | None, problem: str):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KankoError) as raised:
        read_approved(path)
    (found,) = raised.value.problems
    assert found.name == problem and found.place and path.name in found.place.path


def test_an_encoding_that_is_none(tmp_path: Path):
    (tmp_path / "a.txt").write_text("甲市", "utf-8")
    for encoding in ("ascii", "no-such-encoding"):
        with pytest.raises(KankoError, match=encoding):
            read_approved(tmp_path / "a.txt", encoding)


def test_a_word_file_that_was_made_to_harm(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("build_tools.collation.approved.docx.MOST", 1000)
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 2000)
    with pytest.raises(KankoError, match=r"collate\.docx"):
        read_approved(tmp_path / "a.docx")


def test_lines_and_pages_of_a_text_are_those_of_an_editor(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes("一\r\n二\n\n\f三\n四\n".encode())
    found = [(each.text, each.owner.number, each.owner.page) for each in read_approved(tmp_path / "a.txt").segments]
    assert [each for each in found if each[0]] == [("一", 1, "1"), ("二", 2, "1"), ("三", 4, "2"), ("四", 5, "2")]
