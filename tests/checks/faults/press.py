"""Faults in files for the press."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

from tests.checks.injection import Good, Injected

FILE = "press/main"
CONTENTS, COVER, COLOURS, PICTURES = 1, 0, 2, 3


def _press(change: Callable[[pikepdf.Pdf], object]) -> Callable[[Good], object]:
    return lambda edition: edition.spoil(FILE, change)


def _content(page: int, old: bytes, new: bytes) -> Callable[[Good], object]:
    """Another piece of content on a page, the first time it is there."""

    def change(pdf: pikepdf.Pdf) -> None:
        content = pdf.pages[page].Contents.read_bytes()
        found = re.search(old, content)
        assert found, content[:500]
        pdf.pages[page].Contents.write(content[: found.start()] + new + content[found.end() :])

    return _press(change)


def _added(content: bytes, page: int = CONTENTS) -> Callable[[Good], object]:
    """Something more on a page, within the bleed."""
    return _content(page, rb"re W n\n", b"re W n q " + content + b" Q ")


def _packet(old: str, new: str) -> Callable[[Good], object]:
    """Another text in the XMP packet."""

    def change(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new).encode())

    return _press(change)


def _externals(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    every = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    return [each for each in every if each.get("/Subtype") == f"/{kind}"]


def _image(pdf: pikepdf.Pdf, *, filtered: str = "/FlateDecode", space: str = "/DeviceCMYK") -> Any:
    """The first image of a kind."""
    images = _externals(pdf, "Image")
    return next(each for each in images if each.get("/Filter") == filtered and each.ColorSpace == space)


def _of_a_screen(pdf: pikepdf.Pdf) -> None:
    image = _image(pdf)
    image.write(zlib.compress(bytes(3 * int(image.Width) * int(image.Height))), filter=Name.FlateDecode)
    image.ColorSpace = Name.DeviceRGB


def _of_few_pixels(pdf: pikepdf.Pdf) -> None:
    image = _image(pdf)
    image.write(zlib.compress(bytes(4 * 40 * 30)), filter=Name.FlateDecode)
    image.Width, image.Height = 40, 30


def _full_of_ink(pdf: pikepdf.Pdf) -> None:
    image = _image(pdf)
    image.write(zlib.compress(b"\xff" * (4 * int(image.Width) * int(image.Height))), filter=Name.FlateDecode)


def _photograph_turned_over(pdf: pikepdf.Pdf) -> None:
    """Its values are read as they stand: what was white is all the ink there is."""
    del _image(pdf, filtered="/DCTDecode").Decode


def _gray_photograph(pdf: pikepdf.Pdf) -> None:
    for image in _externals(pdf, "Image"):
        if isinstance(image.ColorSpace, Array):
            image.ColorSpace = Name.DeviceGray


def _profile_of_a_screen(pdf: pikepdf.Pdf) -> None:
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    profile.write(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile.N = 3


def _no_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents[0].DestOutputProfile


def _shading(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        for shading in _shadings(each):
            if shading.ColorSpace == "/DeviceCMYK":
                shading.ColorSpace = Name.DeviceRGB
                return
    raise AssertionError("no shading")


def _shadings(holder: Any) -> list[Any]:
    resources = holder.get("/Resources") if isinstance(holder, Dictionary | pikepdf.Stream) else None
    return [] if resources is None else [each for _, each in resources.get("/Shading", {}).items()]


def _through_a_profile(pdf: pikepdf.Pdf) -> None:
    """A red that an ICC profile gives, for an area and for an image."""
    profile = pdf.make_stream(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), N=3)
    space = pdf.make_indirect(Array([Name.ICCBased, profile]))
    page = pdf.pages[CONTENTS]
    page.Resources.ColorSpace["/profile"] = space
    page.Contents.write(page.Contents.read_bytes() + b"/profile cs 1 0 0 scn 100 100 9 9 re f")
    _of_a_screen(pdf)
    next(each for each in _externals(pdf, "Image") if each.ColorSpace == "/DeviceRGB").ColorSpace = space


def _first_form(change: Callable[[Any], object]) -> Callable[[Good], object]:
    """Change the first form that is blended in inks."""

    def changed(pdf: pikepdf.Pdf) -> None:
        forms = [each for each in _externals(pdf, "Form") if each.get("/Group", {}).get("/CS") == "/DeviceCMYK"]
        change(forms[0])

    return _press(changed)


def _written(content: bytes) -> Callable[[Any], None]:
    return lambda stream: stream.write(content + stream.read_bytes())


def _pattern(pdf: pikepdf.Pdf) -> None:
    patterns = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/PatternType") == 1]
    patterns[0].write(b"1 0 0 RG 0 0 m 1 1 l S " + patterns[0].read_bytes())


def _narrow_bleed(pdf: pikepdf.Pdf) -> None:
    box = [float(each) for each in pdf.pages[0].TrimBox]
    pdf.pages[0].BleedBox = Array([box[0] - 5.67, box[1] - 5.67, box[2] + 5.67, box[3] + 5.67])


def _no_trim(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/TrimBox"]
    pdf.pages[0].BleedBox = pdf.pages[0].MediaBox


def _set(holder: str, key: str, value: Any) -> Callable[[Good], object]:
    """An entry of the catalog or of the first page."""

    def change(pdf: pikepdf.Pdf) -> None:
        (pdf.Root if holder == "catalog" else pdf.pages[0].obj)[key] = value

    return _press(change)


def _without(key: str) -> Callable[[Good], object]:
    """Without an entry of the information dictionary."""
    return _press(lambda pdf: pdf.docinfo.__delitem__(key))


def _ungrouped(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        if "/Group" in page.obj:
            del page.obj["/Group"]


def _turned_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].rotate(90, relative=False)


LINK = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([100, 100, 200, 120]), Border=Array([0, 0, 0]))
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
MARK = rb"-?[0-9.]+ -?[0-9.]+ m -?[0-9.]+ -?[0-9.]+ l S\n"
BLACK_TEXT = rb"0 0 0 1 k\nBT"
CLIP = rb"-8\.5039 -8\.5039 [0-9.]+ [0-9.]+ re W n"
INJECTED = [
    Injected(name, inject, codes, "printed")
    for name, inject, codes in [
        ("a file of an older PDF/X", _packet("PDF/X-4", "PDF/X-3"), {"press.version"}),
        ("a file for the press of a newer PDF", _set("catalog", "/Version", Name("/1.7")), {"press.version"}),
        ("no output intent", _press(lambda pdf: pdf.Root.__delitem__("/OutputIntents")), {"press.intent"}),
        ("the profile of a screen", _press(_profile_of_a_screen), {"press.intent"}),
        ("no profile", _press(_no_profile), {"press.intent"}),
        ("nothing said of trapping", _without("/Trapped"), {"press.identity"}),
        ("another word on trapping in XMP", _packet("Trapped>False", "Trapped>Unknown"), {"press.identity"}),
        ("no day of its making", _without("/CreationDate"), {"press.identity"}),
        ("no document identifier", _packet("xmpMM:DocumentID", "xmpMM:Elsewhere"), {"press.identity"}),
        ("a link on paper", _set("page", "/Annots", Array([LINK])), {"press.annotation"}),
        ("a script for the press", _set("catalog", "/OpenAction", SCRIPT), {"press.action"}),
        ("no trim box", _press(_no_trim), {"press.boxes", "press.marks"}),
        ("a bleed of 2 mm", _press(_narrow_bleed), {"press.boxes", "press.marks", "press.slug"}),
        ("a crop box", _set("page", "/CropBox", Array([0, 0, 500, 500])), {"press.boxes"}),
        ("a page for the press that is turned", _press(_turned_page), {"press.boxes", "press.text"}),
        ("a crop mark that is missing", _content(CONTENTS, MARK, b""), {"press.marks"}),
        (
            "something among the crop marks",
            _content(CONTENTS, rb"BMC q", b"BMC 0 0 0 1 k -30 -30 15 15 re f q"),
            {"press.slug"},
        ),
        ("a cover that ends at the edge", _content(COVER, CLIP, b"0 0 595.2756 841.8898 re W n"), {"press.bleed"}),
        (
            "text at the edge of the paper",
            _content(COLOURS, rb"1 0 0 -1 (?=[0-9.]+ [0-9.]+ Tm)", b"1 0 0 -1 -300 0 cm 1 0 0 -1 "),
            {"press.margin", "press.place"},
        ),
        ("red of a screen", _added(b"1 0 0 rg 100 100 9 9 re f"), {"press.colour"}),
        ("gray of a screen", _added(b"0 G 100 100 m 200 100 l S"), {"press.colour"}),
        ("a colour space that nobody knows", _added(b"/Unknown cs 1 scn 100 100 9 9 re f"), {"press.colour"}),
        ("colours through a profile", _press(_through_a_profile), {"press.colour", "press.image-colour"}),
        ("registration colour on the page", _added(b"/Registration cs 1 scn 100 100 9 9 re f"), {"press.colour"}),
        ("a gradient of a screen", _press(_shading), {"press.colour"}),
        ("red of a screen in a form", _first_form(_written(b"1 0 0 rg 0 0 9 9 re f ")), {"press.colour"}),
        ("red of a screen in a pattern", _press(_pattern), {"press.colour"}),
        ("an image of a screen", _press(_of_a_screen), {"press.image-colour"}),
        ("a gray image of a screen", _press(_gray_photograph), {"press.image-colour"}),
        (
            "an inline image",
            _added(b"9 0 0 9 100 100 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI"),
            {"press.image-colour", "press.place"},
        ),
        ("text in four inks", _content(CONTENTS, BLACK_TEXT, b"0.7 0.6 0.6 0.8 k\nBT"), {"press.black-text"}),
        ("an area of too much ink", _added(b"1 1 1 0.5 k 100 100 9 9 re f"), {"press.ink"}),
        ("an image of too much ink", _press(_full_of_ink), {"press.ink"}),
        ("a photograph turned over", _press(_photograph_turned_over), {"press.ink"}),
        ("an image of 85 dpi on paper", _press(_of_few_pixels), {"press.resolution"}),
        ("transparency blended by nobody", _press(_ungrouped), {"press.transparency"}),
        (
            "transparency blended on a screen",
            _first_form(lambda form: form.Group.__setitem__("/CS", Name.DeviceRGB)),
            {"press.transparency"},
        ),
        (
            "a file for the press of another manuscript",
            _press(lambda pdf: pdf.docinfo.__setitem__("/KankoManuscript", "0" * 64)),
            {"press.unpaired"},
        ),
        ("a page that is not printed", _press(lambda pdf: pdf.pages.__delitem__(-1)), {"press.pages"}),
        ("a line that is not printed", _content(COLOURS, rb"\[ <[^\]]*\] TJ", b""), {"press.text"}),
        ("text that is printed elsewhere", _content(COLOURS, rb"BT\n", b"1 0 0 1 4 0 cm\nBT\n"), {"press.place"}),
    ]
]
