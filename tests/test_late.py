"""Modules that are taken in late are the modules that they stand for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from build_tools.late import late
from build_tools.sphinx_run import LATE
from tests.commands import ROOT


def test_what_is_late_is_there_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    late("colorsys")
    import colorsys

    assert "rgb_to_hsv" not in vars(colorsys)
    assert colorsys.rgb_to_hsv(1, 0, 0) == (0, 1, 1)
    assert "rgb_to_hsv" in vars(sys.modules["colorsys"])
    with pytest.raises(AttributeError):
        _ = colorsys.nothing_of_that_name


def test_what_is_there_already_is_left():
    before = sys.modules["json"] if "json" in sys.modules else __import__("json")
    late("json")
    assert sys.modules["json"] is before


def test_a_build_takes_in_nothing_of_the_web(tmp_path):
    """A network library takes longer to import than a chapter of a page to typeset."""
    program = (
        "import sys; from pathlib import Path; from build_tools.pipeline import Order, build;"
        f"build(Order(Path('tests/cases/set/source'), Path({str(tmp_path)!r}) / 'dist', only=('pdf',), check=False));"
        "print('requests' in sys.modules, *(type(sys.modules[name]).__name__ for name in sys.argv[1:]))"
    )
    ran = subprocess.run([sys.executable, "-c", program, *LATE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", *["_Late"] * len(LATE)]
