"""What comes onto which plate, as Ghostscript separates it: the text is on the black one alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PIL import Image

from build_tools.inspection import inspect
from build_tools.inspection.document import Box, Page, PdfDocument
from tests.checks.injection import Good

DPI = 150
PLATES = ("Cyan", "Magenta", "Yellow", "Black")
Plates = dict[str, Image.Image]


def separated(file: Path, page: int, folder: Path) -> Plates:
    """The plates of a page (from 1): 0 is all ink, 255 none."""
    out = folder / f"p{page}.tif"
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{DPI}"]
    numbers = [f"-dFirstPage={page}", f"-dLastPage={page}", f"-sOutputFile={out}", str(file)]
    subprocess.run([*command, *numbers], check=True, capture_output=True)
    return {plate: Image.open(folder / f"p{page}({plate}).tif").convert("L") for plate in PLATES}


def place(box: Box, page: Page, plate: Image.Image) -> tuple[int, int, int, int]:
    """Where a rectangle of the page lies on its plate."""
    scale = DPI / 72
    left, top = (box.left - page.media.left) * scale, (page.media.top - box.top) * scale
    right, bottom = (box.right - page.media.left) * scale, (page.media.top - box.bottom) * scale
    return max(0, int(left)), max(0, int(top)), min(plate.width, int(right) + 1), min(plate.height, int(bottom) + 1)


def darkest(plates: Plates, box: Box, page: Page) -> dict[str, int]:
    """The most ink of each plate in a rectangle, in per cent."""
    found = {}
    for name, plate in plates.items():
        least, _ = plate.crop(place(box, page, plate)).getextrema()
        found[name] = round(100 - int(least) / 2.55)  # type: ignore[arg-type]
    return found


def gray_text(web: PdfDocument, number: int) -> list[Box]:
    """Where black and gray text stands on plain paper."""
    page = web.pages[number]
    runs = [run for run in page.runs if run.ink and len({*run.ink[:3]}) == 1 and run.ink[0] < 200]
    boxes = [run.boxes.bounds() for run in runs if run.text.strip()]
    return [box for box in boxes if not any(fill.box.meets(box) for fill in page.fills)]


@pytest.mark.parametrize("number", [1, 3, 5, 7])
def test_black_text_is_on_the_black_plate_alone(first: Good, number: int, tmp_path: Path):
    web = inspect(first.dist / "report.pdf", trusted=True)
    press = inspect(first.dist / "press" / "report.pdf", trusted=True)
    plates = separated(first.dist / "press" / "report.pdf", number + 1, tmp_path)
    boxes = gray_text(web, number)
    assert len(boxes) > 5
    for box in boxes:
        inner = Box(box.left, box.bottom + box.height * 0.15, box.right, box.top - box.height * 0.15)
        ink = darkest(plates, inner, press.pages[number])
        assert ink["Black"] > 40
        assert (ink["Cyan"], ink["Magenta"], ink["Yellow"]) == (0, 0, 0)


def test_a_cover_runs_into_the_bleed_and_no_further(first: Good, tmp_path: Path):
    press = inspect(first.dist / "press" / "report.pdf", trusted=True)
    page = press.pages[0]
    plates = separated(first.dist / "press" / "report.pdf", 1, tmp_path)
    bleed, trim = page.bleed, page.trim
    strip = Box(bleed.left + 1, trim.top - 200, trim.left - 1, trim.top - 100)
    beyond = Box(page.media.left + 1, trim.top - 200, bleed.left - 1, trim.top - 100)
    assert darkest(plates, strip, page)["Cyan"] > 85
    least, most = plates["Cyan"].crop(place(strip, page, plates["Cyan"])).getextrema()
    assert most - least < 5  # type: ignore[operator]
    assert darkest(plates, beyond, page)["Cyan"] == 0


def test_crop_marks_are_on_every_plate(first: Good, tmp_path: Path):
    page = inspect(first.dist / "press" / "report.pdf", trusted=True).pages[1]
    plates = separated(first.dist / "press" / "report.pdf", 2, tmp_path)
    mark = Box(page.trim.left - 1, page.bleed.top + 6, page.trim.left + 1, page.bleed.top + 20)
    assert all(ink > 50 for ink in darkest(plates, mark, page).values())


def test_pictures_look_as_they_did(made: Good, tmp_path: Path):
    """Nothing is turned over or lost: each picture is about as light as the one that people see, corner by corner."""
    names = ("main.pdf", "press/main.pdf")
    web, press = (inspect(made.dist / name, trusted=True) for name in names)
    compared = 0
    for pages in zip(web.pages, press.pages, strict=True):
        if images := pages[0].images:
            shown = [drawn(made.dist / name, page, tmp_path) for name, page in zip(names, pages, strict=True)]
        for image in images:
            one, other = (corners(*each, image.box) for each in zip(shown, pages, strict=True))
            assert all(abs(a - b) < 45 for a, b in zip(one, other, strict=True)), (image, one, other)
            compared += 1
    assert compared == 4


def drawn(file: Path, page: Page, folder: Path) -> Image.Image:
    """A page as poppler draws it, in grays."""
    out = folder / f"{file.parent.name}-{page.number}"
    numbers = ["-f", str(page.number + 1), "-l", str(page.number + 1), "-r", str(DPI), "-gray", "-singlefile"]
    subprocess.run(["pdftoppm", *numbers, str(file), str(out)], check=True)
    return Image.open(f"{out}.pgm")


def corners(picture: Image.Image, page: Page, box: Box) -> list[int]:
    """How light the four quarters of an image are."""
    part = picture.crop(place(box, page, picture))
    return [int(value) for value in part.resize((2, 2), Image.Resampling.BOX).tobytes()]
