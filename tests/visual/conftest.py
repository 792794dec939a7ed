"""The small edition and its variants, each built once, and their comparisons with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from build_tools.pipeline import Order, build
from build_tools.visual import compare
from build_tools.visual.compare import Request, compare_pages
from build_tools.visual.model import PageComparison
from build_tools.visual.sides import read_side
from tests.visual.editions import VARIANTS, base

Compared = Callable[[str], PageComparison]


class Built:
    """PDFs of the variants by name, built when they are asked for, one after the other with one cache."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._compared: dict[str, PageComparison] = {}
        self._read = lru_cache(maxsize=None)(read_side)  # each file is read once

    def __getitem__(self, name: str) -> Path:
        dist = self._folder / name
        if not dist.exists():
            source = self._folder / f"source-{name}"
            base(source)
            VARIANTS[name](source)
            build(Order(source, dist, only=("pdf",), jobs=1, check=False))
        return dist / "report.pdf"

    def compared(self, name: str) -> PageComparison:
        """The comparison of the edition with a variant."""
        if name not in self._compared:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(compare, "read_side", self._read)
                self._compared[name] = compare_pages(Request(self["same"], self[name]))
        return self._compared[name]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("pages"))


@pytest.fixture
def stranger(built: Built, tmp_path: Path) -> Callable[[str], Path]:
    """A variant's PDF alone, with no manuscript beside it."""

    def alone(name: str) -> Path:
        (tmp_path / name).mkdir(exist_ok=True)
        return Path(shutil.copy(built[name], tmp_path / name / "report.pdf"))

    return alone


def kinds(comparison: PageComparison) -> list[str]:
    """The kinds of each pair, in order."""
    return ["+".join(pair.kinds) for pair in comparison.pairs]


def of_kind(comparison: PageComparison, kind: str) -> list:
    """The causes of a kind, each with its pair."""
    return [(pair, cause) for pair in comparison.pairs for cause in pair.causes if cause.kind == kind]
