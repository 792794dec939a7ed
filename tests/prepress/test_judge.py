"""Outside judges of files for the press."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pdf_oxide


def judged(file: Path) -> dict[str, object]:
    verdict: dict[str, object] = pdf_oxide.PdfDocument(str(file)).validate_pdf_x("4")
    return verdict


def test_they_are_pdfx4(pairs: list[tuple[Path, Path]]):
    for web, press in pairs:
        verdict = judged(press)
        assert (verdict["valid"], verdict["errors"], verdict["warnings"]) == (True, [], [])
        assert not judged(web)["valid"]


def test_qpdf_finds_nothing(pairs: list[tuple[Path, Path]]):
    for _, press in pairs:
        said = subprocess.run(["qpdf", "--check", str(press)], capture_output=True, check=False, text=True)
        assert said.returncode == 0, said


def test_every_font_is_embedded(pairs: list[tuple[Path, Path]]):
    for _, press in pairs:
        listed = subprocess.run(["pdffonts", str(press)], capture_output=True, check=True, text=True).stdout
        rows = [line.split()[-5:] for line in listed.splitlines()[2:]]
        assert rows and all(row[0] == "yes" for row in rows)
