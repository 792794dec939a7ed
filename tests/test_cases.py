"""Tiny editions: what comes of them is what their `expected/` says (see cases/README.md)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from build_tools.errors import KankoError
from build_tools.pipeline import Order, build

CASES = sorted(folder.parent for folder in (Path(__file__).parent / "cases").glob("*/source"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    work = tmp_path / case.name
    shutil.copytree(case, work)
    monkeypatch.chdir(work)
    monkeypatch.setenv("KANKO_LANG", "ja")
    found = outcome(work)
    if os.environ.get("KANKO_UPDATE"):
        update(case / "expected", found)
    expected = {file.name: file.read_text("utf-8") for file in (case / "expected").glob("*.txt")}
    assert found == expected


def outcome(work: Path) -> dict[str, str]:
    """What comes of an edition, as text by file name."""
    try:
        built = build(Order(Path("source"), Path("dist")))
    except KankoError as error:
        assert not (work / "dist").exists()
        return {"problems.txt": "".join(f"{problem.say('ja')}\n" for problem in error.problems)}
    return {f"{product.name}.txt": described(product.path) for product in built.products if product.pages}


def described(file: Path) -> str:
    """The pages of a PDF with their text, its outline and its links."""
    reader = pypdf.PdfReader(file)
    lines = [*pages(reader), "=== outline", *outline(reader.outline, ""), "=== links", *links(reader)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def pages(reader: pypdf.PdfReader) -> Iterator[str]:
    for number, page in enumerate(reader.pages, 1):
        yield f"=== page {number}, {float(page.mediabox.width):.0f} × {float(page.mediabox.height):.0f}"
        yield page.extract_text()


def outline(entries: list, indent: str) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, list):
            yield from outline(entry, indent + "    ")
        else:
            yield indent + str(entry.title)


def links(reader: pypdf.PdfReader) -> Iterator[str]:
    for number, page in enumerate(reader.pages, 1):
        for annotation in (entry.get_object() for entry in page.get("/Annots", [])):
            action = annotation.get("/A", {"/D": annotation.get("/Dest")})
            yield f"page {number}: {annotation['/Contents']} → {destination(reader, action)}"


def destination(reader: pypdf.PdfReader, action: dict) -> str:
    if "/URI" in action:
        return str(action["/URI"])
    if "/F" in action:
        return f"{action['/F']} {action['/D']}"
    if isinstance(action["/D"], list):  # of a footnote
        page, _, _, top, _ = action["/D"]
        return f"page {reader.get_page_number(page.get_object()) + 1}, {float(top):.0f} pt"
    place = reader.named_destinations[action["/D"]]
    return f"page {reader.get_destination_page_number(place) + 1}, {float(place.top):.0f} pt ({action['/D']})"


def update(folder: Path, found: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, text in found.items():
        (folder / name).write_text(text, "utf-8")
