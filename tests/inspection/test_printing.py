"""What is read of a file for the press, made by whomever."""

from __future__ import annotations

import pytest

from build_tools.errors import KankoError
from build_tools.inspection.printing import Annotation, Paint
from tests.inspection.writing import one_page, packed, pdf, stream

INTENT = "/OutputIntents [<< /S /GTS_PDFX /OutputConditionIdentifier (JC200103) >>]"
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"


def read(written, content: str, page: str = "", **more):
    objects = {int(number.removeprefix("n")): body for number, body in more.items()}
    return written(pdf(one_page(content, page, INTENT, objects))).printing.pages[0]


def test_a_file_for_people_is_asked_nothing_of_the_kind(written):
    assert written(pdf(one_page("0 0 1 1 re f"))).printing is None


def test_an_intent_without_profile_is_told(written):
    (intent,) = written(pdf(one_page("", "", INTENT))).printing.intents
    assert (intent.kind, intent.condition, intent.components, intent.space) == ("GTS_PDFX", "JC200103", 0, "")


def test_a_form_is_painted_with_its_colours_and_those_around_it(written):
    page = "/Resources << /XObject << /x 10 0 R >> >>"
    form = stream("0 0 1 1 re f 1 0 0 rg 0 0 1 1 re f", FORM)
    found = read(written, "0 1 0 0 k 0 G /x Do", page, n10=form).paints
    assert {(paint.where, paint.space, paint.values) for paint in found} == {
        ("form", "DeviceRGB", (1.0, 0.0, 0.0)),
        ("page", "DeviceCMYK", (0.0, 1.0, 0.0, 0.0)),
        ("page", "DeviceGray", (0.0,)),
    }


def test_what_is_not_drawn_is_not_told(written):
    page = "/Resources << /XObject << /x 10 0 R >> >>"
    assert read(written, "0 0 0 1 k", page, n10=stream("1 0 0 rg 0 0 1 1 re f", FORM)).paints == frozenset()


def test_forms_that_draw_each_other_are_read_once(written):
    page = "/Resources << /XObject << /x 10 0 R >> >>"
    one = stream("/y Do 1 0 0 rg 0 0 1 1 re f", f"{FORM} /Resources << /XObject << /y 11 0 R >> >>")
    other = stream("/x Do", f"{FORM} /Resources << /XObject << /x 10 0 R >> >>")
    found = read(written, "0 0 0 1 k 0 0 0 1 K /x Do", page, n10=one, n11=other).paints
    assert Paint("fill", "form", "DeviceRGB", (1.0, 0.0, 0.0)) in found


@pytest.mark.parametrize(
    ("space", "called"),
    [
        ("[/ICCBased 11 0 R]", "ICCBased(3)"),
        ("[/Indexed /DeviceRGB 0 <000000>]", "Indexed/DeviceRGB"),
        ("[/Separation /Gold /DeviceCMYK 12 0 R]", "Separation(Gold)/DeviceCMYK"),
        ("[/CalRGB << /WhitePoint [1 1 1] >>]", "CalRGB"),
        ("[/Lab << /WhitePoint [1 1 1] >>]", "Lab"),
        ("/DeviceCMYK", "DeviceCMYK"),
        ("/other", ""),
        ("[]", ""),
        ("10 0 R", ""),
    ],
)
def test_colour_spaces_by_name(written, space, called):
    page = f"/Resources << /ColorSpace << /c {space} /other /c >> >>"
    profile, tint = packed(b"", "/N 3"), "<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 0 1 0] /N 1 >>"
    found = read(written, "/c cs 1 scn 0 0 1 1 re f", page, n11=profile, n12=tint).paints
    assert [paint.space for paint in found] == [called]


def test_the_ink_of_images_is_measured(written):
    page = "/Resources << /XObject << /x 10 0 R >> >>"
    entries = "/Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceCMYK"
    for ink, wanted in ((b"\xff\xff\xff\xff", 400), (b"\xff\x80\x00\x00", 150), (b"\0\0\0\0", 0)):
        (paint,) = read(written, "/x Do", page, n10=packed(ink * 64, entries)).paints
        assert paint.what == "image" and paint.ink == pytest.approx(wanted, abs=1.5)
    (paint,) = read(written, "/x Do", page, n10=packed(ink * 64, f"{entries} /Decode [1 0 1 0 1 0 1 0]")).paints
    assert paint.ink == 400


def test_the_ink_of_gradients_is_measured(written):
    page = "/Resources << /Shading << /s 10 0 R >> >>"
    way = "<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [1 1 0.5 0] /N 1 >>"
    stitched = f"<< /FunctionType 3 /Domain [0 1] /Functions [{way}] /Bounds [] /Encode [0 1] >>"
    for function in (way, stitched):
        entries = f"/ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 1 0] /Function {function}"
        (paint,) = read(written, "/s sh", page, n10=f"<< {entries} >>").paints
        assert (paint.what, paint.ink) == ("shading", 250)


def test_annotations_are_told_with_their_places(written):
    page = "/Annots [<< /Subtype /Link /Rect [30 20 10 40] >>]"
    assert read(written, "", page).annotations == (Annotation("Link", (10, 20, 30, 40)),)


def test_a_function_that_holds_itself_is_damage(written):
    """Whoever reads it must not be led round in a circle for ever."""
    page = "/Resources << /Shading << /s 10 0 R >> >>"
    shading = "<< /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 1 0] /Function 11 0 R >>"
    function = "<< /FunctionType 3 /Domain [0 1] /Functions [11 0 R] /Bounds [] /Encode [0 1] >>"
    with pytest.raises(KankoError) as caught:
        read(written, "/s sh", page, n10=shading, n11=function)
    assert caught.value.problems[0].name == "inspection.damaged"
