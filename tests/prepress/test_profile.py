"""Mistakes in what an edition says of its press are told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageCms

from build_tools.edition import load_edition
from build_tools.errors import KankoError, Problem
from build_tools.prepress.make import condition_of
from build_tools.prepress.profile import Profile

EDITION = """\
id = "small"
title = "小さい版"
date = 2022-03-31
issuer = "試験局"

[[documents]]
id = "main"
title = "本文"
layout = "report"
chapters = ["a.md"]
"""


def edition(folder: Path, press: str) -> Path:
    (folder / "publication.toml").write_text(EDITION + press, "utf-8")
    (folder / "a.md").write_text("# あ\n", "utf-8")
    return folder


def refused(folder: Path) -> Problem:
    with pytest.raises(KankoError) as caught:
        condition_of(load_edition(folder))
    (problem,) = caught.value.problems
    assert problem.what.ja and problem.remedy and problem.remedy.ja and problem.place
    return problem


def test_a_press_must_be_named(tmp_path):
    problem = refused(edition(tmp_path, ""))
    assert problem.name == "press.no-profile"
    assert problem.place and problem.place.path.endswith("publication.toml")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (None, "press.missing-profile"),
        (b"no profile at all", "press.bad-profile"),
        (ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), "press.bad-profile"),
    ],
    ids=["none", "text", "screen"],
)
def test_a_profile_must_be_that_of_a_press(tmp_path, content, name):
    folder = edition(tmp_path, '\n[press]\nprofile = "press.icc"\n')
    if content is not None:
        (folder / "press.icc").write_bytes(content)
    problem = refused(folder)
    assert problem.name == name
    assert problem.place and (problem.place.line, problem.place.key) == (13, "press.profile")


def test_a_profile_of_the_edition_comes_before_the_system_s(tmp_path, monkeypatch, profile: Profile):
    folder = edition(tmp_path, '\n[press]\nprofile = "press.icc"\ncondition = "JC201103"\nink_limit = 300\n')
    system = tmp_path / "share" / "color" / "icc"
    system.mkdir(parents=True)
    (system / "press.icc").write_bytes(b"another")
    (folder / "press.icc").write_bytes(profile.data)
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "share"))
    found = condition_of(load_edition(folder))
    assert (found.profile.data, found.name, found.ink_limit) == (profile.data, "JC201103", 300)


def test_a_condition_without_a_name_has_that_of_its_profile(tmp_path, monkeypatch, profile: Profile):
    system = tmp_path / "share" / "color" / "icc"
    system.mkdir(parents=True)
    (system / "press.icc").write_bytes(profile.data)
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "share"))
    (tmp_path / "edition").mkdir()
    found = condition_of(load_edition(edition(tmp_path / "edition", '\n[press]\nprofile = "press.icc"\n')))
    assert found.name == profile.name and found.name
