"""The folder of pictures: what is drawn where, and what its page holds."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from build_tools.errors import Place, Text
from build_tools.findings import Examined, Printed, Sheet, Spot
from build_tools.reports import write_report
from build_tools.reports.proof.drawing import PIXELS
from build_tools.reports.proof.frames import Frame, frame
from build_tools.reports.proof.passages import Sources
from build_tools.reports.proof.pictures import Limits, Picture, draw
from tests.inspection.writing import one_page, pdf, stream
from tests.reports.conftest import finding, with_findings

ROOT = Path(__file__).parents[2]
RED = (150.0, 100.0, 210.0, 140.0)
CROPS = {"whole": (0.0, 0.0, 400.0, 300.0), "cut": (100.0, 50.0, 380.0, 290.0)}


def red_in(picture: Path) -> Frame:
    """The rectangle around what is red in a picture, in hundredths."""
    with Image.open(picture) as image:
        red, green, _ = image.convert("RGB").split()
        mask = Image.merge("RGB", (red, green.point(lambda level: 255 - level), green.point(lambda level: 0)))
        left, top, right, bottom = mask.convert("RGB").point(lambda level: 255 * (level > 150)).split()[1].getbbox()
        across, down = 100 / image.width, 100 / image.height
    return Frame(left * across, top * down, (right - left) * across, (bottom - top) * down)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("crop", CROPS.values(), ids=CROPS)
def test_a_box_is_where_pdfium_draws_what_is_in_it(tmp_path, crop, rotation):
    box = " ".join(map(str, crop))
    page = one_page("1 0 0 rg 150 100 60 40 re f", f"/Rotate {rotation} /CropBox [{box}]")
    (tmp_path / "a.pdf").write_bytes(pdf(page))
    assert all(draw(tmp_path / "a.pdf", [tmp_path / "a.webp"]))
    expected, found = red_in(tmp_path / "a.webp"), frame(RED, Sheet("1", crop, rotation))
    for side in ("left", "top", "width", "height"):
        assert getattr(found, side) == pytest.approx(getattr(expected, side), abs=0.6), side


def test_what_sticks_out_is_cut_off():
    sheet = Sheet("1", (0, 0, 100, 100))
    assert frame((-50, 50, 50, 150), sheet) == Frame(0, 0, 50, 50)
    assert frame((200, 10, 300, 20), sheet) == Frame(100, 80, 0, 10)


def test_a_page_without_extent_divides_by_nothing():
    assert frame((0, 0, 1, 1), Sheet("1", (0, 0, 0, 0))) == Frame(0, 0, 100, 0)


def test_pictures_can_be_read(here):
    """10.5 points are 21 pixels, and a turned page is as it is seen."""
    places = [here / f"{number}.webp" for number in (1, 2, 3)]
    sizes = [Picture(800, 600), Picture(500, 600), Picture(800, 600)]
    assert list(draw(here / "dist/report.pdf", places)) == sizes
    with Image.open(here / "2.webp") as image:
        assert image.format == "WEBP" and image.size == (500, 600)


def test_a_page_of_any_size_has_a_picture_of_bounded_size(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf(one_page(page="/MediaBox [0 0 14400 14400]")))
    (picture,) = draw(tmp_path / "a.pdf", [tmp_path / "a.webp"])
    assert picture.width == picture.height and 0.98 * PIXELS < picture.width * picture.height < 1.02 * PIXELS


def laughs() -> dict[int, object]:
    """A page that is drawn for ever: forms that show each other ten times, ten deep, after two that are innocent."""
    xobjects = "/Resources << /XObject << /X {} 0 R >> >>"
    form = "/Type /XObject /Subtype /Form /BBox [0 0 400 300] "
    forms = {number: stream("/X Do " * 10, form + xobjects.format(number + 1)) for number in range(20, 30)}
    objects = one_page("/X Do", page=xobjects.format(20), more=forms | {30: stream("0 0 400 300 re f", form)})
    innocent = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] >>"
    return objects | {2: "<< /Type /Pages /Kids [10 0 R 3 0 R 11 0 R] /Count 3 >>", 10: innocent, 11: innocent}


def test_a_page_that_is_drawn_for_ever_is_given_up_and_no_other(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf(laughs()))
    places = [tmp_path / f"{number}.webp" for number in range(3)]
    drawn = list(draw(tmp_path / "a.pdf", places, Limits(seconds=2)))
    assert drawn == [Picture(800, 600), None, Picture(800, 600)]


def test_a_process_that_dies_for_want_of_memory_draws_nothing(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf(one_page(page="/MediaBox [0 0 14400 14400]")))
    assert list(draw(tmp_path / "a.pdf", [tmp_path / "a.webp"], Limits(megabytes=60))) == [None]


def test_a_file_that_kills_is_given_up_after_some_pages(tmp_path):
    """Every page takes all its time: not all of a thousand are waited for."""
    objects = laughs() | {2: f"<< /Type /Pages /Kids [{'3 0 R ' * 1000}] /Count 1000 >>"}
    (tmp_path / "a.pdf").write_bytes(pdf(objects))
    assert (
        list(draw(tmp_path / "a.pdf", [tmp_path / f"{number}.webp" for number in range(1000)], Limits(0.3)))
        == [None] * 1000
    )


@pytest.mark.parametrize("content", [b"", b"no pdf", None])
def test_what_cannot_be_drawn_is_told(clean, here, content):
    (here / "dist/report.pdf").unlink()
    if content is not None:
        (here / "dist/report.pdf").write_bytes(content)
    page = write_report(clean, "proof", here / "proof", "en").read_text("utf-8")
    assert page.count("This page could not be drawn.") == 3  # of the report
    assert len(list((here / "proof/pages").iterdir())) == 3  # of the release


def test_a_file_without_pages_is_told(clean, here):
    empty = replace(clean, examined=(Examined(Path("dist/none.pdf"), "dist/none.pdf"),))
    assert "No page of this file could be read." in write_report(empty, "proof", here / "proof", "en").read_text(
        "utf-8"
    )


def test_every_page_has_its_picture_and_its_address(proof, here):
    page = write_report(proof, "proof", here / "proof", "ja").read_text("utf-8")
    for name in ("release", "report"):
        for number in (1, 2, 3):
            assert f'id="{name}-{number}"' in page and f'href="#{name}-{number}"' in page
            assert f'src="pages/{name}-{number}.webp"' in page
            assert (here / f"proof/pages/{name}-{number}.webp").stat().st_size > 500
    assert {path.name for path in (here / "proof").iterdir()} == {"index.html", "proof.css", "proof.js", "pages"}


def test_files_of_one_name_have_addresses_of_their_own(clean, here):
    sheet = (Sheet("1", (0, 0, 400, 300)),)
    names = ("a/report.pdf", "b/report.pdf", "b/report-2.pdf", "甲 市.pdf", "…")
    files = tuple(Examined(here / "dist/report.pdf", name, sheets=sheet) for name in names)
    page = write_report(replace(clean, examined=files), "proof", here / "proof", "ja").read_text("utf-8")
    ids = re.findall(r'<article class="page" id="([^"]*)"', page)
    assert ids == ["report-1", "report-2-1", "report-2-2-1", "甲-市-1", "file-1"]
    assert len(set(re.findall(r' id="([^"]*)"', page))) == len(re.findall(r' id="([^"]*)"', page))


def test_a_finding_is_drawn_on_each_of_its_pages_and_told_on_the_first(proof, here):
    page = write_report(proof, "proof", here / "proof", "en").read_text("utf-8")
    sections = {part.split('"', 1)[0]: part for part in page.split('<article class="page" id="')[1:]}
    assert sections["report-2"].count('class="card"') == 1 and sections["report-2"].count('class="mark"') == 1
    assert sections["report-3"].count('class="echo"') == 1 and sections["report-3"].count('class="mark"') == 2
    assert 'class="card"' not in sections["report-3"] and 'class="mark"' not in sections["release-1"]
    # 150 to 210 and 100 to 140, of 100 to 400 and 50 to 300, turned by 90 degrees
    assert "left:20.0%;top:16.667%;width:16.0%;height:20.0%" in sections["report-2"]


def test_the_line_to_touch_is_shown(proof, here):
    page = write_report(proof, "proof", here / "proof", "ja").read_text("utf-8")
    assert (
        '<span class="path">source/chapter.md:6</span><code class="line">甲市は、試験局とともに実験した。</code>'
        in page
    )


def test_a_page_that_there_is_not_puts_the_finding_with_the_file(clean, here):
    one = finding(spots=(Spot(99, "99", ((0, 0, 1, 1),)),))
    page = write_report(with_findings(clean, (one,)), "proof", here / "proof", "en").read_text("utf-8")
    assert page.index('id="report"') < page.index('id="finding-1"') < page.index('id="report-1"')


def test_the_source_on_a_page_goes_block_by_block(here):
    printed = [Place("source/chapter.md", line) for line in (4, 6, 11)]
    (passage,) = Sources().passages(printed, [Place("source/chapter.md", 6)])
    (stretch,) = passage.stretches
    lines = {line.number: (line.text, line.block, line.is_touched) for line in stretch}
    assert lines[4] == ("# 目的", 4, False)
    assert lines[6] == ("甲市は、試験局とともに実験した。", 6, True)
    assert lines[7] == ("その結果を示す。", 6, False)  # of the same paragraph
    assert lines[9] == ("## 結果", 0, False)  # between, printed elsewhere
    assert list(lines) == list(range(4, 12))


def test_lines_far_from_each_other_are_stretches(here):
    (passage,) = Sources().passages([Place("source/chapter.md", line) for line in (4, 31, 33)], [])
    assert [[line.number for line in stretch] for stretch in passage.stretches] == [[4], [31, 32, 33]]


@pytest.mark.parametrize("path", ["source/gone.md", "source/secret", "source/picture.md", "source"])
def test_only_sources_are_shown(here, path):
    """A manuscript of unknown origin may name any file."""
    (here / "source/secret").write_text("secret")
    (here / "source/picture.md").write_bytes(b"\xff\xfe\x00")
    assert Sources().line_of(Place(path, 1)) == "" and Sources().passages([Place(path, 1)], []) == ()


def test_an_edit_is_seen_by_the_next_proof(proof, here):
    """Of a process that is kept, too."""
    write_report(proof, "proof", here / "proof", "ja")
    source = here / "source/chapter.md"
    source.write_text(source.read_text("utf-8").replace("甲市は、", "乙市は、"), "utf-8")
    assert "乙市は、試験局とともに実験した。" in write_report(proof, "proof", here / "proof", "ja").read_text("utf-8")


def test_a_line_behind_the_end_is_no_line(here):
    assert Sources().line_of(Place("source/chapter.md", 9999)) == "" == Sources().line_of(Place("source/chapter.md"))
    assert Sources().passages([Place("source/chapter.md", 9999)], [])[0].stretches == ()


def test_nothing_is_fetched(proof, here):
    write_report(proof, "proof", here / "proof", "ja")
    for file in (here / "proof").glob("*.*"):
        assert not re.search(r"(https?:)?//[\w.-]+\.\w|@import|url\(", file.read_text("utf-8")), file


MEMORY = """
import resource, sys
from pathlib import Path
from build_tools.errors import Place
from build_tools.findings import Examined, Printed, Proof, Sheet
from build_tools.reports import write_report
sheet = Sheet("1", (0, 0, 1200, 1700), 0, (Printed((0, 0, 10, 10), Place("chapter.md", 6)),))
file = Examined(Path("a.pdf"), "a.pdf", "a", (sheet,) * int(sys.argv[1]))
write_report(Proof((file,), ()), "proof", Path(sys.argv[2]), "ja")
used = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(max(used) // 1024)
"""


def test_memory_does_not_grow_with_pages(tmp_path):
    """A picture has eight million pixels here; sixteen of them would take 400 MB and more."""

    def peak(pages: int) -> int:
        objects = one_page(page="/MediaBox [0 0 1200 1700]")
        objects[2] = f"<< /Type /Pages /Kids [{'3 0 R ' * pages}] /Count {pages} >>"
        (tmp_path / "a.pdf").write_bytes(pdf(objects))
        command = [sys.executable, "-c", MEMORY, str(pages), f"proof-{pages}"]
        done = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
        assert len(list((tmp_path / f"proof-{pages}/pages").iterdir())) == pages
        return int(done.stdout)

    assert peak(16) - peak(4) < 60


def test_printed_places_are_not_laid_out_before_they_are_asked_for(clean, here):
    """A publication of a thousand pages has a hundred thousand of them."""
    page = write_report(clean, "proof", here / "proof", "ja").read_text("utf-8")
    outside = re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL)
    assert page.count('<i class="printed"') == 4 and '<i class="printed"' not in outside


def test_a_finding_without_a_known_rule_is_shown(clean, here):
    one = finding("some.code", what=Text("<b>bold</b>", "<b>bold</b>"))
    printed = replace(clean.examined[0].sheets[0], printed=(Printed((0, 0, 1, 1), Place('a"<b>.md', 1)),))
    files = (replace(clean.examined[0], sheets=(printed,)), clean.examined[1])
    page = write_report(with_findings(replace(clean, examined=files), (one,)), "proof", here / "p", "ja").read_text(
        "utf-8"
    )
    assert "&lt;b&gt;bold&lt;/b&gt;" in page and "<b>bold" not in page and 'a"<b>' not in page
