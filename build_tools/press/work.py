"""What a worker does: a unit in, its object file as bytes out. Values in and values out, so that a worker may be on any
machine with the same typesetter and fonts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from build_tools.collection import own_garbage_collected
from build_tools.errors import KankoError
from build_tools.press.objectfile import ObjectFile
from build_tools.press.unit import Unit

# What a stylesheet that brings fonts has in it.
FONT_FACE: Final = "@font-face"


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

    with own_garbage_collected():  # the boxes of a unit refer to each other, and none can go alone
        compiled, files = _compiled(unit)
    return Made(storage.dump(compiled), _own_fonts(unit, compiled, files))


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


def _own_fonts(unit: Unit, compiled: ObjectFile, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The font files that are not installed: there are none but in a unit that brings some."""
    from build_tools.press.fontfiles import installed

    if not any(FONT_FACE in sheet for sheet in unit.stylesheets):
        return {}
    present = {digest for use in compiled.interface.fonts for digest in installed(use.family)}
    return {digest: files[digest] for digest in files.keys() - present}
