from __future__ import annotations

from build_tools.edition.reference import PAGE, reference


def test_the_reference_page_says_what_the_model_says() -> None:
    renew = "REFERENCE.md is stale; renew it with: .venv/bin/python -m build_tools.edition.reference"
    assert PAGE.read_text(encoding="utf-8") == reference(), renew


def test_the_reference_page_knows_every_level() -> None:
    assert "## `committee.members[]`" in reference()
    assert "| **`file`** | 文字列 text |" in reference()
    assert '| `kind` | `"chapter"` / `"part"` / `"unnumbered"` | `"chapter"` |' in reference()
