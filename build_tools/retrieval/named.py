"""What people name, found out: a bundle, a folder, or a revision."""

from __future__ import annotations

import os
from pathlib import Path

from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.manuscript import MANUSCRIPT
from build_tools.retrieval.bundles import bundled
from build_tools.retrieval.folders import built
from build_tools.retrieval.model import Means, Retrieved
from build_tools.retrieval.revisions import checked_out

PUBLICATION = "publication.toml"


def retrieve(named: str, means: Means) -> Retrieved:
    """The edition that a name stands for: a file or folder of that name, else a revision of git.

    Raises KankoError for what is none of these, and with whatever is wrong in the edition.
    """
    if os.path.isdir(named):  # false, not an error, for what no file can be called
        return _of_folder(Path(named), named, means)
    if os.path.isfile(named):
        return bundled(Path(named), named)
    folder = checked_out(named, means.source, means.work)
    if not (folder / PUBLICATION).is_file():
        raise KankoError([_no_edition(means.source)])
    return _of_sources(folder, named, means)


def _of_folder(folder: Path, named: str, means: Means) -> Retrieved:
    if (folder / MANUSCRIPT).is_file():
        return built(folder, named)
    if (folder / PUBLICATION).is_file():
        return _of_sources(folder, named, means)
    raise KankoError([_no_edition(folder)])


def _of_sources(folder: Path, named: str, means: Means) -> Retrieved:
    from build_tools.retrieval.sources import source  # much that a comparison of what was built does not need

    return source(folder, named, means)


def _no_edition(folder: Path) -> Problem:
    what = Text(
        f"This folder holds neither {MANUSCRIPT} nor {PUBLICATION}.",
        f"このフォルダには {MANUSCRIPT} も {PUBLICATION} もありません。",
    )
    return Problem("retrieval.no-edition", what, Place(typed(folder)))
