"""publication.toml as plain data that still knows its lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import toml_rs

from build_tools.edition import messages
from build_tools.errors import KankoError, Place, Problem, typed

FILE = "publication.toml"
Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Source:
    """A TOML file: its path as the user would type it, its values, and where each stands."""

    path: str
    data: dict[str, Any]
    nodes: Mapping[str, Any]
    lines: tuple[str, ...]

    def place(self, key: Key) -> Place:
        """The line of a key; of a key that is not there, the line of what it would stand in."""
        return Place(self.path, self._line(key), dotted(key))

    def _line(self, key: Key) -> int:
        node: Any = self.nodes
        floor = line = 1
        for depth, step in enumerate(key, 1):
            inside = _inside(node)
            if not _has(inside, step):
                break
            node = inside[step]
            sure = _line_of(node) or self._header(key[:depth], floor)
            floor = sure or floor
            line = sure or _first_line(node) or line
        return line

    def _header(self, key: Key, start: int) -> int | None:
        """The line of a table's header: only that of its first key is known from the parser."""
        name = r"\s*\.\s*".join(re.escape(step) for step in key if isinstance(step, str))
        header = re.compile(rf"\s*\[\s*{name}\s*\]")
        return next((n for n, line in enumerate(self.lines, 1) if n >= start and header.match(line)), None)


def read_source(folder: Path) -> Source:
    """The publication.toml of a folder.

    Raises KankoError with one problem when it is missing, not UTF-8 or not TOML: nothing can be said of the rest then.
    """
    path = folder / FILE
    name = typed(path)
    if not path.is_file():
        raise KankoError([Problem("edition.missing-file", messages.NO_FILE, Place(name), messages.START)])
    text = _utf8(path.read_bytes(), name)
    try:
        document = toml_rs.load_with_metadata(text)
    except toml_rs.TOMLDecodeError as error:
        detail = str(error).splitlines()[-1]
        problem = "edition.bad-date" if detail.startswith("invalid date") else "edition.bad-toml"
        raise KankoError([Problem(problem, messages.not_toml(detail), Place(name, error.lineno))]) from error
    return Source(name, document.value, document.meta["nodes"], tuple(text.splitlines()))


def undecodable(content: bytes) -> int | None:
    """The line of the first byte that is not UTF-8, or None."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    return None


def dotted(key: Key) -> str:
    """A key as people write it: documents[2].chapters[1].file, counted from 1."""
    steps = [f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in key]
    return "".join(steps).removeprefix(".")


def _utf8(content: bytes, name: str) -> str:
    line = undecodable(content)
    if line is not None:
        raise KankoError([Problem("edition.not-utf8", messages.NOT_UTF8, Place(name, line), messages.SAVE_AS_UTF8)])
    return content.decode("utf-8-sig")


def _inside(node: Any) -> Any:
    """What a node holds: a table written under a header or with dots is its own content, other values carry theirs."""
    return node["value"] if isinstance(node, dict) and _is_value(node) else node


def _is_value(node: Mapping[str, Any]) -> bool:
    """Whether this describes a value; else it is a table, whose keys are the user's (and may be called value_line)."""
    return any(isinstance(node.get(mark), int | tuple) for mark in ("key_line", "value_line"))


def _has(inside: Any, step: str | int) -> bool:
    return step in inside if isinstance(inside, dict) else isinstance(inside, list) and step in range(len(inside))


def _line_of(node: Mapping[str, Any]) -> int | None:
    if not _is_value(node):
        return None
    line = node["key_line"] if "key_line" in node else node["value_line"]
    return int(line[0] if isinstance(line, tuple) else line)


def _first_line(node: Mapping[str, Any]) -> int | None:
    """The first line of what stands in a table written with dotted keys alone."""
    lines = (_line_of(child) or _first_line(child) for child in node.values())
    return min((line for line in lines if line), default=None)
