"""What is well is told to be well."""

from __future__ import annotations

import pytest

from tests.checks.injection import EDITIONS, Good


@pytest.mark.parametrize("name", EDITIONS)
def test_nothing_is_found_in_a_good_edition(name: str, good: dict[str, Good]):
    assert [*good[name].findings()] == []
