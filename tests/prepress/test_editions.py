"""Every edition of the tests can be printed: pages that are turned, bound, blank, and stylesheets of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.inspection import begin
from build_tools.prepress.identity import Condition
from build_tools.prepress.make import press_file
from build_tools.prepress.profile import Profile
from build_tools.proving import Request, prove
from tests.checks.injection import EDITIONS, ROOT, built, codes


@pytest.mark.parametrize("name", ["places", "facing", "set", "composed", "specimen"])
def test_nothing_but_soft_images_is_found(name: str, profile: Profile, tmp_path: Path):
    edition = built({**EDITIONS, "specimen": ROOT / "tests/cases/specimen/source"}[name], tmp_path)
    condition = Condition(profile, profile.name, 320)
    files = [edition.dist / "press" / path.name for path in sorted(edition.dist.glob("*.pdf"))]
    assert all(press_file(edition.dist / path.name, path, condition) for path in files)
    proof = prove(Request(tuple(files), begun={path: begin(path, trusted=True) for path in files})).proof
    assert codes(proof.findings) <= {"press.resolution"}
    assert len(proof.examined) == len(files) > 0
