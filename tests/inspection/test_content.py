"""Text, images and fonts of hand-written pages: marks, artifacts, forms, places."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.inspection.writing import HELVETICA, one_page, packed, pdf, stream

GREY = "/Type /XObject /Subtype /Image /Width 20 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceGray"


def runs(document):
    return [run for page in document.pages for run in page.runs]


def test_marked_content_and_artifacts(written):
    content = (
        "/P << /MCID 3 >> BDC BT /F1 10 Tf 10 200 Td (body) Tj ET EMC "
        "/Artifact << /Type /Pagination >> BDC BT /F1 10 Tf 10 20 Td (7) Tj ET EMC "
        "/Artifact BMC BT /F1 10 Tf 200 20 Td (rule) Tj ET EMC BT /F1 10 Tf 10 100 Td (bare) Tj ET "
        "BT 3 Tr /F1 10 Tf 10 80 Td (unseen) Tj ET"
    )
    found = {run.text: (run.mcid, run.is_artifact, run.invisible) for run in runs(written(pdf(one_page(content))))}
    assert found == {
        "body": (3, False, False),
        "7": (None, True, False),
        "rule": (None, True, False),
        "bare": (None, False, False),
        "unseen": (None, False, True),
    }


def test_lines_have_a_baseline_and_glyphs_have_boxes(written):
    content = (
        "BT /F1 10 Tf 2 0 0 2 50 200 Tm (Wide) Tj 3 Ts /F1 5 Tf (n) Tj 0 Ts ET BT /F1 12 Tf 50 150 Td (next) Tj ET"
    )
    (page,) = written(pdf(one_page(content))).pages
    first, second = page.lines
    assert (first.text, first.baseline, second.text, second.baseline) == ("Widen", 200, "next", 150)
    assert [(run.size, run.baseline) for run in first.runs] == [(20, 200), (10, 206)]
    (wide, _), boxes = first.runs, list(first.runs[0].boxes)
    assert len(boxes) == len(wide.text) and boxes[0].left == pytest.approx(50)
    assert [box.left for box in boxes[1:]] == pytest.approx([box.right for box in boxes[:-1]])
    assert boxes[0].width == pytest.approx(0.944 * 20, abs=0.01)  # the W of Helvetica
    assert (
        wide.boxes[-1] == boxes[-1] and wide.boxes.bounds().right == boxes[-1].right and wide.boxes[1:3] == boxes[1:3]
    )


def test_gaps_are_spaces_that_nothing_shows(written):
    (page,) = written(pdf(one_page("BT /F1 10 Tf 10 200 Td [(one) -2000 (two)] TJ 0 -14 Td (three) Tj ET"))).pages
    assert [(run.before, run.text) for run in page.runs] == [("\n", "one"), (" ", "two"), ("\n", "three")]
    assert [line.text for line in page.lines] == ["one two", "three"]


FORM = "/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Matrix [1 0 0 1 100 0] /Resources << /Font << /F2 11 0 R >> /XObject << /I 12 0 R >> >>"  # noqa: E501


def with_form(written):
    content = "/Figure << /MCID 5 >> BDC q 2 0 0 2 0 0 cm /M Do Q EMC q 72 0 0 36 10 10 cm /I Do Q"
    resources = "/Resources << /XObject << /M 10 0 R /I 12 0 R /Unused 13 0 R >> /Font << /F1 5 0 R >> >>"
    inner = "/Span << /MCID 0 >> BDC BT /F2 10 Tf 5 50 Td (inside) Tj ET EMC q 0 36 -36 0 40 60 cm /I Do Q"
    more = {
        10: stream(inner, FORM),
        11: HELVETICA.replace("Helvetica", "Courier"),
        12: packed(bytes(200), GREY),
        13: packed(bytes(200), GREY),
    }
    return written(pdf(one_page(content, resources, more=more)))


def test_forms_belong_to_the_marked_content_around_them(written):
    (run,) = runs(with_form(written))
    assert (run.text, run.mcid, run.font, run.size, run.baseline) == ("inside", 5, "Courier", 20, 100)
    assert run.boxes[0].left == pytest.approx(210)


def test_images_are_where_they_are_drawn(written):
    """Once in the form, turned and twice as large, once on the page; what is not drawn is no image of the page."""
    inside, outside = with_form(written).pages[0].images
    assert outside.box == (10, 10, 82, 46) and outside.dpi == (20, 20) and outside.mcid is None
    assert inside.box == (208, 120, 280, 192) and inside.dpi == (20, 10) and inside.mcid == 5
    assert {(image.width, image.height, image.colour_space, image.bits_per_pixel) for image in (inside, outside)} == {
        (20, 10, "DeviceGray", 8)
    }


def test_images_as_poppler_lists_them(written, tmp_path):
    """Poppler takes a mean of the two resolutions of a turned image, so the upright one alone is compared."""
    found = with_form(written).pages[0].images[1]
    rows = subprocess.run(
        ["pdfimages", "-list", tmp_path / "written.pdf"], check=True, capture_output=True, text=True
    ).stdout.splitlines()[2:]
    assert len(rows) == 2
    row = rows[1].split()
    assert (int(row[3]), int(row[4]), row[5], int(row[7])) == (found.width, found.height, "gray", 8)
    assert (int(row[12]), int(row[13])) == found.dpi


def test_an_inline_image(written):
    content = b"q 144 0 0 72 0 0 cm BI /W 2 /H 1 /BPC 8 /CS /RGB ID abcdef EI Q"
    (image,) = written(pdf(one_page(content.decode()))).pages[0].images
    assert (image.width, image.height, image.dpi, image.colour_space) == (2, 1, (1, 1), "DeviceRGB")


def test_fonts_of_forms_and_what_they_lack(written):
    found = {font.name: font for font in with_form(written).fonts}
    assert set(found) == {"Helvetica", "Courier"}
    courier = found["Courier"]
    assert not (courier.is_embedded or courier.is_subset or courier.has_tounicode)
    assert (courier.kind, courier.encoding, courier.pages) == ("Type1", "WinAnsiEncoding", (0,))


def test_a_lost_font_and_a_lost_map_are_seen(altered):
    def lose(writer):
        for entry in writer.pages[0]["/Resources"]["/Font"].values():
            font = entry.get_object()
            if "Mincho" in font["/BaseFont"]:
                del font["/ToUnicode"]
                del font["/DescendantFonts"][0].get_object()["/FontDescriptor"]["/FontFile2"]

    found = {font.name: (font.is_embedded, font.has_tounicode) for font in altered(lose).fonts}
    assert found.pop("BIZUDMincho-Regular") == (False, False)
    assert set(found.values()) == {(True, True)}


def test_japanese_text_of_the_edition_is_read_with_its_place(report, written):
    page = written(report.read_bytes()).pages[3]
    body = [line for line in page.lines if re.search("。", line.text)]
    assert body and all(run.size == 10.5 for line in body for run in line.runs if "Mincho" in run.font)
    full = [box for line in body for run in line.runs if run.size == 10.5 for box in run.boxes]
    assert full and all(box.width == pytest.approx(10.5, abs=0.01) for box in full)


WITH_CID_0 = "<0001> 1\n<0002> 0\n"
UNICODES = "3 beginbfchar\n<0000> <58f1>\n<0001> <7532>\n<0002> <d842dfb7>\nendbfchar"


@pytest.mark.parametrize(
    ("encoding", "kind", "expected"), [("/Identity-H", "Type0", "壱"), ("13 0 R", "Type0", "𠮷"), ("1", "Type1", "")]
)
def test_missing_glyphs(written, encoding, kind, expected):
    """Through Identity-H code 0 is .notdef; a map of the font's own says which codes are."""
    more = {
        10: f"<< /Type /Font /Subtype /{kind} /BaseFont /X /DescendantFonts [11 0 R] /ToUnicode 12 0 R "
        f"/Encoding {encoding} >>",
        11: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X >>",
        12: stream(UNICODES),
        13: stream(f"2 begincidchar\n{WITH_CID_0}endcidchar"),
    }
    (font,) = written(pdf(one_page("", "/Resources << /Font << /F1 10 0 R >> >>", more=more))).fonts
    assert font.missing == expected


def test_the_edition_lacks_no_glyph(report, written):
    assert [font.missing for font in written(report.read_bytes()).fonts] == ["", "", ""]


def test_a_character_outside_the_basic_plane_is_one_glyph(written):
    unicodes = "1 begincodespacerange\n<00> <ff>\nendcodespacerange\n1 beginbfchar\n<41> <d842dfb7>\nendbfchar"
    more = {5: HELVETICA[:-2] + "/ToUnicode 10 0 R >>", 10: stream(unicodes)}
    (run,) = runs(written(pdf(one_page("BT /F1 10 Tf 10 200 Td (BAB) Tj ET", more=more))))
    assert run.text == "B𠮷B" and len(run.boxes) == 3
    assert [box.left for box in run.boxes][1:] == pytest.approx([box.right for box in run.boxes][:-1])


CLIPPED = (
    "q 50 100 200 40 re W n 60 110 40 60 re W n BT /F1 10 Tf 60 120 Td (cut) Tj ET /I Do Q "
    "BT /F1 10 Tf 60 80 Td (whole) Tj ET"
)


def test_what_clipping_paths_leave(written):
    page = "/Resources << /Font << /F1 5 0 R >> /XObject << /I 10 0 R >> >>"
    more = {10: packed(bytes(200), GREY)}
    (found,) = written(pdf(one_page(CLIPPED, page, more=more))).pages
    clips = {run.text: run.clip and tuple(run.clip) for run in found.runs}
    assert clips == {"cut": (60, 110, 100, 140), "whole": None}
    assert [image.clip and tuple(image.clip) for image in found.images] == [(60, 110, 100, 140)]


def _form(content: str, box: str, more: str = "") -> bytes:
    resources = "/Resources << /Font << /F1 5 0 R >> /XObject << /I 10 0 R /X 11 0 R >> >>"
    return stream(content, f"/Type /XObject /Subtype /Form /BBox [{box}] {more} {resources}")


NESTED = "q 20 20 50 50 re W n BT /F1 12 Tf 10 25 Td (cut) Tj ET /I Do Q BT /F1 12 Tf 10 80 Td (whole) Tj ET"


def test_what_forms_and_the_paths_in_and_around_them_leave(written):
    """A form of 100 by 100 in one that is placed at twice its size: what clips in it, its box, what clips it. Of a path
    that cuts nothing away from an object pdfium tells nothing.
    """
    page = "/Resources << /Font << /F1 5 0 R >> /XObject << /Y 12 0 R >> >>"
    inner = _form(NESTED, "0 0 100 100", "/Matrix [1 0 0 1 5 5]")
    outer = _form("q 0 0 60 200 re W n /X Do Q", "0 0 90 90")
    more = {10: packed(bytes(200), GREY), 11: inner, 12: outer}
    (found,) = written(pdf(one_page("q 2 0 0 2 100 10 cm /Y Do Q", page, more=more))).pages
    clips = {run.text: run.clip and tuple(run.clip) for run in found.runs}
    assert clips == {"cut": (150, 60, 220, 160), "whole": (100, 10, 220, 190)}
    assert [image.clip and tuple(image.clip) for image in found.images] == [(150, 60, 220, 160)]


def test_paths_that_do_not_meet_leave_nothing(written):
    content = "q 0 0 10 10 re W n 50 50 10 10 re W n BT /F1 10 Tf 60 120 Td (gone) Tj ET Q"
    (found,) = written(pdf(one_page(content))).pages
    assert [(run.clip.width, run.clip.height) for run in found.runs] == [(0, 0)]
