"""The toolchain: that it names all that decides what compiling yields, and what differs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.press import toolchain as module
from build_tools.press.toolchain import COMPILER, differences, toolchain


def test_every_module_of_the_compiler_counts():
    """As a fresh process imports them; `errors` only speaks, `collection` only waits."""
    program = (
        "import sys, build_tools.press.compile, build_tools.press.work, build_tools.press.storage;"
        "import build_tools.press.fontfiles; print(*(n for n in sys.modules if n.startswith('build_tools.')))"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert {name.removeprefix("build_tools.press").lstrip(".") or "__init__" for name in shown} - {
        "build_tools.errors",
        "build_tools.collection",
    } == set(COMPILER)


def test_what_is_there_has_a_version():
    found = toolchain(["BIZ UDMincho", "No Such Font"])
    assert found.pop("font No Such Font") == "missing"
    assert "missing" not in found.values()
    assert {"python", "kanko", "weasyprint", "pydyf", "pango", "harfbuzz", "font BIZ UDMincho"} <= set(found)


def test_a_font_is_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    one, same, other = (tmp_path / name for name in ("one.ttf", "same.ttf", "other.ttf"))
    for file, content in ((one, b"1"), (same, b"1"), (other, b"2")):
        file.write_bytes(content)
    fonts = tuple(
        ((name, f"{name}書体"), name, file) for name, file in (("One", one), ("Same", same), ("Other", other))
    )
    monkeypatch.setattr(module, "_fonts", lambda: fonts)
    found = toolchain(["One", "Same", "Other", "One書体"])
    digests = [found[f"font {name}"] for name in ("One", "Same", "One書体", "Other")]
    assert digests[0] == digests[1] == digests[2] != digests[3]


def test_differences_are_named():
    assert differences({"pango": "1.50", "kanko": "a"}, {"pango": "1.56", "kanko": "a"}) == [
        "pango 1.56 instead of 1.50"
    ]
    assert differences({"pango": "1.50"}, {}) == ["pango missing instead of 1.50"]
    assert differences({}, {"font 明朝": "b"}) == ["font 明朝 b instead of missing"]
    assert differences({"pango": "1.50"}, {"pango": "1.50"}) == []
