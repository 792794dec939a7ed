"""Images (ISO 32000-1, 8.9.5) in inks. What is gray is kept as it is, with a table of blacks; what was a photograph
(JPEG) becomes one again, everything else is kept to the pixel.
"""

from __future__ import annotations

import io
import zlib
from typing import Any, Final

from pikepdf import Array, Name, Pdf, PdfImage, String
from pikepdf.models.image import UnsupportedImageTypeError
from PIL import Image

from build_tools.prepress.content import space_name
from build_tools.prepress.inks import Inks
from build_tools.prepress.messages import not_converted
from build_tools.prepress.spaces import Target, read_space

# Colours: what has no more is drawn, not photographed, and its grays are printed in black alone.
FEW: Final = 4096
QUALITY: Final = 95
LEVEL: Final = 9


def convert_image(image: Any, named: Any, target: Target, pdf: Pdf) -> None:
    """Give an image the colours of a target; one that only stencils (8.9.6.2) has none.

    Raises KankoError for one that can't be read.
    """
    if image.get("/ImageMask"):
        return
    space = read_space(image.ColorSpace, named)
    if space.stays or (space.family == "gray" and target.space == "/DeviceGray"):
        return
    if "/Decode" in image or isinstance(image.get("/Mask"), Array) or space.family == "lab":
        raise not_converted("image with colours of its own kind")
    picture, was_photograph = _read(image), "/DCTDecode" in _filters(image)
    if picture.mode in ("1", "L") and isinstance(target, Inks):
        _keep_gray(image, picture.convert("L"), target)
        return
    coloured = picture.convert("RGB")
    if coloured.getcolors(FEW):
        _write(image, target.drawing(coloured), target)
    else:
        _write(image, target.picture(coloured), target, as_photograph=was_photograph)


def _read(image: Any) -> Image.Image:
    try:
        return PdfImage(image).as_pil_image(apply_mask=False)
    except (UnsupportedImageTypeError, NotImplementedError, OSError, ValueError) as error:
        raise not_converted(f"image: {error}") from error


def _filters(image: Any) -> list[str]:
    found = image.get("/Filter", [])
    return [str(found)] if isinstance(found, Name) else [str(each) for each in found]


def _keep_gray(image: Any, picture: Image.Image, inks: Inks) -> None:
    """Its grays, and a table (8.6.6.3) that says which black each is."""
    table = b"".join(bytes((0, 0, 0, black)) for black in inks.tones)
    image.write(zlib.compress(picture.tobytes(), LEVEL), filter=Name.FlateDecode)
    image.ColorSpace = Array([Name.Indexed, Name.DeviceCMYK, 255, String(table)])
    image.BitsPerComponent = 8


def _write(image: Any, picture: Image.Image, target: Target, *, as_photograph: bool = False) -> None:
    if as_photograph and picture.mode == "CMYK":
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=QUALITY, subsampling=0)
        image.write(file.getvalue(), filter=Name.DCTDecode)
        image.Decode = Array([1, 0] * 4)  # Pillow writes the negative, as Adobe's programs do
    else:
        image.write(zlib.compress(picture.tobytes(), LEVEL), filter=Name.FlateDecode)
    image.ColorSpace = space_name(target)
    image.BitsPerComponent = 8
