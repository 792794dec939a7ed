"""What was built from what: decides, without importing Sphinx, that a product needs no new build."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from build_tools.resources import templates_root

# Whose version shows in what is built. The rest of the environment is pinned by the lock file.
_TOOLCHAIN = (
    "sphinx",
    "docutils",
    "myst-parser",
    "weasyprint",
    "pydyf",
    "uharfbuzz",
    "jinja2",
    "pygments",
    "pillow",
    "pikepdf",
)


def fingerprint(edition: Path) -> str:
    """A digest of all that a build reads: the edition, the templates, the program, its libraries and the installed
    fonts.
    """
    digest = hashlib.sha256()
    for part in _inputs(edition):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _inputs(edition: Path) -> Iterator[bytes]:
    for folder in (edition, templates_root(), Path(__file__).parent):
        yield from _tree(folder)
    versions = [f"{name}=={metadata.version(name)}" for name in _TOOLCHAIN]
    yield " ".join([sys.version, *versions]).encode()
    yield _fonts()


def _tree(folder: Path) -> Iterator[bytes]:
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") or part == "__pycache__" for part in file.relative_to(folder).parts)
        if file.is_file() and not hidden:
            yield file.relative_to(folder).as_posix().encode()
            yield file.read_bytes()


def _fonts() -> bytes:
    """The installed font files with their versions, as fontconfig sees them."""
    command = ["fc-list", "--format", "%{file} %{fontversion} %{style}\n"]
    listed = subprocess.run(command, capture_output=True, check=False).stdout
    return b"\n".join(sorted(listed.splitlines()))


def digest_of(product: Path) -> str:
    """A digest of a product, a file or a folder; of nothing, the empty string."""
    if product.is_file():
        return hashlib.sha256(product.read_bytes()).hexdigest()
    if not product.is_dir():
        return ""
    digest = hashlib.sha256()
    for part in _tree(product):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


@dataclass(frozen=True)
class Record:
    """How a product was built: from which inputs, to which content; pages of a PDF (0: no PDF)."""

    inputs: str
    content: str
    pages: int = 0


class Ledger:
    """The records of an edition's products, kept in a file. A file that can't be read counts as empty."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._records = _read(file)

    def fresh(self, products: Mapping[str, Path], inputs: str) -> bool:
        """Whether every product was built from these inputs and is still as it was built."""
        return all(self._is_fresh(name, path, inputs) for name, path in products.items())

    def _is_fresh(self, name: str, path: Path, inputs: str) -> bool:
        return self.unchanged(name, path) and self._records[name].inputs == inputs

    def unchanged(self, name: str, path: Path) -> bool:
        """Whether a product is there as it was built."""
        return path.exists() and name in self._records and self._records[name].content == digest_of(path)

    @property
    def names(self) -> set[str]:
        """Every product that was built and not forgotten."""
        return set(self._records)

    def inputs(self, name: str) -> str:
        """From which inputs a product was last built; "" for one that never was."""
        return self._records[name].inputs if name in self._records else ""

    def pages(self, name: str) -> int:
        """The pages of a product as it was last built; 0 for what is no PDF or was never built."""
        return self._records[name].pages if name in self._records else 0

    def forget(self, names: Iterable[str]) -> None:
        """Before products are replaced: an interrupted replacement must not count as built."""
        for name in names:
            self._records.pop(name, None)
        self._write()

    def note(self, products: Mapping[str, Path], inputs: str, pages: Mapping[str, int]) -> None:
        """Products are in place, built from these inputs."""
        for name, path in products.items():
            self._records[name] = Record(inputs, digest_of(path), pages.get(name, 0))
        self._write()

    def _write(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_suffix(".part")
        records = {
            name: [record.inputs, record.content, record.pages] for name, record in sorted(self._records.items())
        }
        beside.write_text(json.dumps(records, indent=1), "utf-8")
        beside.replace(self._file)


def _read(file: Path) -> dict[str, Record]:
    try:
        return {
            name: Record(str(values[0]), str(values[1]), int(values[2]))
            for name, values in json.loads(file.read_text("utf-8")).items()
        }
    except (OSError, ValueError, TypeError, AttributeError, IndexError):
        return {}
