"""A product is fresh when its inputs and its content are those of its record."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.freshness import Ledger, fingerprint


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "a.md").write_text("一")
    return folder


def test_fingerprint_sees_content_and_names(edition):
    before = fingerprint(edition)
    assert fingerprint(edition) == before
    (edition / "a.md").write_text("二")
    changed = fingerprint(edition)
    (edition / "a.md").rename(edition / "b.md")
    assert len({before, changed, fingerprint(edition)}) == 3


def test_fingerprint_sees_templates(edition, tmp_path, monkeypatch):
    templates = tmp_path / "templates"
    templates.mkdir()
    monkeypatch.setattr("build_tools.freshness.templates_root", lambda: templates)
    before = fingerprint(edition)
    (templates / "x.css").write_text("p {}")
    assert fingerprint(edition) != before


def test_ledger_knows_what_was_built(tmp_path):
    product = tmp_path / "report.pdf"
    product.write_bytes(b"%PDF")
    Ledger(tmp_path / "ledger.json").note({"report": product}, "inputs", {"report": 12})
    ledger = Ledger(tmp_path / "ledger.json")
    assert ledger.fresh({"report": product}, "inputs") and ledger.pages("report") == 12
    assert not ledger.fresh({"report": product}, "other inputs")
    assert not ledger.fresh({"report": product, "site": tmp_path / "site"}, "inputs")
    product.write_bytes(b"edited")
    assert not ledger.fresh({"report": product}, "inputs")


def test_a_forgotten_product_is_not_fresh(tmp_path):
    product = tmp_path / "report.pdf"
    product.write_bytes(b"%PDF")
    ledger = Ledger(tmp_path / "ledger.json")
    ledger.note({"report": product}, "inputs", {})
    ledger.forget(["report"])
    assert not Ledger(tmp_path / "ledger.json").fresh({"report": product}, "inputs")


@pytest.mark.parametrize("content", ["", "[]", '{"report": 1}', '{"report": ["x"]}', "\x00"])
def test_a_spoilt_ledger_counts_as_empty(tmp_path, content):
    (tmp_path / "ledger.json").write_text(content)
    product = tmp_path / "report.pdf"
    product.write_bytes(b"%PDF")
    assert not Ledger(tmp_path / "ledger.json").fresh({"report": product}, "inputs")
