"""`kanko build --press`: what is made, when it is made again, and what becomes of it when something is wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from build_tools.errors import KankoError
from build_tools.findings import Rejected
from build_tools.pipeline import Order, Outcome, build
from build_tools.prepress import make
from tests.checks.pictures import paint

EDITION = """\
id = "small"
title = "小さい版"
date = 2022-03-31
issuer = "試験局"

[press]
profile = "ghostscript/default_cmyk.icc"

[[documents]]
id = "main"
title = "本文"
layout = "report"
chapters = ["a.md"]

[[documents]]
id = "more"
title = "別冊"
layout = "press-release"
chapters = ["b.md"]
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "publication.toml").write_text(EDITION, "utf-8")
    (folder / "a.md").write_text("# 章\n\n本文です。\n", "utf-8")
    (folder / "b.md").write_text("# 表題\n\n本文です。\n", "utf-8")
    return folder


def built(source: Path, **order: object) -> Outcome:
    return build(Order(source, source.parent / "dist", **order))  # type: ignore[arg-type]


def there(source: Path) -> list[str]:
    return sorted(path.name for path in (source.parent / "dist" / "press").glob("*"))


def test_only_what_is_asked_for_is_made(source: Path):
    built(source, only=("pdf",))
    assert not (source.parent / "dist" / "press").exists()
    outcome = built(source, only=("main",), press=True)
    assert there(source) == ["main.pdf"]
    (made,) = (product for product in outcome.products if product.name == "press/main")
    assert made.pages > 0 and made.size == made.path.stat().st_size
    assert not outcome.fresh and outcome.proof and any(code.startswith("press.") for code in outcome.proof.rules)


def test_what_has_not_changed_is_not_made_again(source: Path, monkeypatch: pytest.MonkeyPatch):
    built(source, only=("pdf",), press=True)
    before = {name: (source.parent / "dist" / "press" / name).read_bytes() for name in there(source)}
    monkeypatch.setattr(make, "press_file", lambda *_: pytest.fail("made again"))
    outcome = built(source, only=("pdf",), press=True)
    assert outcome.fresh and [product.name for product in outcome.products][-2:] == ["press/main", "press/more"]
    monkeypatch.undo()
    shutil.rmtree(source.parent / "dist")
    shutil.rmtree(source.parent / "build")
    built(source, only=("pdf",), press=True)
    assert before == {name: (source.parent / "dist" / "press" / name).read_bytes() for name in there(source)}


def test_what_was_changed_by_hand_is_made_again(source: Path):
    built(source, only=("pdf",), press=True)
    file = source.parent / "dist" / "press" / "main.pdf"
    good = file.read_bytes()
    file.write_bytes(good + b"%")
    built(source, only=("pdf",), press=True)
    assert file.read_bytes() == good


def test_what_was_not_proven_is_made_again_and_proven(source: Path):
    built(source, only=("pdf",), press=True, check=False)
    outcome = built(source, only=("pdf",), press=True)
    assert outcome.proof and "press.text" in outcome.proof.rules


def test_a_new_text_leaves_no_old_file_for_the_press(source: Path):
    built(source, only=("pdf",), press=True)
    (source / "a.md").write_text("# 章\n\n直した本文です。\n", "utf-8")
    built(source, only=("pdf",))
    assert "main.pdf" not in there(source)
    built(source, only=("pdf",), press=True)
    assert there(source) == ["main.pdf", "more.pdf"]


def test_without_a_printing_condition_nothing_is_built(source: Path):
    (source / "publication.toml").write_text(EDITION.replace("default_cmyk", "nobody_s"), "utf-8")
    with pytest.raises(KankoError) as caught:
        built(source, press=True)
    assert [problem.name for problem in caught.value.problems] == ["press.missing-profile"]
    assert not (source.parent / "dist").exists()
    built(source, only=("main",))


def test_what_is_rejected_is_not_delivered(source: Path, monkeypatch: pytest.MonkeyPatch):
    """Neither the files for the press nor those for people that were made with them."""
    built(source, only=("pdf",), press=True)
    before = {path: path.read_bytes() for path in (source.parent / "dist").rglob("*.pdf")}
    (source / "a.md").write_text("# 章\n\n直した本文です。\n", "utf-8")
    spoilt = make.press_file

    def press_file(*given: object) -> int:
        pages = spoilt(*given)  # type: ignore[arg-type]
        path = given[1]
        assert isinstance(path, Path)
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            del pdf.Root["/OutputIntents"]
            pdf.save(path)
        return pages

    monkeypatch.setattr(make, "press_file", press_file)
    with pytest.raises(Rejected) as caught:
        built(source, only=("pdf",), press=True)
    assert {finding.code for finding in caught.value.proof.findings} == {"press.intent"}
    assert before == {path: path.read_bytes() for path in (source.parent / "dist").rglob("*.pdf")}
    rejected = source.parent / "build" / "rejected"
    assert (rejected / "main.pdf").is_file() and (rejected / "proof" / "index.html").is_file()


def test_the_press_gets_all_pixels_of_images_that_people_get_fewer_of(source: Path):
    paint(source / "img")
    (source / "publication.toml").write_text(EDITION + "\n[images]\ndpi = 100\nquality = 50\n", "utf-8")
    figure = "```{figure} img/photo.jpg\n:alt: 面\n:width: 15mm\n\n写真\n```\n"
    (source / "a.md").write_text(f"# 章\n\n本文です。\n\n{figure}", "utf-8")
    built(source, only=("pdf",), check=False)
    assert widths(source / "../dist/main.pdf") == [60]
    outcome = built(source, only=("pdf",), press=True, check=False)
    assert [product.seconds > 0 for product in outcome.products] == [False, False, False, True, True]
    assert widths(source / "../dist/press/main.pdf") == [240]
    shutil.rmtree(source.parent / "build" / "small" / "full")
    (source.parent / "dist" / "press" / "main.pdf").unlink()
    built(source, only=("pdf",), press=True, check=False)
    assert widths(source / "../dist/press/main.pdf") == [240] and widths(source / "../dist/main.pdf") == [60]


def widths(file: Path) -> list[int]:
    """How many pixels wide the images of a file are."""
    with pikepdf.open(file) as pdf:
        images = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]
        return [int(image.Width) for image in images]


def test_a_build_for_people_takes_in_nothing_of_the_press(source: Path):
    """It would be slower by that."""
    program = """if True:
    import sys
    from pathlib import Path
    from build_tools.pipeline import Order, build
    build(Order(Path(sys.argv[1]), Path(sys.argv[2]), only=("pdf",)))
    names = ("build_tools.prepress", "build_tools.inspection.plates", "build_tools.inspection.extents")
    sys.exit(", ".join(name for name in names if name in sys.modules) or 0)
    """
    command = [sys.executable, "-c", program, str(source), str(source.parent / "dist")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
