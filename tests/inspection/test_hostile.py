"""Files that are broken or made to harm: each gets a sentence, or is read, within the limits; never more."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import time
from pathlib import Path

import pytest

from build_tools.errors import KankoError
from build_tools.inspection import Limits, inspect
from tests.inspection.mutate import survey
from tests.inspection.writing import HELVETICA, one_page, packed, pdf, stream

ZEROS = 400_000_000
SECONDS = 30  # three times the limit that the inspection has: slow is no failure, but unlimited is
PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] >>"


def told(path: Path, limits: Limits | None = None) -> str | None:
    """The name of the problem; None where the file was read. Too slow is a failure, and so is a sentence that lacks."""
    started = time.monotonic()
    try:
        inspect(path, limits)
        return None
    except KankoError as error:
        (problem,) = error.problems
        assert problem.what.en.endswith(".") and problem.what.ja.endswith("。") and problem.remedy
        assert problem.place and path.name in problem.place.path
        return problem.name.removeprefix("inspection.")
    finally:
        assert time.monotonic() - started < SECONDS
        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= 2**30


def test_what_is_no_pdf(tmp_path):
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "text.pdf").write_text("not a PDF at all")
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "loop.pdf").symlink_to(tmp_path / "loop.pdf")
    expected = {"empty": "empty", "text": "not-pdf", "pipe": "no-file", "loop": "not-readable", "none": "not-readable"}
    assert {name: told(tmp_path / f"{name}.pdf") for name in expected} == expected
    assert told(tmp_path) == "no-file"
    (tmp_path / "sparse.pdf").touch()
    os.truncate(tmp_path / "sparse.pdf", 10**12)
    assert told(tmp_path / "sparse.pdf") in ("not-pdf", "too-large")


@pytest.mark.parametrize("part", [0.01, 0.5, 0.9])
def test_truncated(report, tmp_path, part):
    data = report.read_bytes()
    (tmp_path / "cut.pdf").write_bytes(data[: int(len(data) * part)])
    assert told(tmp_path / "cut.pdf") == "damaged"


def test_encrypted(report, tmp_path):
    for name, bits in (("old", "128"), ("new", "256")):
        arguments = ["--encrypt", "secret", "owner", bits, "--", report, tmp_path / f"{name}.pdf"]
        subprocess.run(["qpdf", "--allow-weak-crypto", *arguments], check=True)
        assert told(tmp_path / f"{name}.pdf") == "encrypted"


def zeros() -> bytes:
    return bytes(ZEROS)


def fan_out(width: int = 10, depth: int = 12) -> dict[int, str | bytes]:
    """Forms that draw the next form ten times each: ten to the twelfth at the end."""
    form = (
        "/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /N {} 0 R >> /Font << /F1 5 0 R >> >>"
    )
    more = {10 + n: stream("/N Do " * width, form.format(11 + n)) for n in range(depth)}
    more[10 + depth] = stream("BT /F1 1 Tf (x) Tj ET", form.format(10 + depth))
    return one_page("/N Do", "/Resources << /XObject << /N 10 0 R >> >>", more=more)


def lots(entries: str) -> dict[int, str | bytes]:
    return one_page(catalog=entries)


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
LAUGHS = f'<!DOCTYPE x [<!ENTITY e0 "ha">{ENTITIES}]><x>&e11;</x>'
SELF = "/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /N 10 0 R >> >>"
IMAGE = "/Type /XObject /Subtype /Image /Width {0} /Height {0} /BitsPerComponent 8 /ColorSpace /DeviceRGB"
DRAWN = "/Resources << /XObject << /N 10 0 R >> >>"

# What each is told; "read" where there is no harm in it.
HOSTILE = {
    "page tree in a circle": ("damaged", lambda: {**one_page(), 2: "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"}),
    "page tree without an end": (
        "damaged", lambda: {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Count 1 /Kids [2 0 R] >>"},
    ),
    "deep page tree": ("damaged", lambda: {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        **{n: f"<< /Type /Pages /Count 1 /Kids [{n + 1} 0 R] >>" for n in range(2, 5000)}, 5000: PAGE,
    }),
    "huge count of pages": (
        "read", lambda: {**one_page(), 2: "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>"},
    ),
    "negative count": ("read", lambda: {**one_page(), 2: "<< /Type /Pages /Kids [3 0 R] /Count -1 >>"}),
    "no pages": ("damaged", lambda: {1: "<< /Type /Catalog >>"}),
    "catalog that is a number": ("damaged", lambda: {1: "7"}),
    "structure in a circle": ("read", lambda: one_page(
        catalog="/StructTreeRoot 10 0 R", more={10: "<< /K 11 0 R >>", 11: "<< /S /P /K [11 0 R 10 0 R] >>"},
    )),
    "outline in a circle": ("read", lambda: one_page(
        catalog="/Outlines 10 0 R", more={10: "<< /First 11 0 R >>", 11: "<< /Title (x) /Next 11 0 R /First 11 0 R >>"},
    )),
    "names in a circle": ("read", lambda: one_page(
        catalog="/Names << /Dests 10 0 R >> /PageLabels 10 0 R", more={10: "<< /Kids [10 0 R 10 0 R] >>"},
    )),
    "objects that refer to themselves": ("damaged", lambda: one_page(catalog="/Lang 10 0 R", more={10: "10 0 R"})),
    "deep arrays": ("damaged", lambda: lots("/Lang " + "[" * 200_000 + "]" * 200_000)),
    "bomb on the page": ("read", lambda: {**one_page(), 4: packed(zeros())}),
    "bomb in a bomb": ("read", lambda: {**one_page(), 4: packed(zeros(), times=3)}),
    "bomb of metadata": ("died|too-large|read", lambda: one_page(
        catalog="/Metadata 10 0 R", more={10: packed(zeros())},
    )),
    "bomb of a script": ("damaged", lambda: one_page(
        catalog="/OpenAction << /S /JavaScript /JS 10 0 R >>", more={10: packed(zeros())},
    )),
    "bomb of an image": ("read", lambda: one_page("/N Do", DRAWN, more={10: packed(zeros(), IMAGE.format(11_000))})),
    "huge image without data": ("read", lambda: one_page("/N Do", DRAWN, more={10: stream("", IMAGE.format(2**30))})),
    "bomb of a map to Unicode": ("read", lambda: one_page(
        "BT /F1 9 Tf (x) Tj ET", more={5: HELVETICA[:-2] + "/ToUnicode 10 0 R >>", 10: packed(zeros())},
    )),
    "billion laughs": ("read", lambda: one_page(catalog="/Metadata 10 0 R", more={10: stream(LAUGHS)})),
    "form in itself": ("died|too-large", lambda: one_page("/N Do", DRAWN, more={10: stream("/N Do /N Do", SELF)})),
    "forms that multiply": ("died|too-large|too-long", fan_out),
    "deep graphics states": ("read", lambda: {**one_page(), 4: packed(b"q " * 5_000_000)}),
    "millions of glyphs": ("died|too-large|too-long", lambda: {
        **one_page(), 4: packed(b"BT /F1 1 Tf " + b"(aaaaaaaaaa) Tj " * 300_000),
    }),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(tmp_path, name):
    expected, objects = HOSTILE[name]
    path = tmp_path / "hostile.pdf"
    path.write_bytes(pdf(objects()))
    found = told(path)
    assert (found or "read") in expected.split("|")


def test_a_huge_table_of_objects(tmp_path):
    data = re.sub(rb"xref\n0 6", b"xref\n0 4000000000", pdf(one_page())).replace(b"/Size 6", b"/Size 4000000000")
    (tmp_path / "huge.pdf").write_bytes(data)
    assert told(tmp_path / "huge.pdf") in (None, "damaged")


def test_time_and_memory_are_limited(report):
    assert told(report, Limits(seconds=0.05)) == "too-long"
    assert told(report, Limits(megabytes=40)) in ("too-large", "died")
    assert told(report) is None


def test_nothing_but_data_comes_from_the_child(tmp_path):
    """A child that has been taken over cannot have the parent run what it likes."""
    import io
    import pickle

    from build_tools.inspection.process import _Answer

    for evil in (os.system, subprocess.Popen, eval, Path):
        with pytest.raises(pickle.UnpicklingError):
            _Answer(io.BytesIO(pickle.dumps(evil))).load()


def test_mutations(report, tmp_path):
    """The same every time; `python -m tests.inspection.mutate 1000` makes more of them."""
    outcomes = survey(report, range(40), tmp_path)
    assert sum(outcomes.values()) == 40 and "read" in outcomes and "inspection.damaged" in outcomes
