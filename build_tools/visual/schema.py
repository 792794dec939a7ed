"""The JSON Schema of a comparison of pages, made from the model: run this module to write it again."""

from __future__ import annotations

import json
from pathlib import Path

from build_tools.visual.model import PageComparison

SCHEMA = Path(__file__).with_name("pages.schema.json")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> str:
    """The schema (draft 2020-12) as the file has it."""
    made = {"$schema": _DIALECT, **PageComparison.model_json_schema()}
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema(), encoding="utf-8")
