"""Bounds on how often sections and texts are matched right; `python -m tests.comparison.measure` measures more."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.comparison.matching import _Matcher
from tests.benchmarks.corpus import corpus
from tests.comparison.edits import edits
from tests.comparison.formulaic import formulaic
from tests.comparison.measure import Scores, measure


def scores(folder: Path) -> Scores:
    """30 edits of a corpus of 40 sections each, one of them with all files renamed."""
    found = Scores()
    measure(edits(corpus(4, 10), 30, 11), folder / "plain", found)
    measure(edits(formulaic(6, 10), 30, 12, more_chapters=True), folder / "formulaic", found)
    return found


def within(found: Scores) -> bool:
    bounds = [(found.touched, 0.97), (found.sections, 0.98), (found.texts_touched, 0.96), (found.texts, 0.98)]
    return all(min(score.precision, score.recall) >= bound for score, bound in bounds) and found.kinds.recall >= 0.95


def test_sections_and_texts_are_matched_right(tmp_path):
    found = scores(tmp_path)
    assert found.touched.there >= 55
    assert within(found), found


@pytest.mark.parametrize("step", ["_by_likeness", "_find_parts"])
def test_the_bounds_are_missed_without_a_step(tmp_path, monkeypatch, step):
    monkeypatch.setattr(_Matcher, step, lambda *_: None)
    assert not within(scores(tmp_path))
