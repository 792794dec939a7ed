"""Files that an edition attaches to a document: declared, carried, read back by other readers; and what the text says
of them.
"""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pypdf
import pytest

from build_tools.errors import KankoError
from build_tools.pipeline import Order, build

PUBLICATION = """\
id = "attached"
title = "添付の記録"
date = 2019-05-01
issuer = "試験局"

[[documents]]
id = "main"
title = "{title}"
layout = "report"
chapters = ["one.md", "two.md"]
attachments = ["data/集計　表.csv", { file = "data/survey.csv", description = "{issuer}が行った調査の元データ" }]

[[documents]]
id = "other"
title = "別冊"
layout = "press-release"
chapters = ["three.md"]
"""
DATA = {"data/集計　表.csv": "区分,件数\n甲区,1\n".encode(), "data/survey.csv": b"\x00\xff" * 999}
ONE = "# 一\n\n件数の{download}`元データ <data/survey.csv>`と[集計](data/集計　表.csv)を添付した。\n"
TWO = "# 二\n\n外の{download}`資料 <https://example.jp/data.csv>`も見よ。\n"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    (source / "data").mkdir(parents=True)
    for name, content in DATA.items():
        (source / name).write_bytes(content)
    texts = {"publication.toml": PUBLICATION, "one.md": ONE, "two.md": TWO, "three.md": "# 三\n\n別冊の文。\n"}
    for name, text in texts.items():
        (source / name).write_text(text, "utf-8")
    return source


def built(source: Path, only: str = "pdf") -> dict[str, Path]:
    products = build(Order(source, source.parent / "dist", (only,))).products
    return {product.name: product.path for product in products}


def content(path: Path) -> str:
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages)


def test_a_document_carries_its_files_and_no_other_does(edition):
    files = built(edition)
    reader = pypdf.PdfReader(files["main"])
    assert {name: [bytes(each) for each in found] for name, found in reader.attachments.items()} == {
        Path(name).name: [data] for name, data in DATA.items()
    }
    specifications = [each.get_object() for each in reader.trailer["/Root"]["/AF"]]
    assert [each.get("/Desc") for each in specifications] == [None, "試験局が行った調査の元データ"]
    assert {each["/EF"]["/UF"]["/Subtype"] for each in specifications} == {"/text/csv"}
    assert pypdf.PdfReader(files["other"]).attachments == {}


def test_another_reader_lists_and_saves_them(edition, tmp_path):
    file = built(edition, "main")["main"]
    listed = subprocess.run(["pdfdetach", "-enc", "UTF-8", "-list", file], capture_output=True, check=True)
    assert [line.partition(": ")[2] for line in listed.stdout.decode().splitlines()[1:]] == [
        "survey.csv",
        "集計　表.csv",
    ]
    subprocess.run(["pdfdetach", "-enc", "UTF-8", "-saveall", "-o", tmp_path, file], check=True)
    assert {name: (tmp_path / Path(name).name).read_bytes() for name in DATA} == DATA
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)


def test_words_of_a_download_stand_in_print(edition):
    file = built(edition, "main")["main"]
    assert "件数の元データと集計を添付した。" in content(file) and "外の資料も見よ。" in content(file)
    links = [each.get_object()["/A"] for page in pypdf.PdfReader(file).pages for each in page.get("/Annots", [])]
    assert "https://example.jp/data.csv" in [link.get("/URI") for link in links]


def test_a_download_that_the_document_does_not_carry_is_told(edition):
    (edition / "three.md").write_text("# 三\n\n別冊の{download}`元データ <data/survey.csv>`を見よ。\n", "utf-8")
    with pytest.raises(KankoError) as refused:
        built(edition)
    (problem,) = refused.value.problems
    assert (problem.name, Path(problem.place.path).name, problem.place.line) == ("download", "three.md", 3)
    assert "data/survey.csv" in problem.what.en and "attachments" in problem.what.ja


def test_a_changed_file_is_attached_anew(edition):
    before = built(edition, "main")["main"].read_bytes()
    (edition / "data/survey.csv").write_bytes(b"new")
    after = built(edition, "main")["main"].read_bytes()
    assert bytes(pypdf.PdfReader(io.BytesIO(after)).attachments["survey.csv"][0]) == b"new" and before != after
    assert built(edition, "main")["main"].read_bytes() == after
