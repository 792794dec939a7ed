"""Shadings, images and what else resources hold."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from build_tools.errors import KankoError
from build_tools.prepress.colours import convert_colours, is_transparent
from build_tools.prepress.identity import Condition
from build_tools.prepress.inks import Mask
from build_tools.prepress.make import press_file
from build_tools.prepress.pictures import convert_image
from build_tools.prepress.shadings import convert_shading
from tests.checks.pictures import colours, few
from tests.prepress.pictures import photograph, plain


@pytest.fixture
def pdf():
    with pikepdf.new() as pdf:
        yield pdf


def blend(first: list[float], last: list[float], exponent: float = 1) -> Dictionary:
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array(first), C1=Array(last), N=exponent)


def shading(function: object, kind: int = 2, space: object = Name.DeviceRGB) -> Dictionary:
    return Dictionary(ShadingType=kind, ColorSpace=space, Coords=Array([0, 0, 1, 0]), Function=function)


def samples(function: pikepdf.Stream) -> list[bytes]:
    data = function.read_bytes()
    return [data[at : at + 4] for at in range(0, len(data), 4)]


def test_a_gradient_ends_in_the_inks_of_its_colours(pdf, inks):
    made = shading(blend([1, 0, 0], [1, 1, 1]))
    convert_shading(made, None, inks, pdf)
    assert made.ColorSpace == Name.DeviceCMYK
    first, *_, last = samples(made.Function)
    assert first == bytes(round(255 * each) for each in inks.rgb(1, 0, 0)) and last == bytes(4)


def test_a_gradient_of_grays_is_black_alone(pdf, inks):
    made = shading(blend([0, 0, 0], [1, 1, 1]))
    convert_shading(made, None, inks, pdf)
    assert all(sample[:3] == bytes(3) for sample in samples(made.Function))
    assert samples(made.Function)[0] == b"\0\0\0\xff"


def test_the_parts_of_a_gradient_stay_apart(pdf, inks):
    """A hard change from one colour to another has no colour between."""
    parts = Array([blend([1, 0, 0], [1, 0, 0]), blend([0, 0, 1], [0, 0, 1])])
    stitched = Dictionary(
        FunctionType=3, Domain=Array([0, 1]), Functions=parts, Bounds=Array([0.5]), Encode=Array([0, 1, 0, 1])
    )
    made = shading(stitched)
    convert_shading(made, None, inks, pdf)
    assert [len({*samples(part)}) for part in made.Function.Functions] == [1, 1]
    assert list(made.Function.Bounds) == [pikepdf.Object.parse(b"0.5")]


@pytest.mark.parametrize("made", [shading(blend([0, 0, 0], [1, 1, 1]), kind=4), shading(Array([blend([0], [1])] * 3))])
def test_other_gradients_are_refused(pdf, inks, made):
    with pytest.raises(KankoError):
        convert_shading(made, None, inks, pdf)


def test_a_gray_photograph_keeps_its_pixels_and_gets_a_table(pdf, inks):
    gray = colours().convert("L")
    image = plain(pdf, gray)
    convert_image(image, None, inks, pdf)
    assert image.read_bytes() == gray.tobytes()
    table = bytes(image.ColorSpace[3])
    assert image.ColorSpace[1] == Name.DeviceCMYK and len(table) == 1024
    assert all(table[at : at + 3] == bytes(3) for at in range(0, 1024, 4))
    assert table[3] == 255 and table[-1] == 0


def test_a_drawing_is_kept_to_the_pixel(pdf, inks):
    image = plain(pdf, few())
    convert_image(image, None, inks, pdf)
    made = Image.frombytes("CMYK", few().size, image.read_bytes())
    assert image.ColorSpace == Name.DeviceCMYK
    assert made.getpixel((50, 50)) == (0, 0, 0, 255) and made.getpixel((2, 2)) == (0, 0, 0, 0)


def test_a_photograph_stays_one(pdf, inks):
    image = photograph(pdf, colours())
    convert_image(image, None, inks, pdf)
    assert image.Filter == Name.DCTDecode and list(image.Decode) == [1, 0] * 4
    with Image.open(io.BytesIO(image.read_raw_bytes())) as made:
        assert made.mode == "CMYK"


def test_stencils_and_inks_are_left_alone(pdf, inks):
    stencil = plain(pdf, few().convert("L"), ImageMask=True)
    inked = plain(pdf, few())
    inked.ColorSpace = Name.DeviceCMYK
    for image in (stencil, inked):
        before = image.read_raw_bytes()
        convert_image(image, None, inks, pdf)
        assert image.read_raw_bytes() == before


def test_an_image_of_its_own_kind_is_refused(pdf, inks):
    image = plain(pdf, few(), Decode=Array([1, 0] * 3))
    with pytest.raises(KankoError):
        convert_image(image, None, inks, pdf)


def test_an_image_of_a_mask_is_gray(pdf):
    image = plain(pdf, few())
    convert_image(image, None, Mask(), pdf)
    assert image.ColorSpace == Name.DeviceGray and len(image.read_bytes()) == few().width * few().height


def test_masks_keep_their_grays_and_what_they_mask_gets_inks(pdf, inks):
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    form = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 9, 9])}
    mask = pdf.make_stream(b"0.5 g 0 0 9 9 re f", **form, Group=group, Resources=Dictionary())
    drawn = pdf.make_stream(b"0.5 g 0 0 9 9 re f", **form, Group=Dictionary(group), Resources=Dictionary())
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    pdf.add_blank_page(page_size=(100, 100))
    page = pdf.pages[0]
    page.Resources = Dictionary(ExtGState=Dictionary(s=state), XObject=Dictionary(x=drawn))
    page.Contents = pdf.make_stream(b"/s gs /x Do")
    (content,) = convert_colours(pdf, inks)
    assert content.splitlines()[:2] == [b"0 0 0 1 k", b"0 0 0 1 K"]
    assert b"0.5 g" in mask.read_bytes() and Name.DeviceGray == mask.Group.CS
    assert b" k" in drawn.read_bytes() and Name.DeviceCMYK == drawn.Group.CS
    assert is_transparent(page.Resources)


def test_patterns_and_glyphs_get_inks(pdf, inks):
    cell = {"PatternType": 1, "PaintType": 1, "BBox": Array([0, 0, 9, 9]), "Resources": Dictionary()}
    pattern = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f", **cell)
    glyph = pdf.make_stream(b"9 0 d0 0 0 1 rg 0 0 9 9 re f")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(a=glyph), Resources=Dictionary())
    pdf.add_blank_page(page_size=(100, 100))
    page = pdf.pages[0]
    page.Resources = Dictionary(Pattern=Dictionary(p=pattern), Font=Dictionary(f=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream(b"/Pattern cs /p scn 0 0 9 9 re f")
    convert_colours(pdf, inks)
    assert b"0 1 1 0 k" in pattern.read_bytes() and b"rg" not in pattern.read_bytes()
    assert b" k" in glyph.read_bytes() and b"d0" in glyph.read_bytes() and b"rg" not in glyph.read_bytes()


def test_less_than_full_opacity_is_transparent():
    assert is_transparent(Dictionary(ExtGState=Dictionary(a=Dictionary(ca=0.5))))
    assert is_transparent(Dictionary(ExtGState=Dictionary(a=Dictionary(BM=Name.Multiply))))
    assert not is_transparent(Dictionary(ExtGState=Dictionary(a=Dictionary(ca=1, CA=1, BM=Name.Normal))))


def test_what_cannot_be_converted_is_told_with_file_and_page(pdf, profile, tmp_path):
    for _ in range(2):
        pdf.add_blank_page(page_size=(100, 100))
    pdf.pages[1].Contents = pdf.make_stream(b"BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI")
    pdf.save(tmp_path / "stranger.pdf")
    with pytest.raises(KankoError) as caught:
        press_file(tmp_path / "stranger.pdf", tmp_path / "press.pdf", Condition(profile, "x", 320))
    (problem,) = caught.value.problems
    assert problem.place and problem.place.path.endswith("stranger.pdf")
    assert problem.what.en.startswith("page 2") and problem.what.ja.startswith("2枚目")
    assert not (tmp_path / "press.pdf").exists()
