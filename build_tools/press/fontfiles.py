"""Font files by the digest of their content: the installed ones where they lie, others as compilers handed them out."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from build_tools.press.fontlist import of_family
from build_tools.press.objectfile import FontUse


class FontFiles:
    """The font files that object files name. `folder` keeps those that are not installed (a layout's own)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: dict[str, Path] = {}

    def path(self, use: FontUse) -> Path | None:
        """Where the file of a font is; None where no file with that content is at hand. A spoilt one is thrown away."""
        if use.digest not in self._found:
            path = installed(use.family).get(use.digest) or self._kept(use.digest)
            if path is None:
                return None
            self._found[use.digest] = path
        return self._found[use.digest]

    def read(self, use: FontUse) -> bytes:
        """The file of a font; raises LookupError where none with that content is at hand."""
        path = self.path(use)
        if path is None:
            raise LookupError(f"no file of the font {use.family} that was typeset with")
        return path.read_bytes()

    def keep(self, files: Mapping[str, bytes]) -> None:
        """Keep font files under their digests, each whole or not at all: another build may be writing the same one."""
        for digest, content in files.items():
            if not (self._folder / digest).exists():
                write_whole(self._folder / digest, content)

    def _kept(self, digest: str) -> Path | None:
        path = self._folder / digest
        with suppress(FileNotFoundError):
            if hashlib.sha256(path.read_bytes()).hexdigest() == digest:
                os.utime(path)  # what was used last is pruned last
                return path
        path.unlink(missing_ok=True)
        return None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, whoever else writes it at the same time, here or on another machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    beside.write_bytes(content)
    beside.replace(path)


@cache
def installed(family: str) -> dict[str, Path]:
    """The installed files of a family, by the digest of their content."""
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in _paths(family)}


def _paths(family: str) -> Iterator[Path]:
    return iter(sorted({each.file for each in of_family(family)}))
