"""The ICC profile of a printing condition: where it is found, and whether it is one of a press with four inks."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import ImageCms

from build_tools.edition import Edition, Press
from build_tools.edition.source import FILE, read_source
from build_tools.errors import KankoError, Place, Problem, Text, typed

# As the XDG Base Directory Specification has it; where the system keeps profiles, there is a folder for them.
DATA_FOLDERS = "/usr/local/share:/usr/share"
PROFILES = Path("color", "icc")


@dataclass(frozen=True)
class Profile:
    """A profile of four inks on a kind of paper: its bytes, and what it calls itself."""

    data: bytes
    name: str


def press_of(edition: Edition) -> Press:
    """What an edition says of its press; raises KankoError where it says nothing."""
    if edition.press is None:
        raise KankoError([Problem("press.no-profile", _NOT_SAID, Place(typed(edition.folder / FILE)), _SAY_IT)])
    return edition.press


def load_profile(edition: Edition) -> Profile:
    """The profile that an edition names: a file of its folder, else one of the system's.

    Raises KankoError, with the line of publication.toml, where there is no such file, or it is no profile, or that of
    a screen, or of something else than four inks.
    """
    named = press_of(edition).profile
    found = next((path for path in _places(named, edition.folder) if path.is_file()), None)
    if found is None:
        raise _refused(edition, "press.missing-profile", _missing(named), _WHERE)
    data = found.read_bytes()
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data)).profile
    except OSError as error:
        raise _refused(edition, "press.bad-profile", _unreadable(named), _ANOTHER) from error
    if (profile.xcolor_space.strip(), profile.device_class) != ("CMYK", "prtr"):
        what = _other_kind(named, profile.xcolor_space.strip(), profile.device_class)
        raise _refused(edition, "press.bad-profile", what, _ANOTHER)
    return Profile(data, (profile.profile_description or found.stem).strip())


def _places(named: str, folder: Path) -> Iterator[Path]:
    yield folder / named
    for data in (os.environ.get("XDG_DATA_DIRS") or DATA_FOLDERS).split(os.pathsep):
        yield Path(data) / PROFILES / named


def _refused(edition: Edition, name: str, what: Text, remedy: Text) -> KankoError:
    place = read_source(edition.folder).place(("press", "profile"))
    return KankoError([Problem(name, what, place, remedy)])


_NOT_SAID = Text(
    "nothing says how the edition is printed: a press file needs the ICC profile of its inks and paper",
    "印刷条件がありません。印刷用ファイルには、インキと用紙を表す ICC プロファイルが要ります",
)
_SAY_IT = Text(
    'add [press] with profile = "FILE.icc", as the printing house names it',
    '印刷会社に確かめて、[press] に profile = "ファイル名.icc" と書いてください',
)
_WHERE = Text(
    "put the file into the edition's folder, or install the profile",
    "ファイルを版のフォルダに置くか、プロファイルを入れてください",
)
_ANOTHER = Text(
    "ask the printing house for the profile of its printing condition",
    "印刷会社に、印刷条件のプロファイルを確かめてください",
)


def _missing(named: str) -> Text:
    return Text(f"the profile {named!r} does not exist", f"プロファイル「{named}」がありません")


def _unreadable(named: str) -> Text:
    return Text(f"{named!r} is no ICC profile", f"「{named}」は ICC プロファイルとして読めません")


def _other_kind(named: str, space: str, kind: str) -> Text:
    return Text(
        f"{named!r} is no profile of a press with four inks (CMYK): it is of {space}, class {kind}",
        f"「{named}」は４色印刷（CMYK）のプロファイルではありません（{space}、{kind}）",
    )
