"""What a worker does: a unit in, its object file as bytes out. Values in and values out, so that a worker may be on any
machine with the same typesetter and fonts.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from build_tools.collection import no_collection
from build_tools.errors import KankoError
from build_tools.press.objectfile import ObjectFile
from build_tools.press.unit import Unit


@dataclass(frozen=True)
class Made:
    """An object file as bytes, and the font files in it that are not installed, by digest."""

    data: bytes
    fonts: Mapping[str, bytes]


class TypesetterError(Exception):
    """What the typesetter failed with, in words alone: its own exceptions may not travel."""


def work(unit: Unit) -> Made:
    """Compile a unit.

    Raises TypesetterError where that fails. What is no fault of the unit comes as itself: a KankoError, an ImportError,
    a MemoryError.
    """
    # The typesetter is imported only where something is typeset: it takes a second.
    from build_tools.press import storage
    from build_tools.press.fontfiles import installed

    _set_modules_apart()
    with _garbage_kept():
        compiled, files = _compiled(unit)
    present = {digest for use in compiled.interface.fonts for digest in installed(use.family)}
    return Made(storage.dump(compiled), {digest: files[digest] for digest in files.keys() - present})


def _compiled(unit: Unit) -> tuple[ObjectFile, dict[str, bytes]]:
    from build_tools.press import compile as compiler

    try:
        return compiler.compile_unit(unit)
    except (KankoError, ImportError, MemoryError):
        raise
    except SystemError as error:  # C code that failed without saying of what: seen where there was no memory
        raise MemoryError from error
    except Exception as error:
        raise TypesetterError(f"{type(error).__name__}: {error}") from None


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Collect the garbage of a unit at its end: the boxes refer to each other, and none can go before."""
    with no_collection():
        try:
            yield
        finally:
            gc.collect()


@cache
def _set_modules_apart() -> None:
    """Let the collector pass over what is imported: it stays, and would be looked at after each unit."""
    gc.collect()
    gc.freeze()
