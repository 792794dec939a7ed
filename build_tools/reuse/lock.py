"""`reuse.lock`: which text stands in a project, pinned by digest and hash; written by `kanko reuse update` alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import toml_rs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.reuse.citation import Citation, citation

FILE: Final = "reuse.lock"
# Counts the changes of the format that a reader of the file must know of.
VERSION: Final = 1
_HEAD = (
    "# Which text stands in this project. Written by `kanko reuse update`; keep it with the sources.\n"
    "# 載せている節の控え（`kanko reuse update` が書きます）。原稿と一緒に保管してください。\n"
)
_LINE = re.compile(r"line (\d+)")


class Pin(BaseModel):
    """A section as it stands in the project: the id of its edition and its own there, the SHA-256 of the bundle (of the
    file's bytes) and the hash of the section (as the bundle's catalogue has it).

    `kept` is the SHA-256 of the newer bundle beside which the text was kept as it is, on purpose.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    edition: str
    section: str
    hash: str
    bundle: str
    kept: str = ""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: Annotated[Literal[1], Field(description="Counts the changes of this format.")]
    sections: dict[str, Pin] = Field(default_factory=dict)


@dataclass(frozen=True)
class Lock:
    """The pins of a project, by what the directives cite."""

    pins: Mapping[Citation, Pin] = field(default_factory=dict)


def read_lock(path: Path) -> Lock:
    """The lock of a file, one without pins where there is none.

    Raises KankoError with a sentence for a file that can't be read, is no lock, or is one of another version.
    """
    try:
        data = toml_rs.loads(path.read_text("utf-8"))
        if isinstance(version := data.get("version"), int) and version != VERSION:
            raise KankoError([_other_version(path, version)])
        read = _File.model_validate(data)
    except FileNotFoundError:
        return Lock()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise KankoError([_unreadable(path, f"{'.'.join(map(str, first['loc']))}: {first['msg']}")]) from error
    except (OSError, UnicodeDecodeError, toml_rs.TOMLDecodeError) as error:
        raise KankoError([_unreadable(path, str(error).strip())]) from error
    return Lock({citation(cited, Place(typed(path))): pin for cited, pin in read.sections.items()})


def lock_toml(lock: Lock) -> str:
    """The file: pins in the order of what they are cited as, each in lines of its own."""
    pins: dict[str, Any] = {str(cited): _plain(pin) for cited, pin in sorted(lock.pins.items())}
    return f"{_HEAD}{toml_rs.dumps({'version': VERSION, 'sections': pins})}"


def write_lock(path: Path, lock: Lock) -> bool:
    """Write a lock whole, and tell whether it is another one than before."""
    text = lock_toml(lock)
    if path.is_file() and path.read_text("utf-8") == text:
        return False
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(text, "utf-8")
    beside.replace(path)
    return True


def _plain(pin: Pin) -> dict[str, str]:
    return {key: value for key, value in pin.model_dump().items() if value}


def _unreadable(path: Path, reason: str) -> Problem:
    line = found[1] if (found := _LINE.search(reason)) else None
    what = Text(
        f"This lock can't be read ({' '.join(reason.split())}).",
        f"このファイルは節の控えとして読めません（{' '.join(reason.split())}）。",
    )
    remedy = Text(
        "Take it from the version control again; conflicts must be settled first.",
        "版管理から取り直してください。競合の印が残っていれば、先に解消してください。",
    )
    return Problem("reuse.lock", what, Place(typed(path), int(line) if line else None), remedy)


def _other_version(path: Path, version: int) -> Problem:
    what = Text(
        f"This lock has version {version}, and this program reads version {VERSION}.",
        f"この控えは版 {version} で、このプログラムが読めるのは版 {VERSION} です。",
    )
    remedy = Text("Use the Kanko that wrote it.", "書いたときと同じ版の Kanko を使ってください。")
    return Problem("reuse.lock-version", what, Place(typed(path)), remedy)
