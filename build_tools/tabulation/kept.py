"""A sheet as a file in the folder of an edition that prints it, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from build_tools.tabulation.model import Sheet

FILE: Final = "sheet.json"
_SHEET: Final = TypeAdapter(Sheet)


def sheet_json(sheet: Sheet) -> bytes:
    """The file; of images it has the names alone: their content lies beside it."""
    return _SHEET.dump_json(sheet)


def read_sheet(file: Path) -> Sheet:
    """The sheet of a file, its images without content; raises ValueError for what is none."""
    return _SHEET.validate_json(file.read_bytes())
