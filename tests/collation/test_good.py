"""What was printed as it was approved: no difference, whatever form the approved text has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pypandoc
import pytest
from lxml import html

from tests.collation.making import Small, as_docx, as_text

TWINS = str.maketrans("～－", "〜−")
REPORT = ("part-1", "purpose", "part-2", "organisation", "funding", "citizens", "roster")


def the_whole(collation):
    """No differences, and not because nothing was looked at."""
    assert all(each.signs > 100 for each in collation.printed) and collation.approved.signs > 1000
    return [*collation.differences] == []


def test_a_text_from_the_pdfs_by_poppler(first: Small, tmp_path: Path):
    texts = [
        as_text(tmp_path / name, first.dist / f"{name}.pdf").read_text("utf-8") for name in ("press-release", "report")
    ]
    (tmp_path / "approved.txt").write_text("".join(texts), "utf-8")
    assert the_whole(first.collated(tmp_path / "approved.txt"))
    (tmp_path / "one.txt").write_text(texts[1], "utf-8")
    assert the_whole(first.collated(tmp_path / "one.txt", "report"))


def test_a_word_file_from_the_website_by_pandoc(first: Small, tmp_path: Path):
    pages = [html.parse(str(first.dist / f"site/report/{name}.html")).xpath("//main")[0] for name in REPORT]
    for page in pages:
        for away in page.xpath(".//nav"):
            away.drop_tree()
    text = "".join(html.tostring(page, encoding="unicode") for page in pages)
    pypandoc.convert_text(text, "docx", format="html", outputfile=str(tmp_path / "approved.docx"))
    assert the_whole(first.collated(tmp_path / "approved.docx", "report"))


def test_a_pdf_with_tags_and_one_without(first: Small, tmp_path: Path):
    tagged, untagged = tmp_path / "tagged.pdf", tmp_path / "untagged.pdf"
    shutil.copy(first.dist / "report.pdf", tagged)
    assert the_whole(first.collated(tagged, "report"))
    with pikepdf.open(tagged) as pdf:
        del pdf.Root["/StructTreeRoot"]
        pdf.save(untagged)
    collation = first.collated(untagged, "report")
    assert the_whole(collation)
    assert [remark.ja for remark in collation.remarks] == [
        "タグのない PDF なので、ページに描かれた順に文字を読みました。"
    ]


def test_the_small_edition_in_word_from_its_source(edition: Small, tmp_path: Path):
    collation = edition.collated(as_docx(tmp_path / "approved.docx"))
    assert collation.differences == ()
    assert [remark.en[:36] for remark in collation.remarks] == ["3 numbers of headings and captions a"]


@pytest.mark.parametrize(
    ("encoding", "called"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("cp932", "Shift_JIS (CP932)"),
        ("euc_jp", "EUC-JP"),
        ("iso2022_jp_ext", "ISO-2022-JP"),
    ],
)
def test_a_text_in_every_usual_encoding(first: Small, tmp_path: Path, encoding: str, called: str):
    """Where an encoding has one sign for the two that Unicode knows (～ and 〜), either will do."""
    path = as_text(tmp_path / "approved.txt", first.dist / "report.pdf")
    text = path.read_text("utf-8")
    path.write_bytes((text.translate(TWINS) if encoding.startswith(("euc", "iso")) else text).encode(encoding))
    collation = first.collated(path, "report")
    assert (collation.differences, collation.approved.encoding) == ((), called)
    assert first.collated(path, "report", encoding=encoding).differences == ()


def test_a_wave_dash_in_unicode_is_another_sign(first: Small, tmp_path: Path):
    path = as_text(tmp_path / "approved.txt", first.dist / "press-release.pdf")
    path.write_text(path.read_text("utf-8").replace("～", "〜"), "utf-8")
    found = {(each.approved.text, each.printed.text) for each in first.collated(path, "press-release").differences}
    assert found == {("〜", "～")}


def test_line_breaks_and_indents_anywhere(edition: Small, tmp_path: Path):
    path = as_text(tmp_path / "approved.txt", edition.dist / "report.pdf")
    text = path.read_text("utf-8").replace("、", "、\r\n　　").replace("甲市", "甲 市").replace("2021年度", "2021 年度")
    path.write_text(text.replace("Smart City", "Smart\nCity"), "utf-8")
    assert edition.collated(path).differences == ()
