"""Values out of objects that may be anything (ISO 32000-1, 7.3): what is asked for, or None, never an error.

An object that is not there is null (7.3.10); what cannot be read at all is the reader's to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from build_tools.inspection.document import Box

LONGEST = 1000


def resolved(value: Any) -> Any:
    """The object itself, however it is referred to; None for null."""
    found = value.get_object() if isinstance(value, IndirectObject) else value
    return None if isinstance(found, NullObject) else found


def get(holder: Any, key: str) -> Any:
    """An entry of a dictionary or stream, resolved; None where there is none."""
    return resolved(entry(holder, key))


def entry(holder: Any, key: str) -> Any:
    """An entry as it stands, so that the number of its object is known; None where there is none."""
    return holder.raw_get(key) if isinstance(holder, DictionaryObject) and key in holder else None


def dictionary(holder: Any, key: str) -> DictionaryObject | None:
    """An entry that is a dictionary (or a stream)."""
    value = get(holder, key)
    return value if isinstance(value, DictionaryObject) else None


def entries(holder: Any, key: str) -> dict[str, Any]:
    """The entries of an entry that is a dictionary, not resolved; none where it is anything else."""
    return dict(dictionary(holder, key) or {})


def listed(pairs: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Entries as names and short texts, sorted: the order in which a file has them means nothing (7.3.7)."""
    return tuple(sorted((str(key)[1:], shown(value)) for key, value in pairs.items()))


def boolean(value: Any) -> bool:
    """Whether it is true; anything else is not."""
    found = resolved(value)
    return isinstance(found, BooleanObject) and bool(found.value)


def items(value: Any) -> list[Any]:
    """The items of an array, not resolved; one that is no array is the only item of itself."""
    if value is None:
        return []
    found = resolved(value)
    return list(found) if isinstance(found, ArrayObject) else [value]


def array(holder: Any, key: str) -> list[Any]:
    """The items of an entry that is an array, not resolved; none where it is anything else."""
    value = get(holder, key)
    return list(value) if isinstance(value, ArrayObject) else []


def name(value: Any) -> str | None:
    """A name without its slash."""
    found = resolved(value)
    return str(found)[1:] if isinstance(found, NameObject) else None


def text(value: Any) -> str | None:
    """A text string (7.9.2.2); of one that is not text, its bytes as Latin-1."""
    found = resolved(value)
    if isinstance(found, ByteStringObject):
        return bytes(found).decode("latin-1")
    return str(found) if isinstance(found, TextStringObject) else None


def number(value: Any) -> float | None:
    """A number."""
    found = resolved(value)
    return float(found) if isinstance(found, NumberObject | FloatObject) else None


def integer(value: Any) -> int | None:
    """A whole number."""
    found = resolved(value)
    return int(found) if isinstance(found, NumberObject) else None


def rectangle(value: Any) -> Box | None:
    """A rectangle (7.9.5), its corners put in order."""
    found = [number(item) for item in items(value)]
    if len(found) != 4 or None in found:
        return None
    a, b, c, d = (float(item or 0) for item in found)
    return Box(min(a, c), min(b, d), max(a, c), max(b, d))


def reference(value: Any) -> int | None:
    """The number of the object that is referred to."""
    return int(value.idnum) if isinstance(value, IndirectObject) else None


def decoded(stream: StreamObject) -> str:
    """A stream's data as text, as well as it is text."""
    return stream.get_data().decode("utf-8", "replace")


class Seen:
    """Which objects have been visited. One that is written where it stands has one place, and is always new."""

    def __init__(self) -> None:
        self._numbers: set[int] = set()

    def before(self, value: Any) -> bool:
        """Whether this has been asked of the same object before."""
        found = reference(value)
        if found is None:
            return False
        known = found in self._numbers
        self._numbers.add(found)
        return known


def shown(value: Any) -> str:
    """Any value as a short text: names without slash, text as it is, what is nested by its kind alone."""
    found = resolved(value)
    if isinstance(found, StreamObject):
        return "stream"
    if isinstance(found, DictionaryObject | ArrayObject):
        return "dictionary" if isinstance(found, DictionaryObject) else "array"
    said = name(found) or text(found)
    return (str(found) if said is None else said)[:LONGEST]


def tree(root: Any, leaf: str) -> Iterator[tuple[Any, Any]]:
    """The pairs of a name tree or number tree (7.9.6, 7.9.7), `leaf` being Names or Nums; no node is visited twice."""
    waiting, seen = [root], Seen()
    while waiting:
        node = waiting.pop()
        if seen.before(node):
            continue
        found = resolved(node)
        pairs = array(found, f"/{leaf}")
        yield from zip(pairs[0::2], pairs[1::2], strict=False)
        waiting.extend(reversed(array(found, "/Kids")))
