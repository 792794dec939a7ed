"""What decides how a unit is typeset, beside the unit itself: programs and fonts, as plain strings that can be compared
from machine to machine.
"""

from __future__ import annotations

import ctypes
import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

from build_tools.press.fontlist import listed

# The modules and libraries that decide what compiling yields.
COMPILER: Final = (
    "__init__",
    "adjusting",
    "attributes",
    "beside",
    "compile",
    "composing",
    "deflate",
    "economies",
    "engine",
    "faces",
    "fitting",
    "fontfiles",
    "fontlist",
    "gridding",
    "heads",
    "interlinear",
    "kinsoku",
    "linkwords",
    "marking",
    "messages",
    "notelinks",
    "objectfile",
    "pinned",
    "pins",
    "placing",
    "punctuation",
    "relocation",
    "replaced",
    "roles",
    "rules",
    "showing",
    "sidenotes",
    "storage",
    "styles",
    "tagging",
    "typesetting",
    "unit",
    "work",
)
LIBRARIES: Final = ("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "pillow", "fonttools")
_SHARED: Final = {
    "pango": ("libpango-1.0.so.0", "pango_version_string"),
    "harfbuzz": ("libharfbuzz.so.0", "hb_version_string"),
}
MISSING: Final = "missing"


def toolchain(families: Iterable[str] = ()) -> dict[str, str]:
    """The parts that typesetting with these font families depends on, each with its version or the digest of its files.

    What is not there is `missing`. Asks the machine once in a process.
    """
    return {**_programs(), **{f"font {family}": _font(family) for family in sorted(families)}}


def faces(families: Iterable[str]) -> frozenset[str]:
    """The PostScript names of the installed faces of some font families."""
    wanted = set(families)
    return frozenset(face for names, face, _ in _fonts() if face and wanted.intersection(names))


def differences(expected: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """What differs, each as `pango 1.56.3 instead of 1.50.12`."""
    pairs = {name: (found.get(name, MISSING), expected.get(name, MISSING)) for name in {**expected, **found}}
    return [f"{name} {here} instead of {there}" for name, (here, there) in pairs.items() if here != there]


@cache
def _programs() -> Mapping[str, str]:
    return {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "kanko": _digest(Path(__file__).with_name(f"{name}.py") for name in COMPILER),
        **{name: _version(name) for name in LIBRARIES},
        **{name: _shared(*place) for name, place in _SHARED.items()},
    }


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return MISSING


def _shared(library: str, function: str) -> str:
    """The version of a shared library, asked of itself."""
    try:
        version = getattr(ctypes.CDLL(library), function)
    except (OSError, AttributeError):
        return MISSING
    version.restype = ctypes.c_char_p
    return str(version().decode())


@cache
def _font(family: str) -> str:
    """The digest of the files of a family, wherever they lie."""
    files = {file for names, _, file in _fonts() if family in names}
    return _digest(files) if files else MISSING


def _fonts() -> Iterator[tuple[tuple[str, ...], str, Path]]:
    """The installed fonts: the names of the family in all languages, the PostScript name, and the file."""
    return ((each.families, each.face, each.file) for each in listed())


def _digest(files: Iterable[Path]) -> str:
    """A digest of the content of files, in no particular order; twelve hexadecimal digits."""
    each = sorted(hashlib.sha256(file.read_bytes()).digest() for file in files)
    return hashlib.sha256(b"".join(each)).hexdigest()[:12]
