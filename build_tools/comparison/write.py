"""`comparison.json`: a comparison as bytes that depend on nothing but its content, and back."""

from __future__ import annotations

import json
from pathlib import Path

from build_tools.comparison.model import Comparison


def comparison_json(comparison: Comparison) -> bytes:
    """The file: UTF-8, keys in order, defaults left out but for the version, a newline at the end."""
    plain = {"version": comparison.version, **comparison.model_dump(mode="json", exclude_defaults=True)}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def read_comparison(path: Path) -> Comparison:
    """The comparison of a file; raises OSError, or ValueError for what is none."""
    return Comparison.model_validate_json(path.read_bytes())
