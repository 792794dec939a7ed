from __future__ import annotations

from itertools import pairwise

import pytest
from PIL import Image

from build_tools.prepress.inks import Inks, Mask, srgb_of_lab
from tests.checks.pictures import colours, few


def test_gray_is_black_alone(inks: Inks):
    for step in range(256):
        cyan, magenta, yellow, black = inks.rgb(step / 255, step / 255, step / 255)
        assert (cyan, magenta, yellow) == (0, 0, 0) and 0 <= black <= 1
    blacks = [inks.gray(step / 255)[3] for step in range(256)]
    assert blacks == sorted(blacks, reverse=True)


def test_the_text_of_a_page_is_all_black_and_paper_is_bare(inks: Inks):
    assert inks.rgb(0x1A / 255, 0x1A / 255, 0x1A / 255) == inks.gray(0) == (0, 0, 0, 1)
    assert inks.gray(1) == (0, 0, 0, 0)


def test_a_gray_is_as_light_in_black(inks: Inks, profile):
    """Asked of littleCMS itself: the black for a gray has its lightness, as far as black reaches."""
    import io

    from PIL import ImageCms

    press = ImageCms.ImageCmsProfile(io.BytesIO(profile.data))
    back = ImageCms.buildTransform(press, ImageCms.createProfile("LAB"), "CMYK", "LAB")
    for step, lightness in ((0x59, 38), (0x8C, 58), (0xC0, 78)):
        dot = Image.new("CMYK", (1, 1), (0, 0, 0, round(inks.gray(step / 255)[3] * 255)))
        light = ImageCms.applyTransform(dot, back)
        assert light is not None
        assert abs(light.tobytes()[0] / 2.55 - lightness) < 1.5


def test_a_colour_keeps_its_hue(inks: Inks):
    cyan, magenta, yellow, _ = inks.rgb(1, 0, 0)
    assert magenta > 0.9 and yellow > 0.9 and cyan < 0.1
    assert inks.rgb(0, 0, 1)[0] > 0.8


def test_a_drawing_has_its_grays_in_black(inks: Inks):
    made = inks.drawing(few())
    assert made.getpixel((50, 50)) == (0, 0, 0, 255)
    assert made.getpixel((2, 2)) == (0, 0, 0, 0)
    red = made.getpixel((140, 105))
    assert isinstance(red, tuple) and red[1] > 200 and red[0] < 60


def test_a_photograph_has_them_in_all_inks(inks: Inks):
    photo = colours()
    photo.paste((40, 40, 40), (0, 0, 20, 20))
    dark = inks.picture(photo).getpixel((10, 10))
    assert isinstance(dark, tuple) and min(dark[:3]) > 100


def test_what_lies_between_two_colours_does_not_jump(inks: Inks):
    way = inks.blend([(0.5 + step / 100, 0.5, 0.5) for step in range(20)])
    for one, other in pairwise(way):
        assert max(abs(a - b) for a, b in zip(one, other, strict=True)) < 0.06


def test_the_dark_grays_of_a_gradient_stay_apart(inks: Inks):
    darks = [inks.tone(step / 255)[3] for step in range(0, 60, 10)]
    assert len({*darks}) == len(darks) and darks[0] == 1


def test_a_mask_takes_no_ink():
    mask = Mask()
    assert mask.gray(0.25) == (0.25,)
    assert mask.rgb(1, 1, 1) == pytest.approx((1,))
    assert mask.rgb(1, 0, 0) == pytest.approx((0.3,))


@pytest.mark.parametrize(
    ("lab", "rgb"),
    [
        ((100, 0, 0), (1, 1, 1)),
        ((0, 0, 0), (0, 0, 0)),
        ((53.39, 0, 0), (0.5, 0.5, 0.5)),
        ((54.29, 80.81, 69.89), (1, 0, 0)),
        ((29.57, 68.30, -112.03), (0, 0, 1)),
    ],
)
def test_lab_is_what_css_says(lab, rgb):
    assert srgb_of_lab(*lab) == pytest.approx(rgb, abs=0.01)
