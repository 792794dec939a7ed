"""The reference page of publication.toml, made from the model: run this module to write it again."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from build_tools.edition.model import Publication, built_in_profiles
from build_tools.edition.numbering import STYLES
from build_tools.edition.problems import help_of, model_in

PAGE = Path(__file__).with_name("REFERENCE.md")
_HEAD = """\
# publication.toml

<!-- Made from the model: .venv/bin/python -m build_tools.edition.reference -->

どのキーを書けるかの一覧です。太字のキーは必須です。
The keys that can stand in the file; those in bold must.

値の中の `{title}` や `{origin.date}` は、このファイルの別の値に置き換わります（日付は和暦になります）。
In a value, `{title}` or `{origin.date}` becomes that value of this file (a date becomes an era date).
"""
_COLUMNS = "| キー Key | 型 Type | 既定 Default | 説明 | Description | 例 Example |\n|---|---|---|---|---|---|"
_TYPES = {str: "文字列 text", bool: "true / false", int: "整数 number", datetime.date: "日付 date"}


def reference() -> str:
    """The page in Markdown: a table for each part of the file, then the built-in numbering profiles."""
    parts = [_HEAD, *(_part(name, model) for name, model in _models("", Publication)), _profiles()]
    return "\n".join(parts)


def _models(name: str, model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """Every model below this one, with its name in TOML: committee.members[], links.NAME."""
    yield name, model
    for key, field in model.model_fields.items():
        inner = model_in(field.annotation)
        if inner is not None:
            mark = {tuple: "[]", dict: ".NAME"}.get(get_origin(field.annotation), "")  # type: ignore[arg-type]
            yield from _models(f"{name}.{key}{mark}".removeprefix("."), inner)


def _part(name: str, model: type[BaseModel]) -> str:
    title = f"`{name}`" if name else "全体 The file"
    rows = [_row(key, field) for key, field in model.model_fields.items()]
    return "\n".join([f"## {title}", "", str(model.__doc__), "", _COLUMNS, *rows, ""])


def _row(key: str, field: FieldInfo) -> str:
    purpose = help_of(field)
    shown = f"**`{key}`**" if field.is_required() else f"`{key}`"
    example = f"`{purpose.example}`" if purpose.example else ""
    return f"| {shown} | {_type(field.annotation)} | {_default(field)} | {purpose.ja} | {purpose.en} | {example} |"


def _type(annotation: Any) -> str:
    origin, inner = get_origin(annotation), [arg for arg in get_args(annotation) if arg not in (type(None), ...)]
    if origin is Literal:
        return " / ".join(f'`"{choice}"`' for choice in inner)
    if origin is tuple:
        return f"一覧 list: {_type(inner[0])}"
    if origin is dict:
        return f"表 table: NAME = {_type(inner[1])}"
    if origin is Annotated:
        return _type(inner[0])
    return " / ".join(map(_type, inner)) if inner else _TYPES.get(annotation, "表 table")


def _default(field: FieldInfo) -> str:
    default = None if field.is_required() else field.get_default(call_default_factory=True)
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, tuple) and default:
        return f"`{json.dumps(default)}`"
    return f'`"{default}"`' if isinstance(default, str) and default else ""


def _profiles() -> str:
    rows = [
        f"| `{name}` | {profile.part} | {profile.chapter} | {' '.join(profile.section)} |"
        f" {profile.figure} {profile.table} |"
        for name, profile in built_in_profiles().items()
    ]
    samples = " ".join(f"`{{{sample}}}`" for sample in STYLES)
    head = [
        "## はじめからある番号の付け方 Built-in numbering",
        "",
        "| 名前 Name | 部 Part | 章 Chapter | 節 Section | 図表 Figure, table |",
        "|---|---|---|---|---|",
    ]
    return "\n".join([*head, *rows, "", f"数字の型 Styles of numerals: {samples}", ""])


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
