"""An edition for the press, built once, and the profile that it is printed with."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.edition import load_edition
from build_tools.prepress.inks import Inks
from build_tools.prepress.make import condition_of
from build_tools.prepress.profile import Profile
from tests.checks.injection import EDITIONS, Good, built, printed


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Good:
    """The edition of every kind of colour and picture."""
    return printed(tmp_path_factory.mktemp("printed"))


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Good:
    """The first edition, for the press as well."""
    return built(EDITIONS["first edition"], tmp_path_factory.mktemp("first"), press=True)


@pytest.fixture(scope="session")
def profile() -> Profile:
    """The profile of the first edition."""
    return condition_of(load_edition(EDITIONS["first edition"])).profile


@pytest.fixture(scope="session")
def inks(profile: Profile) -> Inks:
    """Its inks."""
    return Inks(profile)


@pytest.fixture
def pairs(made: Good, first: Good) -> list[tuple[Path, Path]]:
    """Every file for people with the one for the press."""
    return [(edition.dist / path.name, path) for edition in (made, first) for path in edition.dist.glob("press/*.pdf")]
