"""The good editions, each built once when it is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.injection import EDITIONS, Good, built, printed


class _Built(dict[str, Good]):
    """Editions by name, built when they are asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, name: str) -> Good:
        folder = self._folder / name.replace(" ", "-")
        self[name] = printed(folder) if name == "printed" else built(EDITIONS[name], folder)
        return self[name]


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Good]:
    """The good editions by name."""
    return _Built(tmp_path_factory.mktemp("good"))
