"""`manuscript.json`: the manuscript as bytes that depend on nothing but its content, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.manuscript.model import VERSION, Chapter, Manuscript


def chapter_json(chapter: Chapter) -> bytes:
    """A chapter as it stands in the file."""
    return _json(_plain(chapter))


def manuscript_json(frame: Manuscript, chapters: Callable[[str], Iterable[bytes]]) -> Iterator[bytes]:
    """The file in pieces: UTF-8, keys in order, defaults left out, a newline at the end.

    The frame has no chapters: `chapters` gives those of a document, by its id, as `chapter_json` has made them, so that
    no more than one need be at hand.
    """
    documents = (_object(_plain(document), "chapters", _each(chapters(document.id))) for document in frame.documents)
    yield from _object(_plain(frame), "documents", documents)
    yield b"\n"


def read_manuscript(path: Path) -> Manuscript:
    """The manuscript of a file.

    Raises KankoError with a sentence for a file that is not there, no manuscript, or of another version.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KankoError([_unreadable(path, str(error))]) from error
    try:
        return Manuscript.model_validate_json(data)
    except ValidationError as error:
        reason = error.errors(include_url=False)[0]["msg"]
        raise KankoError([_of_other_version(path, data) or _unreadable(path, reason)]) from error


def _plain(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", exclude_defaults=True)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _object(fields: Mapping[str, object], name: str, items: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    """An object of fields, and under a name an array of what is written already."""
    for position, key in enumerate(sorted({*fields, name})):
        yield b"," if position else b"{"
        yield _json(key) + b":"
        if key == name:
            yield from _array(items)
        else:
            yield _json(fields[key])
    yield b"}"


def _array(items: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    yield b"["
    for position, item in enumerate(items):
        if position:
            yield b","
        yield from item
    yield b"]"


def _each(items: Iterable[bytes]) -> Iterator[tuple[bytes]]:
    return ((item,) for item in items)


def _of_other_version(path: Path, data: bytes) -> Problem | None:
    try:
        version = json.loads(data)["version"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    said = (
        f"This manuscript has version {version}, and this program reads version {VERSION}.",
        f"この原稿データは版 {version} で、このプログラムが読めるのは版 {VERSION} です。",
    )
    return None if version == VERSION else _problem("version", path, *said)


def _unreadable(path: Path, reason: str) -> Problem:
    said = f"This is no manuscript that can be read ({reason}).", f"原稿データとして読めません（{reason}）。"
    return _problem("unreadable", path, *said)


def _problem(name: str, path: Path, en: str, ja: str) -> Problem:
    remedy = Text("Build the publication again.", "刊行物をもう一度作ってください。")
    return Problem(f"manuscript.{name}", Text(en, ja), Place(typed(path)), remedy)
