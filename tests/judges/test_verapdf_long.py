"""A long PDF is PDF/UA-1 and PDF/A-2a as well: the measuring corpus, 300 pages. Slow: `make test-all`."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.inspection import Limits, inspect
from build_tools.judges import Exhibit, ask
from build_tools.pipeline import Order, build
from tests.benchmarks.corpus import corpus
from tests.benchmarks.writings import write_edition


@pytest.mark.long
def test_three_hundred_pages_are_for_people_and_for_the_archive(tmp_path: Path):
    write_edition(tmp_path / "source", corpus(20))
    build(Order(tmp_path / "source", tmp_path / "dist", only=("pdf",), check=False))
    path = tmp_path / "dist" / "corpus.pdf"
    pdf = inspect(path, Limits(), trusted=True)
    assert len(pdf.pages) > 290
    assert [verdict.fault.what.en for verdict in ask(["verapdf"], [Exhibit(path, pdf)])] == []
