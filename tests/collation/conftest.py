"""Two good editions, each built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.pipeline import Order, build
from tests.collation.making import Small, small

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The small edition."""
    return small(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The first edition, with its website."""
    dist = tmp_path_factory.mktemp("first") / "dist"
    build(Order(ROOT / "source", dist, only=("pdf", "site"), check=False))
    return Small(dist)
