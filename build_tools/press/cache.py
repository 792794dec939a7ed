"""The cache: content-addressed, so that what is found is what would be made, or is not found.

`objects/` holds object files and `chapters/` assembled chapters, under the digest of all that went into them, `fonts/`
font files that are not installed, under their own digest. Files are written beside and moved into place, so that builds
at the same time, or killed, leave nothing that a later one trusts; what does not read back as it was written is thrown
away.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from stat import S_ISREG
from typing import Final, TypeVar

from build_tools.press import storage
from build_tools.press.fontfiles import FontFiles, write_whole
from build_tools.press.fontlist import listed
from build_tools.press.objectfile import Body, Interface
from build_tools.press.toolchain import toolchain
from build_tools.press.unit import Unit

Value = TypeVar("Value")

LIMIT: Final = 512_000_000
# Seconds in which a build that is under way may still come back for a file that it has used.
IN_USE: Final = 3600


@dataclass(frozen=True)
class Usage:
    """What a cache holds: number of files and their bytes."""

    files: int
    size: int


class Cache:
    """What is kept in a folder. Nothing in it is needed: it may be removed at any time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fonts = FontFiles(folder / "fonts")

    def interface(self, key: str) -> Interface | None:
        """The interface of the object file of a key, whose font files are at hand; None where there is none that can be
        trusted.
        """
        found = self._load(self._path(key), storage.load_interface)
        if found is None or not all(map(self.fonts.path, found.fonts)):
            return None
        _touch(self._path(key))
        return found

    def body(self, key: str) -> Body | None:
        """The body of the object file of a key; None where there is none that can be trusted."""
        return self._load(self._path(key), storage.load_body)

    def chapter(self, key: str, load: Callable[[bytes], Value]) -> Value | None:
        """What `load` makes of the chapter of a key; None where there is none that can be trusted."""
        path = self._path(key, "chapters")
        _touch(path)
        return self._load(path, load)

    def _load(self, path: Path, load: Callable[[bytes], Value]) -> Value | None:
        try:
            return load(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, storage.NotAnObjectFileError):
            path.unlink(missing_ok=True)
            return None

    def put(self, key: str, data: bytes, fonts: Mapping[str, bytes]) -> None:
        """Keep an object file, and the font files that are not installed."""
        self.fonts.keep(fonts)
        write_whole(self._path(key), data)

    def put_chapter(self, key: str, data: bytes) -> None:
        """Keep a chapter, sealed."""
        write_whole(self._path(key, "chapters"), data)

    def usage(self) -> Usage:
        """What the cache holds."""
        sizes = [status.st_size for _, status in self._files()]
        return Usage(len(sizes), sum(sizes))

    def prune(self, limit: int = LIMIT) -> Usage:
        """Remove what was used longest ago until at most `limit` bytes are left; return what was removed.

        What was used within the last hour stays: a build may be under way.
        """
        files = sorted(self._files(), key=lambda file: file[1].st_mtime)
        excess = sum(status.st_size for _, status in files) - limit
        removed = Usage(0, 0)
        for path, status in files:
            if removed.size >= excess or status.st_mtime >= time.time() - IN_USE:
                break
            removed = Usage(removed.files + 1, removed.size + status.st_size)
            path.unlink(missing_ok=True)
        return removed

    def _path(self, key: str, part: str = "objects") -> Path:
        return self.folder / part / key[:2] / key

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """The files and what they are; one that another build moves or removes meanwhile is left out."""
        for path in (path for part in ("objects", "chapters", "fonts") for path in (self.folder / part).rglob("*")):
            with suppress(FileNotFoundError):
                if S_ISREG((status := path.stat()).st_mode):
                    yield path, status


def _touch(path: Path) -> None:
    """What was used last is pruned last; it may have been pruned meanwhile."""
    with suppress(FileNotFoundError):
        os.utime(path)


def key_of(unit: Unit) -> str:
    """The digest of all that compiling a unit depends on: its HTML, styles and assets, the fonts, and the compiler.

    Not of where it lies (its origin), nor of where it lands in the document.
    """
    digest = hashlib.sha256(_compiler().encode())
    parts = [unit.name, unit.html, *unit.stylesheets, *(f"{key}={name}" for key, name in sorted(unit.aliases.items()))]
    parts.append(repr(unit.rules))
    for part in parts:
        digest.update(hashlib.sha256(part.encode()).digest())
    for address, content in sorted(unit.assets.items()):
        digest.update(hashlib.sha256(address.encode()).digest() + hashlib.sha256(content).digest())
    return digest.hexdigest()


@cache
def _compiler() -> str:
    """What typesets here: programs, libraries, and the installed fonts with their versions."""
    parts = [*(f"{name} {version}" for name, version in sorted(toolchain().items())), *_fonts()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _fonts() -> list[str]:
    return sorted(f"{each.file} {each.version} {each.number}" for each in listed())
