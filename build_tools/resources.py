"""Where the files lie that ship with the program."""

from __future__ import annotations

from pathlib import Path


def templates_root() -> Path:
    """The templates: in the wheel beside the program, in the repository at its top level."""
    package = Path(__file__).resolve().parent
    shipped = package / "templates"
    return shipped if shipped.is_dir() else package.parent / "templates"
