"""`errata.json`: corrections as bytes that depend on nothing but their content, and back."""

from __future__ import annotations

import json
from pathlib import Path

from build_tools.errata.model import Errata


def errata_json(errata: Errata) -> bytes:
    """The file: UTF-8, keys in order, defaults left out but for the version, a newline at the end."""
    plain = {"version": errata.version, **errata.model_dump(mode="json", exclude_defaults=True)}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def read_errata(path: Path) -> Errata:
    """The corrections of a file; raises OSError, or ValueError for what is none."""
    return Errata.model_validate_json(path.read_bytes())
