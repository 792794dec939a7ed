"""Pandoc's tree (its JSON), made fit to be written: notes where they are called, no empty paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from build_tools.export.page import CALL, NOTE

_NOTHING: Final = ["", [], []]


def with_notes(blocks: list[Any]) -> list[Any]:
    """Blocks with each note where it is called, and nowhere else."""
    notes: dict[str, Any] = {}
    rest = _without(blocks, notes)
    return list(_called(rest, notes))


def _without(value: Any, notes: dict[str, Any]) -> Any:
    """A tree without its notes, which are gathered by name."""
    if isinstance(value, list):
        return [_without(each, notes) for each in value if not _is_empty(each) and not _is_note(each, notes)]
    if isinstance(value, dict):
        return {key: _without(each, notes) for key, each in value.items()}
    return value


def _is_empty(value: Any) -> bool:
    """A paragraph with nothing in it but names of places."""
    if not isinstance(value, dict) or value.get("t") not in ("Para", "Plain"):
        return False
    return all(inner.get("t") == "Span" and not inner["c"][1] for inner in value["c"])


def _is_note(value: Any, notes: dict[str, Any]) -> bool:
    if not isinstance(value, dict) or value.get("t") != "Div" or NOTE not in value["c"][0][1]:
        return False
    notes[value["c"][0][0].removeprefix(f"{NOTE}-")] = _without(value["c"][1], notes)
    return True


def _called(value: Any, notes: Mapping[str, Any], open_: tuple[str, ...] = ()) -> Any:
    """A tree with a note in the place of each call. No note can stand in a note: its text follows that of the other;
    `open_` are the notes that are being made.
    """
    if isinstance(value, list):
        return [_called(each, notes, open_) for each in value]
    if isinstance(value, dict) and value.get("t") == "Span" and CALL in value["c"][0][1]:
        name = _name(value)
        return {"t": "Str", "c": ""} if open_ else {"t": "Note", "c": [*_text(name, notes, ())]}
    if isinstance(value, dict):
        return {key: _called(each, notes, open_) for key, each in value.items()}
    return value


def _text(name: str, notes: Mapping[str, Any], open_: tuple[str, ...]) -> Iterator[Any]:
    """The blocks of a note, then those of notes that it calls."""
    if name not in open_:
        open_ = (*open_, name)
        yield from _called(notes.get(name, []), notes, open_)
        for inner in _calls(notes.get(name, [])):
            yield from _text(inner, notes, open_)


def _calls(value: Any) -> Iterator[str]:
    if isinstance(value, dict) and value.get("t") == "Span" and CALL in value["c"][0][1]:
        yield _name(value)
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _calls(each)


def _name(call: Any) -> str:
    return "".join(each.get("c", "") for each in call["c"][1])


def plain(value: Any) -> Any:
    """A tree without classes, names of places, and links to these."""
    if isinstance(value, list):
        return [plain(inner) for each in value for inner in _inside(each)]
    if isinstance(value, dict):
        kind, content = value.get("t"), value.get("c")
        if kind in _NAMED and content:
            at = _NAMED[kind]
            content = [*content[:at], _NOTHING, *content[at + 1 :]]
            return {"t": kind, "c": plain(content)}
        return {key: plain(each) for key, each in value.items()}
    return value


# Where the names and classes of an element stand in it.
_NAMED: Final = {"Header": 1, "Table": 0, "Figure": 0, "Link": 0, "Code": 0}


def _inside(value: Any) -> Iterator[Any]:
    """What stands in an element that is nothing but a name for it; else the element."""
    if _is_name(value):
        for inner in value["c"][1]:
            yield from _inside(inner)
    else:
        yield value


def _is_name(value: Any) -> bool:
    kind = value.get("t") if isinstance(value, dict) else None
    return kind in ("Div", "Span") or (kind == "Link" and value["c"][2][0].startswith("#"))
