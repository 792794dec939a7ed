"""The images of a file for people made smaller, as far as the edition allows; everything else stays as it is."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Dictionary, Name, ObjectStreamMode, PdfImage
from pikepdf.models.image import UnsupportedImageTypeError
from PIL import Image

from build_tools.edition import Images
from build_tools.prepress.placement import shown_sizes

# Where the edition allows fewer pixels and says nothing of quality.
QUALITY: Final = 90
# What would lose fewer pixels is left as it is.
WORTH: Final = 0.95
_MODES: Final = {"/DeviceGray": "L", "/DeviceRGB": "RGB"}
_BYTES: Final = 8
_INCH: Final = 72


def reduced(source: Path, target: Path, images: Images) -> None:
    """Write a file with smaller images. An image that would not get smaller stays as it is; so does one of another kind
    than eight bits of gray or RGB. The same bytes for the same file and settings.
    """
    with pikepdf.open(source) as pdf:
        for number, size in shown_sizes(pdf).items():
            image = pdf.get_object(number)
            if _is_plain(image):
                _reduce(image, _share(image, size, images.dpi), images.quality)
        target.parent.mkdir(parents=True, exist_ok=True)
        pdf.save(target, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)


def _is_plain(image: Any) -> bool:
    depth, space = int(image.get("/BitsPerComponent", 0)), image.get("/ColorSpace")
    return depth == _BYTES and isinstance(space, Name) and str(space) in _MODES and "/Decode" not in image


def _share(image: Any, size: tuple[float, float], dpi: int | None) -> float:
    """How much of its width and height an image must keep for so many dots an inch, at most 1."""
    if dpi is None:
        return 1.0
    wanted = [length / _INCH * dpi for length in size]
    share = max(wanted[0] / int(image.Width), wanted[1] / int(image.Height))
    return share if 0 < share < WORTH else 1.0


def _reduce(image: Any, share: float, quality: int | None) -> None:
    is_photograph = image.get("/Filter") == Name.DCTDecode
    if share == 1.0 and not (is_photograph and quality):
        return
    try:
        picture = _smaller(PdfImage(image).as_pil_image(apply_mask=False), share)
    except (UnsupportedImageTypeError, OSError, ValueError):
        return
    if picture.mode != _MODES[str(image.ColorSpace)]:
        return
    made = _photograph(image, picture, quality or QUALITY) if is_photograph else _pixels(image, picture)
    if made:
        _reduce_mask(image, share)


def _reduce_mask(image: Any, share: float) -> None:
    """What says how opaque an image is (11.6.5.3) needs no more pixels than the image."""
    mask = image.get("/SMask")
    if mask is not None and share < 1 and _is_plain(mask):
        _pixels(mask, _smaller(PdfImage(mask).as_pil_image(apply_mask=False), share))


def _smaller(picture: Image.Image, share: float) -> Image.Image:
    if share == 1.0:
        return picture
    size = math.ceil(picture.width * share), math.ceil(picture.height * share)
    return picture.resize(size, Image.Resampling.LANCZOS)


def _photograph(image: Any, picture: Image.Image, quality: int) -> bool:
    """Keep a picture as JPEG in the place of an image, if that is smaller; whether it is."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality, optimize=True)
    return _exchange(image, picture, file.getvalue(), Name.DCTDecode, None)


def _pixels(image: Any, picture: Image.Image) -> bool:
    """Keep a picture pixel by pixel, as PNG predicts them (7.4.4.4), if that is smaller; whether it is."""
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    colours = len(picture.getbands())
    predicted = Dictionary(Predictor=15, Colors=colours, BitsPerComponent=_BYTES, Columns=picture.width)
    return _exchange(image, picture, _data_of_png(file.getvalue()), Name.FlateDecode, predicted)


def _exchange(image: Any, picture: Image.Image, data: bytes, filter_: Any, parameters: Any) -> bool:
    if len(data) >= len(image.read_raw_bytes()):
        return False
    image.write(data, filter=filter_, decode_parms=parameters)
    image.Width, image.Height = picture.size
    return True


def _data_of_png(png: bytes) -> bytes:
    """The data of a PNG file (PNG 3, 5.3, 11.2.3): its IDAT chunks, one after the other."""
    at, data = 8, bytearray()
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        if kind == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    return bytes(data)
