"""The fonts of an edition: which face sets what, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdf
import pytest

from build_tools.edition import Fonts
from build_tools.errors import KankoError
from build_tools.pipeline import Order, build
from build_tools.press.layouts import load_layout
from build_tools.press.typefaces import dressed
from build_tools.proving import Request, prove
from build_tools.resources import templates_root

HEAD = 'id = "fonts"\ntitle = "書体"\ndate = 2024-04-01\nissuer = "試験局"\n'
DOCUMENT = '[[documents]]\nid = "d"\ntitle = "書体"\nlayout = "{layout}"\nchapters = ["a.md"]\n'
TEXT = "# 見出しと Latin\n\n本文に欧字 abc を混ぜ、**強調**する。吉の異体は𠮷である。\n\n```text\n等幅\n```\n"


@pytest.fixture
def edition(tmp_path: Path):
    """Write an edition of one chapter, with these fonts and this text; where it lies."""

    def write(fonts: str = "", text: str = TEXT, layout: str = "press-release", css: str = "") -> Path:
        source = tmp_path / "source"
        shutil.rmtree(source, ignore_errors=True)
        source.mkdir()
        (source / "publication.toml").write_text(HEAD + fonts + DOCUMENT.format(layout="own" if css else layout))
        (source / "a.md").write_text(text)
        if css:
            own = source / "templates" / "print" / "own"
            own.mkdir(parents=True)
            (own / "layout.toml").write_text(f'title = "版独自"\nextends = "{layout}"\nstylesheets = ["own.css"]\n')
            (own / "own.css").write_text(css)
        return source

    return write


def built(source: Path) -> Path:
    build(Order(source, source.parent / "dist", only=("pdf",), check=False))
    return source.parent / "dist" / "d.pdf"


def fonts_of(file: Path) -> set[str]:
    """The names of the fonts in a PDF, without the tags of subsets."""
    found = (font for page in pypdf.PdfReader(file).pages for font in page["/Resources"]["/Font"].values())
    return {str(font["/BaseFont"]).rpartition("+")[2].lstrip("/") for font in found}


def test_each_face_is_the_one_that_the_edition_names(edition):
    source = edition(
        '[fonts]\ntext = "Noto Serif CJK JP"\nheading = "Noto Sans CJK JP"\nlatin = "DejaVu Serif"\n'
        'heading_latin = "DejaVu Sans"\nmono = "Noto Sans Mono CJK JP"\n'
    )
    found = fonts_of(built(source))
    assert found == {
        "NotoSerifCJKjp-Regular",
        "NotoSansCJKjp-Regular",
        "NotoSansCJKjp-Bold",
        "DejaVuSerif",
        "DejaVuSans-Bold",
        "NotoSansMonoCJKjp-Regular",
    }


def test_without_fonts_of_its_own_an_edition_is_set_as_the_layout_says(edition):
    assert fonts_of(built(edition())) >= {"BIZUDMincho-Regular", "BIZUDGothic-Bold"}


def test_latin_alone_leaves_the_rest_as_it_is(edition):
    found = fonts_of(built(edition('[fonts]\nlatin = "DejaVu Serif"\n')))
    assert {"DejaVuSerif", "BIZUDMincho-Regular", "BIZUDGothic-Bold"} <= found


def findings(source: Path) -> list[str]:
    file = built(source)
    proof = prove(Request((file,), file.with_name("manuscript.json"), source, whole=True)).proof
    return [f"{finding.code}: {finding.what.en}" for finding in proof.findings if finding.code.startswith("fonts")]


def test_what_the_text_font_lacks_is_set_in_the_declared_one_and_reported(edition):
    assert findings(edition('[fonts]\nfallback = ["Noto Serif CJK JP"]\n')) == [
        "fonts.fallback: NotoSerifCJKjp-Regular sets 𠮷 (U+20BB7)."
    ]
    assert findings(edition(text=TEXT.replace("𠮷", "吉"))) == []


@pytest.mark.parametrize(
    ("fonts", "name", "sentence"),
    [
        ('text = "Nowhere Mincho"', "fonts.not-installed", "フォント「Nowhere Mincho」が入っていません。"),
        ('fallback = ["Nowhere"]', "fonts.not-installed", "フォント「Nowhere」が入っていません。"),
        ('heading = "BIZ UDMincho"', "fonts.no-bold", "フォント「BIZ UDMincho」には太字がありません。"),
        ('heading_latin = "BIZ UDPMincho"', "fonts.no-bold", "フォント「BIZ UDPMincho」には太字がありません。"),
        ('text = "a;b"', "edition.bad-font", '"a;b" は書体の名前になりません'),
    ],
)
def test_what_is_refused(edition, fonts, name, sentence):
    with pytest.raises(KankoError) as caught:
        built(edition(f"[fonts]\n{fonts}\n"))
    (problem,) = caught.value.problems
    assert problem.name == name and sentence in problem.what.ja and "publication.toml" in str(problem.place)


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("p { font-weight: bold }", "BIZ UDMincho has no bold face, and none is made of another one"),
        ("p { font-style: italic }", "BIZ UDMincho has no italic face, and none is made of another one"),
    ],
)
def test_no_face_is_made_of_another_one(edition, css, said):
    with pytest.raises(KankoError) as caught:
        built(edition(text="# 題\n\n本文である。\n", css=css))
    assert any(said in problem.what.en for problem in caught.value.problems)


def test_a_bold_face_that_is_there_may_be_asked_for(edition):
    source = edition('[fonts]\ntext = "Noto Serif CJK JP"\n', css="p { font-weight: bold }")
    assert "NotoSerifCJKjp-Bold" in fonts_of(built(source))


def test_a_layout_is_itself_where_the_edition_names_no_font():
    layout = load_layout("report", [templates_root() / "print"])
    assert dressed(layout, Fonts(), Path("publication.toml")) is layout
