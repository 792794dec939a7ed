"""Images of the files for people, as small as the edition allows."""

from __future__ import annotations

import random
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from build_tools.edition import Images
from build_tools.prepress.placement import shown_sizes
from build_tools.prepress.reduction import reduced
from tests.prepress.pictures import photograph, plain

# Pixels, and points: 200 dots an inch.
WIDTH, HEIGHT, SHOWN = 400, 300, (144, 108)


def noise(mode: str = "RGB") -> Image.Image:
    """What cannot be compressed."""
    channels = len(mode)
    return Image.frombytes(mode, (WIDTH, HEIGHT), random.Random(1).randbytes(WIDTH * HEIGHT * channels))


def file_of(folder: Path, make, content: bytes = b"q 144 0 0 108 50 50 cm /i Do Q") -> Path:
    """A page with an image."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(300, 300))
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(i=make(pdf)))
        pdf.pages[0].Contents = pdf.make_stream(content)
        pdf.save(folder / "full.pdf")
    return folder / "full.pdf"


def image_in(file: Path) -> tuple[int, int, int, str]:
    """Width, height, bytes, filter."""
    with pikepdf.open(file) as pdf:
        image = pdf.pages[0].Resources.XObject.i
        pikepdf.PdfImage(image).as_pil_image().load()
        return int(image.Width), int(image.Height), len(image.read_raw_bytes()), str(image.Filter)


def made_of(file: Path, **images: int) -> Path:
    out = file.with_name("reduced.pdf")
    reduced(file, out, Images(**images))
    return out


@pytest.mark.parametrize("make", [plain, photograph], ids=["pixels", "photograph"])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_an_image_gets_no_more_pixels_than_are_wanted(tmp_path, make, mode):
    file = file_of(tmp_path, lambda pdf: make(pdf, noise(mode)))
    before, after = image_in(file), image_in(made_of(file, dpi=100))
    assert after[:2] == (WIDTH // 2, HEIGHT // 2)
    assert after[2] < before[2] and after[3] == before[3]


def test_an_image_that_has_no_more_is_left_alone(tmp_path):
    file = file_of(tmp_path, lambda pdf: plain(pdf, noise()))
    assert image_in(made_of(file, dpi=200)) == image_in(file)


def test_an_image_that_would_not_get_smaller_is_left_alone(tmp_path):
    """A chessboard of single pixels compresses to nothing; its grays in between do not."""
    board = Image.new("L", (WIDTH, HEIGHT))
    board.putdata([255 * ((at + at // WIDTH) % 2) for at in range(WIDTH * HEIGHT)])
    file = file_of(tmp_path, lambda pdf: plain(pdf, board))
    assert image_in(made_of(file, dpi=187)) == image_in(file)


def test_photographs_are_compressed_as_is_said(tmp_path):
    file = file_of(tmp_path, lambda pdf: photograph(pdf, noise()))
    before, after = image_in(file), image_in(made_of(file, quality=40))
    assert after[:2] == before[:2] and after[2] < before[2] / 2


def test_quality_is_a_matter_of_photographs(tmp_path):
    file = file_of(tmp_path, lambda pdf: plain(pdf, noise()))
    assert image_in(made_of(file, quality=40)) == image_in(file)


def test_the_largest_place_counts(tmp_path):
    content = b"q 36 0 0 27 0 0 cm /i Do Q q 144 0 0 108 50 50 cm /i Do Q"
    file = file_of(tmp_path, lambda pdf: plain(pdf, noise()), content)
    assert image_in(made_of(file, dpi=200)) == image_in(file)


def test_an_image_in_a_form_is_as_large_as_the_form_is_drawn(tmp_path):
    def form(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        inner = Dictionary(XObject=Dictionary(i=plain(pdf, noise())))
        box, matrix = Array([0, 0, 1, 1]), Array([72, 0, 0, 72, 0, 0])
        head = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": box, "Matrix": matrix, "Resources": inner}
        return pdf.make_stream(b"q 0.5 0 0 0.5 0 0 cm /i Do Q", **head)

    file = file_of(tmp_path, form, b"q 0 4 -4 0 0 0 cm /i Do Q")
    with pikepdf.open(file) as pdf:
        ((width, height),) = shown_sizes(pdf).values()
    assert (width, height) == pytest.approx((144, 144))


def test_what_says_how_opaque_it_is_gets_smaller_too(tmp_path):
    file = file_of(tmp_path, lambda pdf: plain(pdf, noise(), SMask=plain(pdf, noise("L"))))
    with pikepdf.open(made_of(file, dpi=100)) as pdf:
        mask = pdf.pages[0].Resources.XObject.i.SMask
        assert (int(mask.Width), int(mask.Height)) == (WIDTH // 2, HEIGHT // 2)


def test_images_of_other_kinds_are_left_alone(tmp_path):
    def indexed(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        image = plain(pdf, noise("L"))
        image.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, 255, pikepdf.String(bytes(768))])
        return image

    file = file_of(tmp_path, indexed)
    assert image_in(made_of(file, dpi=50)) == image_in(file)


def test_the_same_file_gives_the_same_bytes(tmp_path):
    file = file_of(tmp_path, lambda pdf: photograph(pdf, noise()))
    first = made_of(file, dpi=100, quality=60).read_bytes()
    assert made_of(file, dpi=100, quality=60).read_bytes() == first
