"""Whether WeasyPrint and pydyf are the ones whose internals were read (the table: `pinned`).

Whenever something is typeset, the installed versions must be the pinned ones (`require`). In the tests the source of
every function must be the one that was read (`changed`).
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import metadata
from pkgutil import resolve_name
from typing import Any

from build_tools.errors import KankoError, Problem, Text
from build_tools.press.pinned import PINS, VERSIONS
from build_tools.press.replaced import Pin


def require(versions: Mapping[str, str] = VERSIONS) -> None:
    """Refuse to typeset with libraries whose internals were not read.

    Raises KankoError with each library that is missing or has another version. Does not look at their source.
    """
    if problems := [_moved(library, found, versions[library]) for library, found in _others(versions)]:
        raise KankoError(problems)


def _others(versions: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    for library, version in versions.items():
        if (found := _installed(library)) != version:
            yield library, found


@cache
def _installed(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None


def _moved(library: str, found: str | None, version: str) -> Problem:
    there_en, there_ja = (f"is {found}", f"の版が {found} です") if found else ("is missing", "がありません")
    return Problem(
        "press.version",
        Text(
            f"{library} {there_en}; pages are typeset with its internals as they are in {version}.",
            f"{library} {there_ja}。組版は {version} の内部の仕組みを前提にしています。",
        ),
        remedy=Text(
            f"Install {library}=={version} (here: make distclean, then make).",
            f"{library}=={version} を入れてください（ここでは make distclean のあと make）。",
        ),
    )


def changed(pins: Iterable[Pin] = PINS) -> Iterator[str]:
    """A sentence for each function whose source is not the one that was read: what, who needs it, what to do."""
    for pin in pins:
        found = source_digest(pin.name)
        if found != pin.digest:
            state = "is gone or has no source" if found is None else "is not the function that was read"
            yield (
                f"{pin.name} {state}. build_tools/press: {pin.needed_by} relies on this: {pin.reason}. Read it, see "
                f"that this still holds or mend {pin.needed_by}, then set its digest in pinned.py to {found!r}."
            )


def source_digest(name: str) -> str | None:
    """The beginning of the SHA-256 of the source of a function, property, class or module; None where there is none."""
    try:
        found: Any = resolve_name(name)
        source = inspect.getsource(getattr(found, "fget", found))  # of a property, the function behind it
    except (ImportError, AttributeError, OSError, TypeError):
        return None
    return hashlib.sha256(source.encode()).hexdigest()[:16]
