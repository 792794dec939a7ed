"""PDFs written by hand, object by object, so that a test can hold anything, right or wrong."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

Object = str | bytes
HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf(objects: Mapping[int, Object], trailer: str = "/Root 1 0 R", version: str = "1.7") -> bytes:
    """A file of these objects, with a cross-reference table."""
    out, places = bytearray(f"%PDF-{version}\n%\xe2\xe3\n".encode("latin-1")), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + _bytes(body) + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n".encode()
    for number in range(size):
        out += f"{places.get(number, 0):010} {'00000 n' if number in places else '65535 f'} \n".encode()
    return bytes(out) + f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()


def stream(data: Object, entries: str = "") -> bytes:
    """A stream."""
    body = _bytes(data)
    return f"<< /Length {len(body)} {entries} >>\nstream\n".encode() + body + b"\nendstream"


def packed(data: bytes, entries: str = "", times: int = 1) -> bytes:
    """A stream, deflated so many times."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, f"/Filter [{'/FlateDecode ' * times}] {entries}")


def one_page(
    content: Object = "", page: str = "", catalog: str = "", more: Mapping[int, Object] | None = None
) -> dict[int, Object]:
    """The objects of a document of one page (3), its content 4, Helvetica as F1 (5); yours begin with 10."""
    return {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R "
        f"{page if '/Resources' in page else f'{page} /Resources << /Font << /F1 5 0 R >> >>'} >>",
        4: content if isinstance(content, bytes) and b"stream" in content else stream(content),
        5: HELVETICA,
        **(more or {}),
    }


def _bytes(body: Object) -> bytes:
    return body.encode("latin-1") if isinstance(body, str) else body
