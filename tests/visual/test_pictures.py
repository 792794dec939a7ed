"""What is drawn of two pages, and where it is seen to differ."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from build_tools.errors import KankoError
from build_tools.reports.proof.frames import Frame
from build_tools.reports.proof.studio import Limits
from build_tools.visual.compare import Request, compare_pages
from build_tools.visual.drawing import MOST
from build_tools.visual.pictures import Glance, glances, looks, names
from tests.inspection.writing import one_page, pdf
from tests.reports.test_proof import laughs


def written(folder: Path, name: str, content: str, page: str = "") -> Path:
    (folder / name).write_bytes(pdf(one_page(content, page)))
    return folder / name


def look(folder: Path, old: str, new: str, page: str = "", limits: Limits | None = None):
    (folder / "pages").mkdir()
    files = written(folder, "old.pdf", old), written(folder, "new.pdf", new, page)
    (found,) = looks(files, [(0, 0)], folder, limits or Limits())
    return found


def test_what_differs_is_framed_once_for_each_patch(tmp_path):
    found = look(tmp_path, "0 g 40 200 40 40 re f", "0 g 40 200 40 40 re f 200 100 40 30 re f 300 30 20 20 re f")
    assert found.differs and len(found.regions) == 2
    boxes = [(200, 170, 40, 30), (300, 250, 20, 20)]  # from the left and from above, of 400 by 300 points
    for region, (left, top, width, height) in zip(sorted(found.regions, key=lambda r: r.left), boxes, strict=True):
        expected = Frame(left / 4, top / 3, width / 4, height / 3)
        for side in ("left", "top", "width", "height"):
            assert getattr(region, side) == pytest.approx(getattr(expected, side), abs=3), side


def test_the_picture_of_both_is_red_where_only_the_old_page_was_dark(tmp_path):
    look(tmp_path, "0 g 40 200 40 40 re f 150 200 40 40 re f", "0 g 40 200 40 40 re f 300 200 40 40 re f")
    with Image.open(tmp_path / names(1)[2]) as image:
        same, old, new, blank = (image.convert("RGB").getpixel((round(1.5 * x), 120)) for x in (60, 170, 320, 230))
    assert old[0] > 200 and max(old[1:]) < 60 and new[2] > 200 and max(new[:2]) < 60
    assert min(blank) > 240 and len({level // 16 for level in same}) == 1 and 120 < same[0] < 200


def test_pages_that_are_the_same_get_no_picture(tmp_path):
    found = look(tmp_path, "0 g 40 200 40 40 re f", "0 g 40 200 40 40 re f")
    assert not found.differs and found.regions == () and not list((tmp_path / "pages").iterdir())


def test_pages_of_two_sizes_are_laid_on_one_sheet(tmp_path):
    found = look(tmp_path, "", "0 g 480 10 20 20 re f", "/MediaBox [0 0 500 300]")
    assert found.sizes == ((600, 450), (750, 450)) and found.differs
    with Image.open(tmp_path / names(1)[2]) as image:
        assert image.size == (750, 450)


def test_a_page_alone_has_its_picture(tmp_path):
    (tmp_path / "pages").mkdir()
    file = written(tmp_path, "old.pdf", "0 g 40 200 40 40 re f")
    gone, come = looks((file, file), [(0, None), (None, 0)], tmp_path, Limits())
    assert gone.sizes == ((600, 450), None) and come.sizes == (None, (600, 450)) and gone.differs
    assert {file.name for file in (tmp_path / "pages").iterdir()} == {"1-old.webp", "2-new.webp"}


def test_more_patches_than_anyone_looks_at_are_one(tmp_path):
    dots = "".join(f"{20 * x + 5} {20 * y + 5} 2 2 re f " for x in range(20) for y in range(15))
    assert len(look(tmp_path, "", f"0 g {dots}").regions) == 1 < MOST


def test_a_page_that_cannot_be_drawn_is_not_called_the_same(tmp_path):
    """Forms that show each other for ever: the comparison is refused with the number of the page."""
    (tmp_path / "a.pdf").write_bytes(pdf(laughs()))
    files = tmp_path / "a.pdf", written(tmp_path, "b.pdf", "")
    assert list(looks(files, [(1, 0)], None, Limits(seconds=0.5))) == [None]
    (tmp_path / "c.pdf").write_bytes(pdf(one_page(page="/MediaBox [0 0 14400 14400]")))
    with pytest.raises(KankoError) as caught:
        compare_pages(Request(tmp_path / "c.pdf", tmp_path / "b.pdf", drawing=Limits(megabytes=60)))
    (problem,) = caught.value.problems
    assert problem.name == "visual.not-drawn" and "1枚目" in problem.say("ja")


def test_a_glance_tells_how_much_pages_look_alike(tmp_path):
    files = written(tmp_path, "a.pdf", "0 g 40 200 80 40 re f"), written(tmp_path, "b.pdf", "0 g 40 190 80 40 re f")
    found = glances(files, [(0, 0), (1, 0)], Limits())
    old, new = found[0, 0], found[1, 0]
    assert old.like(old) == 1 and 0.4 < old.like(new) < 1 and old.digest != new.digest and not old.is_blank
    assert Glance(bytes(4), "").is_blank and old.like(Glance(bytes(len(old.cells)), "")) == 0
