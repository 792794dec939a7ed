"""Sections for editors in Word and elsewhere: written, then opened and read back."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import docx
import pypandoc
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree, html

from build_tools.bundle.read import Bundle, read_bundle
from build_tools.bundling import bundle
from build_tools.cli import main
from build_tools.errors import KankoError
from build_tools.export import chosen, export
from build_tools.inspection import begin
from build_tools.pipeline import Order, build
from build_tools.proving import Request, prove
from tests.commands import kanko
from tests.manuscript.conftest import DOT

ONE = """\
(aim)=
# 目的

甲市の目的は、二つある[^one]。{ref}`counts`に示す。

(fig)=
```{figure} dot.png
:alt: 点

点の図
```

## 数

````{list-table} 区分ごとの件数
:name: counts
:header-rows: 1
:stub-columns: 1

* - 区分
  - 件数
* - 計画
  - 1,204
````

- 一つ目
- 二つ目

(spans)=
## 結合した表

```{eval-rst}
+----------+----------+
| 二列の頭            |
+----------+----------+
| 一       | 二       |
+==========+==========+
| 二行の欄 | 三       |
|          +----------+
|          | 四       |
+----------+----------+
```

[^one]: 試験局の告示による。
"""
TOML = """\
id = "trial"
title = "試験の報告"
date = 2025-04-01
issuer = "試験局"
licence = "公共データ利用規約（第1.0版）"

[[documents]]
id = "report"
name = "報告書"
title = "{title}"
layout = "report"
numbering = "report"
chapters = ["one.md"]
"""


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small edition, built and bundled."""
    folder = tmp_path_factory.mktemp("export")
    source = folder / "source"
    source.mkdir()
    (source / "publication.toml").write_text(TOML, "utf-8")
    (source / "one.md").write_text(ONE, "utf-8")
    (source / "dot.png").write_bytes(DOT)
    build(Order(source, folder / "dist", only=("pdf",), check=False))
    report = folder / "dist/report.pdf"
    proven = prove(Request((report,), folder / "dist/manuscript.json", begun={report: begin(report, trusted=True)}))
    (folder / "dist/locations.json").write_bytes(proven.locations or b"")
    bundle(source, folder / "dist", None)
    return folder / "dist"


@pytest.fixture(scope="module")
def made(dist: Path) -> Bundle:
    return read_bundle(dist / "trial.kanko")


def word(made: Bundle, name: str = "aim") -> tuple[docx.document.Document, zipfile.ZipFile]:
    content = io.BytesIO(export(made, chosen(made, name), "docx"))
    return docx.Document(content), zipfile.ZipFile(content)


def test_headings_captions_and_attribution_in_word(made: Bundle):
    document, _ = word(made)
    styled = [(each.style.name, each.text) for each in document.paragraphs]
    assert [each for each in styled if each[0].startswith("Heading")] == [
        ("Heading 1", "第１章 目的"),
        ("Heading 2", "１． 数"),
        ("Heading 2", "２． 結合した表"),
    ]
    assert ("Image Caption", "図１－１ 点の図") in styled and ("Table Caption", "表１－１ 区分ごとの件数") in styled
    said = [text for _, text in styled[-3:]]
    assert said[0].startswith("出典：「試験の報告」（試験局、令和７年４月１日）第１章「目的」（報告書 1ページ）")
    assert said[1].startswith("編集・加工したときの記載：") and said[1].endswith("を編集・加工して作成")
    assert said[2] == "公共データ利用規約（第1.0版）"


def test_tables_lists_notes_and_images_in_word(made: Bundle):
    document, archive = word(made)
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["区分", "件数"], ["計画", "1,204"]]
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert len(document.inline_shapes) == 1
    (picture,) = (name for name in archive.namelist() if name.startswith("word/media/"))
    assert archive.read(picture) == DOT
    notes = etree.fromstring(archive.read("word/footnotes.xml"))
    texts = ["".join(note.itertext(qn("w:t"))).strip() for note in notes]
    assert [text for text in texts if text] == ["試験局の告示による。"]
    items = [each.text for each in document.paragraphs if each._p.find(f".//{qn('w:numPr')}") is not None]
    assert items == ["一つ目", "二つ目"]


def test_the_look_of_a_word_file(made: Bundle):
    document, archive = word(made)
    section = document.sections[0]
    assert abs(section.page_width - Mm(210)) < 1000 and abs(section.page_height - Mm(297)) < 1000
    styles = etree.fromstring(archive.read("word/styles.xml"))
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults.find(qn("w:lang")).get(qn("w:eastAsia")) == "ja-JP"
    assert defaults.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "BIZ UDMincho Medium"
    heading = document.styles["Heading 1"].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    assert heading.get(qn("w:eastAsia")) == "BIZ UDGothic" and heading.get(qn("w:asciiTheme")) is None
    assert document.styles["Table"].element.find(f".//{qn('w:tblBorders')}") is not None


def test_html_holds_everything_in_one_file(made: Bundle):
    page = html.fromstring(export(made, chosen(made, "aim"), "html").decode())
    assert page.get("lang") == "ja-JP" and [each.text_content() for each in page.xpath("//h1|//h2")] == [
        "第１章 目的",
        "１． 数",
        "２． 結合した表",
    ]
    assert page.xpath("//img/@src")[0].startswith("data:image/png;base64,")
    assert [each.text_content() for each in page.xpath("(//thead)[1]//th")] == ["区分", "件数"]
    assert "試験局の告示による。" in page.xpath("//*[@role='doc-endnotes']")[0].text_content()
    assert "出典：「試験の報告」" in page.text_content()


def test_markdown_and_text_are_plain(made: Bundle):
    markdown = export(made, chosen(made, "aim"), "md").decode()
    assert (
        markdown.startswith("# 第１章 目的\n\n甲市の目的は、二つある[^1]。")
        and "[^1]: 試験局の告示による。" in markdown
    )
    assert "| 計画 | 1,204 |" in markdown and "<div" not in markdown and "<span" not in markdown
    text = export(made, chosen(made, "aim"), "txt").decode()
    assert "第１章 目的" in text and "出典：「試験の報告」" in text and "{#" not in text


def test_readings_stand_in_brackets_behind_their_bases(tmp_path: Path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "publication.toml").write_text(TOML, "utf-8")
    (source / "one.md").write_text("# 目的\n\n{ruby}`組版 <くみ はん>`を{bouten}`大切`にする。\n", "utf-8")
    build(Order(source, tmp_path / "dist", only=("pdf",), check=False))
    report = tmp_path / "dist/report.pdf"
    proven = prove(Request((report,), tmp_path / "dist/manuscript.json", begun={report: begin(report, trusted=True)}))
    (tmp_path / "dist/locations.json").write_bytes(proven.locations or b"")
    bundle(source, tmp_path / "dist", None)
    made = read_bundle(tmp_path / "dist/trial.kanko")
    (section,) = made.catalogue.sections
    assert "{ruby}`組版 <くみ はん>`を{bouten}`大切`にする。" in made.text(section)
    assert "組版（くみはん）を**大切**にする。" in export(made, section, "md").decode()


def test_a_section_below_begins_at_the_first_level(made: Bundle):
    document, _ = word(made, "１．")
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == ["１． 数"] and "１．「数」" in document.paragraphs[-3].text


def test_every_section_of_the_first_edition_can_be_written(tmp_path: Path):
    root = Path(__file__).parents[2]
    build(Order(root / "source", tmp_path / "dist", only=("pdf",)))
    written = bundle(root / "source", tmp_path / "dist", None)
    first = read_bundle(written.path)
    for section in first.catalogue.sections:
        text = export(first, section, "txt").decode()
        assert section.title in re.sub(r"\s+(?=[^ -~])", "", text) or section.title in text
        assert section.attribution.plain in text


def test_spanning_cells_stay_spanning(made: Bundle, tmp_path: Path):
    """Read back by Pandoc."""
    (tmp_path / "made.docx").write_bytes(export(made, chosen(made, "spans"), "docx"))
    (table,) = html.fromstring(pypandoc.convert_file(str(tmp_path / "made.docx"), "html")).xpath("//table")
    assert [cell.text_content().strip() for cell in table.xpath(".//*[@colspan=2]")] == ["二列の頭"]
    assert [cell.text_content().strip() for cell in table.xpath(".//*[@rowspan=2]")] == ["二行の欄"]
    assert len(table.xpath(".//thead//tr")) == 2


@pytest.mark.parametrize(
    ("name", "problem"), [("absent", "bundle.unknown-section"), ("第９章", "bundle.unknown-section")]
)
def test_an_unknown_section_is_told(made: Bundle, name: str, problem: str):
    with pytest.raises(KankoError) as raised:
        chosen(made, name)
    assert raised.value.problems[0].name == problem


def test_a_text_that_docutils_warns_of_is_refused(made: Bundle):
    section = chosen(made, "aim")
    spoilt = Bundle(
        made.path, made.sha256, made.catalogue, made.manuscript, made.locations,
        {**made.files, section.text: b"# x\n\n```{no-such-directive}\n```\n"},
    )  # fmt: skip
    with pytest.raises(KankoError, match=r"export\.unreadable"):
        export(spoilt, section, "txt")


def test_a_missing_image_is_refused(made: Bundle):
    section = chosen(made, "aim")
    spoilt = section.model_copy(update={"assets": ()})
    with pytest.raises(KankoError, match=r"export\.pandoc"):
        export(made, spoilt, "docx")


def test_the_command(dist: Path, tmp_path: Path):
    (tmp_path / "dist").mkdir()
    ran = kanko(tmp_path, "export", "aim", "--to", "docx")
    assert ran.returncode == 2 and "[export.no-bundle]" in ran.stderr
    shutil.copy(dist / "trial.kanko", tmp_path / "dist")
    ran = kanko(tmp_path, "export", "aim", "--to", "docx", "--out", "aim.docx")
    assert ran.returncode == 0 and ran.stdout.startswith("aim.docx: 第１章 目的、")
    assert docx.Document(str(tmp_path / "aim.docx")).paragraphs[0].text == "第１章 目的"
    ran = kanko(tmp_path, "export", "第１章", "--to", "md", "--from", str(dist / "trial.kanko"), lang="en_US.UTF-8")
    assert ran.returncode == 0 and [*tmp_path.glob("*.md")]
    ran = kanko(tmp_path, "export", "absent", "--to", "md")
    assert ran.returncode == 2 and "[bundle.unknown-section]" in ran.stderr


def test_the_command_lists_sections_and_takes_the_form_of_the_file(dist: Path, tmp_path: Path):
    bundle, out = next(dist.glob("*.kanko")), tmp_path / "aim.txt"
    listed = CliRunner().invoke(main, ["export", "--from", str(bundle), "--lang", "en"])
    assert listed.exit_code == 0 and "aim\t第１章" in listed.output
    assert CliRunner().invoke(main, ["export", "aim", "--from", str(bundle), "--out", str(out)]).exit_code == 0
    assert out.read_text("utf-8").startswith("第１章")
    markdown = tmp_path / "md" / "aim.md"
    markdown.parent.mkdir()
    assert CliRunner().invoke(main, ["export", "aim", "--from", str(bundle), "--out", str(markdown)]).exit_code == 0
    named = re.findall(r'src="([^"]+)"', markdown.read_text("utf-8"))
    assert named and all((markdown.parent / name).read_bytes()[:4] == b"\x89PNG" for name in named)
    formless = CliRunner().invoke(main, ["export", "aim", "--from", str(bundle)])
    assert formless.exit_code == 2 and "--to docx|html|md|txt" in formless.output
