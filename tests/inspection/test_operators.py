"""The colours of content streams, read by a reader of its own."""

from __future__ import annotations

import pytest

from build_tools.inspection.operators import BLACK, INHERITED, Colour, read_content


def used(data: bytes) -> set[tuple[str, str, tuple[float, ...]]]:
    return {(use.what, use.colour.space, use.colour.values) for use in read_content(data).uses}


RED = ("DeviceRGB", (1.0, 0.0, 0.0))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"0 0 1 1 re f", {("fill", "DeviceGray", (0.0,))}),
        (b"1 0 0 rg 0 0 1 1 re f*", {("fill", *RED)}),
        (b"1 0 0 RG 0 0 m 1 1 l S", {("stroke", *RED)}),
        (b"1 0 0 rg 0 1 1 0 K 0 0 1 1 re B", {("fill", *RED), ("stroke", "DeviceCMYK", (0.0, 1.0, 1.0, 0.0))}),
        (b"1 0 0 rg 0 0 1 1 re n", set()),
        (b"q 1 0 0 rg Q (x) Tj", {("text", "DeviceGray", (0.0,))}),
        (b"Q Q 1 0 0 rg[<00>-3.5<01>]TJ", {("text", *RED)}),
        (b"1 0 0 RG 1 Tr (x) '", {("text", *RED)}),
        (b"1 0 0 RG 2 Tr (x) Tj", {("text", *RED), ("text", "DeviceGray", (0.0,))}),
        (b"3 Tr (x) Tj", set()),
        (b"/lab cs 50. -.5 +3 scn 0 0 1 1 re f", {("fill", "lab", (50.0, -0.5, 3.0))}),
        (b"(1 0 0 rg (nested\\)) 0 0 1 1 re f) Tj", {("text", "DeviceGray", (0.0,))}),
        (b"% 1 0 0 rg\n0 0 1 1 re f", {("fill", "DeviceGray", (0.0,))}),
        (b"/P <</A (1 0 0 rg f) /B [1 0 0]>> BDC 0 0 1 1 re f", {("fill", "DeviceGray", (0.0,))}),
        (b"BI /W 1 ID \x00f f\xff EI 0 0 1 1 re f", {("inline image", "", ()), ("fill", "DeviceGray", (0.0,))}),
        (b"(never ends f", set()),
        (b"BI ID never ends f", {("inline image", "", ())}),
    ],
)
def test_what_is_painted_with_which_colour(data, found):
    assert used(data) == found


def test_what_is_named():
    content = read_content(b"/g gs /F1 9 Tf /s sh 1 0 0 rg /x Do /Pattern cs /p scn 0 0 1 1 re f")
    assert content.names == {("ExtGState", "g"), ("Font", "F1"), ("Shading", "s"), ("XObject", "x"), ("Pattern", "p")}
    assert content.drawn == {("x", Colour("DeviceRGB", (1.0, 0.0, 0.0)), BLACK)}


def test_a_form_begins_with_the_colours_around_it():
    assert {use.colour for use in read_content(b"0 0 1 1 re f", INHERITED).uses} == {INHERITED}
