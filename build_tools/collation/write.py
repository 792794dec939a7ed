"""A collation as data: bytes that depend on nothing but its content."""

from __future__ import annotations

import json

from build_tools.collation.model import Collation


def collation_json(collation: Collation) -> bytes:
    """UTF-8, keys in order, defaults left out but for the version, a newline at the end."""
    plain = {"version": collation.version, **collation.model_dump(mode="json", exclude_defaults=True)}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
