"""What the engine hands out, and that it leaves WeasyPrint as it was."""

from __future__ import annotations

import dis
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import resolve_name
from types import CodeType

import pytest

from build_tools.press.engine import typeset
from build_tools.press.pinned import PINS
from build_tools.press.toolchain import COMPILER


def test_weasyprint_is_as_it_was_afterwards():
    before = {pin.name: resolve_name(pin.name) for pin in PINS}
    typeset('<!DOCTYPE html><html lang="ja"><title>t</title><p>字', (), {})
    assert before == {pin.name: resolve_name(pin.name) for pin in PINS}


def test_warnings_are_collected():
    rendering = typeset('<!DOCTYPE html><html lang="ja"><title>t</title><p>字', ("p { colour: red }",), {})
    assert any("colour" in warning for warning in rendering.warnings)


# Where memory runs out, CPython 3.11 never gets out of a `with` that it leaves behind the 256th instruction of a
# function: it makes an integer of the place, and tries again for ever where it can't. A worker would hang.
_SMALL_INTEGERS = 256


def codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


def far(source: str) -> list[str]:
    """The functions in which a `with` or `finally` reaches too far."""
    return [
        code.co_qualname
        for code in codes(compile(source, "", "exec"))
        if any(entry.lasti and entry.end > 2 * _SMALL_INTEGERS for entry in dis._parse_exception_table(code))
    ]


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the exception table of another version")
@pytest.mark.parametrize("name", [*(name for name in COMPILER if name != "__init__"), "executors.worker"])
def test_a_worker_without_memory_gets_out_of_every_block(name):
    module = import_module(f"build_tools.press.{name}")
    assert far(Path(str(module.__file__)).read_text("utf-8")) == []


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the exception table of another version")
def test_a_block_that_is_too_long_is_seen():
    body = "".join(f"        f({number})\n" for number in range(60))
    assert far(f"def long():\n    with f():\n{body}") == ["long"]
    assert far("def short():\n    with f():\n        f()\n") == []
