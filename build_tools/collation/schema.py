"""The JSON Schema of `kanko collate --format json`, made from the model: run this module to write it again."""

from __future__ import annotations

import json
from pathlib import Path

from build_tools.collation.model import Collation

SCHEMA = Path(__file__).with_name("collation.schema.json")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> str:
    """The schema (draft 2020-12) as the file has it."""
    made = {"$schema": _DIALECT, **Collation.model_json_schema()}
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema(), encoding="utf-8")
