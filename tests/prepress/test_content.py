from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from build_tools.errors import KankoError
from build_tools.prepress.content import black, converted
from build_tools.prepress.inks import Inks, Mask

LAB = Array([Name.Lab, Dictionary(WhitePoint=Array([0.9643, 1, 0.8251]))])
TABLE = Array([Name.Indexed, Name.DeviceRGB, 1, String(b"\x00\x00\x00\xff\x00\x00")])


@pytest.fixture(scope="module")
def pdf():
    with pikepdf.new() as pdf:
        yield pdf


def inked(pdf: pikepdf.Pdf, inks: Inks | Mask, content: bytes, **spaces: object) -> list[str]:
    """The content, converted, an instruction a line."""
    resources = Dictionary(ColorSpace=Dictionary(**spaces))
    return converted(pdf.make_stream(content), resources, inks).decode("latin-1").splitlines()


def test_colours_of_devices_become_inks(pdf, inks):
    assert inked(pdf, inks, b"0 0 0 rg 1 1 1 RG 0.1 g 0 G 1 0 0 rg 0.2 0.1 0 0 k") == [
        "0 0 0 1 k",
        "0 0 0 0 K",
        "0 0 0 1 k",
        "0 0 0 1 K",
        "0 1 1 0 k",
        "0.2 0.1 0 0 k",
    ]


def test_text_is_not_touched(pdf, inks):
    content = b"BT (1 0 0 rg) Tj [<0001> 120 <0002>] TJ ET /Span <</ActualText (0 g)>> BDC EMC"
    said = inked(pdf, inks, content)
    assert not [line for line in said if line.endswith(("k", "K"))]
    assert any("1 0 0 rg" in line for line in said) and any("0 g" in line for line in said)


def test_named_spaces_begin_black_and_are_restored(pdf, inks):
    said = inked(pdf, inks, b"q /lab cs 100 0 0 scn 0 0 0 sc Q 1 0 0 rg 0 0 0 sc", lab=LAB)
    assert said == ["q", "0 0 0 1 k", "0 0 0 0 k", "0 0 0 1 k", "Q", "0 1 1 0 k", "0 0 0 1 k"]


def test_a_table_of_colours_is_read(pdf, inks):
    assert inked(pdf, inks, b"/few CS 1 SC 0 SC", few=TABLE) == ["0 0 0 1 K", "0 1 1 0 K", "0 0 0 1 K"]


def test_patterns_and_inks_stay(pdf, inks):
    content = b"/Pattern cs /p1 scn /DeviceCMYK CS 0 0 0 0.5 SC"
    assert inked(pdf, inks, content) == ["/Pattern cs", "/p1 scn", "/DeviceCMYK CS", "0 0 0 0.5 SC"]


def test_a_mask_stays_gray(pdf):
    assert inked(pdf, Mask(), b"1 g 1 0 0 rg") == ["1 g", "0.3 g"]


@pytest.mark.parametrize(
    "content",
    [b"BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI", b"/unknown cs", b"/gold cs 1 scn", b"/cover cs", b"1 0 rg"],
)
def test_what_is_not_understood_is_refused(pdf, inks, content):
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 1, 1]), C1=Array([1, 0.8, 0]), N=1)
    spaces = {
        "gold": Array([Name.Separation, Name("/Gold"), Name.DeviceRGB, tint]),
        "cover": Array([Name.Pattern, Name.DeviceRGB]),
    }
    with pytest.raises(KankoError) as caught:
        inked(pdf, inks, content, **spaces)
    assert caught.value.problems[0].name == "press.not-converted"
    assert caught.value.problems[0].what.ja


def test_black_is_set_for_both(inks):
    assert black(inks) == b"0 0 0 1 k\n0 0 0 1 K"
