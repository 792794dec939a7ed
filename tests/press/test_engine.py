"""What the engine hands out, and that it leaves WeasyPrint as it was."""

from __future__ import annotations

from pkgutil import resolve_name

from build_tools.press.engine import typeset
from build_tools.press.pinned import PINS


def test_weasyprint_is_as_it_was_afterwards():
    before = {pin.name: resolve_name(pin.name) for pin in PINS}
    typeset('<!DOCTYPE html><html lang="ja"><title>t</title><p>字', (), {})
    assert before == {pin.name: resolve_name(pin.name) for pin in PINS}


def test_warnings_are_collected():
    rendering = typeset('<!DOCTYPE html><html lang="ja"><title>t</title><p>字', ("p { colour: red }",), {})
    assert any("colour" in warning for warning in rendering.warnings)
