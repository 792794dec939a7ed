"""What is pinned in WeasyPrint, and what the engine hands out."""

from __future__ import annotations

import importlib.metadata
import inspect

import pydyf
import weasyprint.draw
import weasyprint.layout.inline
import weasyprint.pdf

from build_tools.press.engine import PINNED, typeset

TOUCHED = {
    weasyprint.draw: ["draw_text"],
    weasyprint.pdf: ["build_fonts_dictionary", "add_outlines", "generate_pdf"],
    weasyprint.layout.inline: ["justify_line"],
    pydyf.Object: ["reference"],
    pydyf.PDF: ["page_references"],
}


def test_the_versions_are_the_ones_we_know():
    """Moved: read what `engine` and `typesetting` touch in the new version, measure again, then set PINNED."""
    assert {name: importlib.metadata.version(name) for name in PINNED} == PINNED


def test_what_we_touch_is_there():
    for owner, names in TOUCHED.items():
        assert all(hasattr(owner, name) for name in names)
    assert list(inspect.signature(weasyprint.layout.inline.justify_line).parameters) == [
        "context",
        "line",
        "extra_width",
    ]


def test_weasyprint_is_as_it_was_afterwards():
    before = {(owner, name): vars(owner)[name] for owner, names in TOUCHED.items() for name in names}
    typeset('<!DOCTYPE html><html lang="ja"><title>t</title><p>字', (), {})
    assert before == {(owner, name): vars(owner)[name] for owner, name in before}


def test_warnings_are_collected():
    rendering = typeset('<!DOCTYPE html><html lang="ja"><title>t</title><p>字', ("p { colour: red }",), {})
    assert any("colour" in warning for warning in rendering.warnings)
