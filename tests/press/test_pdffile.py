"""Writing a PDF file as it comes: pieces of streams, numbers, object streams, name trees; read back by others."""

from __future__ import annotations

import io
import random
import subprocess
import zlib

import pypdf
import pytest

from build_tools.press.deflate import piece, stored, stream
from build_tools.press.nametree import add_name_tree
from build_tools.press.pdffile import PdfFile


def test_pieces_are_one_stream():
    dice = random.Random(1)
    for _ in range(50):
        parts = [bytes(dice.choices(b"abc", k=dice.choice([0, 1, 7, 30000]))) for _ in range(dice.randint(0, 6))]
        pieces = [stored(part) if dice.random() < 0.5 else piece(part) for part in parts]
        assert zlib.decompress(stream(pieces)) == b"".join(parts)


def test_a_wrong_piece_is_noticed():
    """The checksum that is joined covers every byte: one changed in a stored piece is an error for readers."""
    spoilt = stream([piece(b"abc"), stored(b"12")]).replace(b"12", b"13")
    with pytest.raises(zlib.error):
        zlib.decompress(spoilt)


def written(fill) -> bytes:
    """A file of one empty page, with what `fill` adds and puts into the catalog."""
    output = io.BytesIO()
    file = PdfFile(output)
    root, pages = file.reserve(1), file.reserve(1)
    page = file.add(b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]/Resources<<>>>>" % pages)
    file.add(b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % page, pages)
    file.add(b"<</Type/Catalog/Pages %d 0 R%s>>" % (pages, fill(file, b"%d 0 R" % page)), root)
    file.close(root, file.add(b"<</Producer(t)>>"))
    return output.getvalue()


@pytest.mark.parametrize("count", [0, 1, 499, 500, 1201])
def test_files_of_any_number_of_objects_are_sound(count, tmp_path):
    """Also with numbers that were reserved and never used."""

    def fill(file: PdfFile, page: bytes) -> bytes:
        file.reserve(3)
        for number in range(count):
            file.add(b"(%d)" % number)
            if number % 100 == 0:
                file.add_stream(b"<</A 1>>", b"x" * number)
        return b""

    path = tmp_path / "x.pdf"
    path.write_bytes(written(fill))
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    assert len(pypdf.PdfReader(path).pages) == 1


def test_every_name_is_found_in_its_tree():
    names = [f"c{number}:x" for number in range(450)] + ["日本（語）", "back\\slash)", "Ａ"]

    def fill(file: PdfFile, page: bytes) -> bytes:
        places = {name: b"[%s/XYZ %d 0 0]" % (page, number) for number, name in enumerate(names)}
        return b"/Names<</Dests %d 0 R>>" % add_name_tree(file, places)

    data = written(fill)
    found = pypdf.PdfReader(io.BytesIO(data)).named_destinations
    assert {name: int(found[name].left) for name in names} == {name: number for number, name in enumerate(names)}
    tree = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/Names"]["/Dests"]["/Kids"]
    limits = [tuple(map(bytes, (each.original_bytes for each in leaf.get_object()["/Limits"]))) for leaf in tree]
    assert len(limits) == 3 and limits == sorted(limits) and all(first <= last for first, last in limits)


def test_the_same_objects_are_the_same_file():
    assert written(lambda file, page: b"") == written(lambda file, page: b"")
    assert written(lambda file, page: b"") != written(lambda file, page: b"/A 1")
