"""Chapters that are kept are those that would be made: whatever a chapter depends on, a change of it is seen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docutils import nodes
from markupsafe import Markup

from build_tools.pipeline import Order, build, cache_of
from build_tools.press import basis, kept
from build_tools.press.assemble import Chapter
from build_tools.press.builder import Binder
from build_tools.press.cache import Cache
from build_tools.press.unit import ASSETS
from tests.press.test_builder import foreign, sphinx_build  # noqa: F401

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests" / "cases" / "set" / "source"
CHAPTERS = {"first-part", "one", "second-part", "two", "roster", "summary"}
Edit = Callable[[Path], None]


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("objects")


@pytest.fixture
def source(tmp_path: Path, objects: Path) -> Path:
    """The case, with templates of its own. What was typeset is kept for all tests: it is chapters that are tried."""
    (tmp_path / "build" / "cache").mkdir(parents=True)
    (tmp_path / "build" / "cache" / "objects").symlink_to(objects)
    copy = Path(shutil.copytree(CASE, tmp_path / "source"))
    shutil.copytree(ROOT / "templates" / "print", copy / "templates" / "print")
    return copy


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The chapters that are assembled anew."""
    names: list[str] = []
    make = Binder.made

    def noted(self, document, spec):
        names.append(spec.docname)
        return make(self, document, spec)

    monkeypatch.setattr(Binder, "made", noted)
    return names


def built(source: Path, out: Path) -> dict[str, bytes]:
    """The products of a build."""
    build(Order(source, out, ("pdf",), check=False))
    return {file.name: file.read_bytes() for file in out.iterdir() if file.is_file()}


def files(out: Path) -> list[Path]:
    return [path for path in (cache_of(out).folder / "chapters").rglob("*") if path.is_file()]


def replaced(name: str, old: str, new: str) -> Edit:
    def edit(source: Path) -> None:
        text = (source / name).read_text("utf-8")
        assert old in text
        (source / name).write_text(text.replace(old, new), "utf-8")

    return edit


def another_dot(source: Path) -> None:
    shutil.copy(source / "img" / "dot.png", source / "img" / "other.png")
    file = source / "img" / "dot.png"
    file.write_bytes(file.read_bytes() + b"\0")


def moved_label(source: Path) -> None:
    replaced("one.md", "### 細目", "(address)=\n### 細目")(source)
    replaced("two.md", "(address)=\n", "")(source)


def test_only_what_was_reworded_is_made_anew(source, tmp_path, made):
    built(source, tmp_path / "dist")
    assert set(made) == CHAPTERS
    made.clear()
    replaced("two.md", "図の説明\n", "図の説明\n\n加えた段落である。\n")(source)
    replaced("summary.md", "くわしくは", "なおくわしくは")(source)
    built(source, tmp_path / "dist")
    assert set(made) == {"two", "summary"}


# What is changed, and a chapter that is another one then, though nobody has touched its file.
CHANGES: dict[str, Edit] = {
    "nothing printed": replaced("second-part.md", "どこを見るか。", "どこから見るか。"),
    "the title of another chapter": replaced("two.md", "(two)=\n# 同じ見出し", "(two)=\n# 別の見出し"),
    "a title in another chapter": replaced("summary.md", "## 経緯", "## いきさつ"),
    "a label that is elsewhere now": moved_label,
    "the passage of an excerpt": replaced("one.md", "二つの文書に現れる", "二つの文書に同じく現れる"),
    "the line of an excerpt": replaced("one.md", "### 細目", "\n\n### 細目"),
    "how chapters are numbered": replaced("publication.toml", 'chapter = "{1}."', 'chapter = "{1}章"'),
    "a chapter's kind": replaced("publication.toml", '"one.md",', '{ file = "one.md", kind = "unnumbered" },'),
    "what a document is called": replaced("publication.toml", 'name = "本編"', 'name = "本文"'),
    "a fact": replaced("publication.toml", "people = 12", "people = 13"),
    "the words for a page": replaced("publication.toml", "[facts]", '[references]\npage = "{page}頁"\n\n[facts]'),
    "a template": replaced("templates/print/report/chapter.html", "{{ chapter.body }}", "<p>型</p>{{ chapter.body }}"),
    "the layout": replaced("templates/print/report/layout.toml", "title =", 'orientation = "landscape"\ntitle ='),
    "a picture": another_dot,
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_is_what_would_be_made(change, source, tmp_path):
    before = built(source, tmp_path / "dist")
    CHANGES[change](source)
    again = built(source, tmp_path / "dist")
    shutil.rmtree(tmp_path / "build" / "cache" / "chapters")
    shutil.rmtree(tmp_path / "build" / "set")
    assert again == built(source, tmp_path / "clean") != before


def test_a_picture_is_part_of_it(source, tmp_path, made):
    """Its chapter is read again for it, and the same doctree comes out."""
    built(source, tmp_path / "dist")
    made.clear()
    another_dot(source)
    built(source, tmp_path / "dist")
    assert set(made) == {"two", "summary"}


def test_a_picture_is_looked_at_again(tmp_path):
    """Also where its chapter was not read again for it."""
    address, picture = f"{ASSETS}source/a.png", tmp_path / "a.png"
    chapter = Chapter("one", "one.md", "chapter", 1, Markup("本文"), (), assets={address: b"one"})
    data = kept._dumped(kept.Kept(chapter, b"told"))
    picture.write_bytes(b"one")
    assert kept._loaded(data, tmp_path) == kept.Kept(chapter, b"told")
    picture.write_bytes(b"two")
    assert kept._loaded(data, tmp_path) is None
    picture.unlink()
    assert kept._loaded(data, tmp_path) is None


def test_chapters_are_pruned_with_all_else(tmp_path):
    cache = Cache(tmp_path)
    cache.put_chapter("ab" * 32, b"x" * 10)
    assert cache.usage().size == 10
    (path,) = (file for file in tmp_path.rglob("*") if file.is_file())
    os.utime(path, (0, 0))
    assert cache.prune(9).files == 1 and cache.usage().files == 0


SPOILS: dict[str, Callable[[bytes], bytes]] = {
    "truncated": lambda data: data[:-1],
    "empty": lambda data: b"",
    "edited": lambda data: data.replace("見".encode(), "聞".encode()),
    "of another form": lambda data: b"kanko chapter 00000000\n" + data[len(kept.FORM) :],
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_what_was_spoilt_is_made_anew(spoil, source, tmp_path, made):
    before = built(source, tmp_path / "dist")
    for file in files(tmp_path / "dist"):
        file.write_bytes(SPOILS[spoil](file.read_bytes()))
    made.clear()
    shutil.rmtree(tmp_path / "dist")
    assert built(source, tmp_path / "dist") == before
    assert "one" in made


def test_a_warning_is_said_again(source, tmp_path, made):
    replaced("publication.toml", "[facts]", '[[allow]]\nwarning = "math"\nreason = "試験"\n\n[facts]')(source)
    replaced("one.md", "### 細目", "{math}`x`である。\n\n### 細目")(source)
    built(source, tmp_path / "dist")
    made.clear()
    shutil.rmtree(tmp_path / "dist")
    built(source, tmp_path / "dist")
    assert "one" in made and "two" not in made


HANDLER = "def setup(app):\n    app.connect('doctree-resolved', lambda app, tree, name: None)\n"
STRANGERS = {"none": ("", True), "an extension": ("extensions.append('badge')\n", False), "conf.py": (HANDLER, False)}


@pytest.mark.parametrize("stranger", STRANGERS)
def test_nothing_is_kept_where_a_stranger_has_a_say(stranger, foreign, tmp_path):  # noqa: F811
    line, is_kept = STRANGERS[stranger]
    conf, chapter = foreign / "conf.py", foreign / "one.rst"
    conf.write_text(conf.read_text("utf-8").replace('"badge", ', "") + line, "utf-8")
    chapter.write_text(chapter.read_text("utf-8").replace(".. badge::\n\n", ""), "utf-8")
    assert sphinx_build("-b", "pdf", foreign, tmp_path / "out").returncode == 0
    assert bool(list((tmp_path / "out").rglob("chapters"))) == is_kept


def test_the_program_is_part_of_it(tmp_path):
    copy = Path(shutil.copytree(ROOT / "build_tools", tmp_path / "build_tools"))
    before = basis.code(copy)
    assert before == basis.code(ROOT / "build_tools")
    writer = copy / "press" / "writer.py"
    writer.write_text(writer.read_text("utf-8") + "\n# another\n", "utf-8")
    assert basis.code(copy) != before


def test_a_value_is_plain_in_any_order():
    one = {"a": {1, 2, 3}, "b": [nodes.title("", "題", ids=["x"])]}
    other = {"b": [nodes.title("", "題", ids=["x"])], "a": {3, 2, 1}}
    assert basis.plain(one) == basis.plain(other)
    for different in ({**one, "a": {1, 2}}, {**one, "b": [nodes.title("", "題", ids=["y"])]}, {**one, "c": None}):
        assert basis.plain(different) != basis.plain(one)
    assert basis.plain((1,)) != basis.plain([1]) and basis.plain(True) != basis.plain("True")
    with pytest.raises(basis.UnknownValueError):
        basis.plain({"code": lambda: None})
