"""A Sphinx project, as far as it can be known without building it: its folder, its settings, its documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.reuse.lock import FILE

BUNDLES: Final = "bundles"
# Settings of conf.py: the folder of the bundles; which edition follows another where the bundles do not tell; whether
# HTML in a bundle may stand.
SETTINGS: Final[Mapping[str, Any]] = {"reuse_bundles": BUNDLES, "reuse_follows": {}, "reuse_raw_html": False}
_MARKDOWN = ".md"


@dataclass(frozen=True)
class Project:
    """A project: `documents` are its files that are read, `markdown` the suffixes of those in MyST; `colons` tells
    whether a directive may be fenced by colons.
    """

    folder: Path
    bundles: Path
    follows: Mapping[str, str] = field(default_factory=dict)
    documents: tuple[Path, ...] = ()
    markdown: tuple[str, ...] = (_MARKDOWN,)
    colons: bool = False

    @property
    def lock(self) -> Path:
        """The lock, beside conf.py."""
        return self.folder / FILE


def read_project(folder: Path) -> Project:
    """The project of a folder with a conf.py, which is run as Sphinx runs it; nothing is built.

    Raises KankoError where there is no conf.py, or one that fails.
    """
    from sphinx.config import Config
    from sphinx.errors import ConfigError
    from sphinx.util.tags import Tags

    try:
        config = Config.read(folder.resolve(), overrides={}, tags=Tags())
    except ConfigError as error:
        raise KankoError([_unreadable(folder, str(error))]) from error
    for name, default in {**SETTINGS, "myst_enable_extensions": ()}.items():
        config.add(name, default, "", ())
    suffixes = _suffixes(config.source_suffix)
    return Project(
        folder=folder,
        bundles=folder / config.reuse_bundles,
        follows=dict(config.reuse_follows),
        documents=tuple(_documents(folder, config, suffixes)),
        markdown=tuple(suffix for suffix, kind in suffixes.items() if kind == "markdown"),
        colons="colon_fence" in config.myst_enable_extensions,
    )


def _suffixes(setting: Any) -> dict[str, str]:
    """What is read as what; MyST-Parser reads .md unless conf.py says otherwise."""
    named = (
        setting if isinstance(setting, Mapping) else dict.fromkeys([setting] if isinstance(setting, str) else setting)
    )
    found = {suffix: kind or "restructuredtext" for suffix, kind in named.items() if suffix != _MARKDOWN}
    return {**found, _MARKDOWN: named.get(_MARKDOWN) or "markdown"}


def _documents(folder: Path, config: Any, suffixes: Mapping[str, str]) -> list[Path]:
    from sphinx.project import Project as Documents

    read = [suffix for suffix, kind in suffixes.items() if kind in ("markdown", "restructuredtext")]
    documents = Documents(folder, read)
    names = documents.discover([*config.exclude_patterns, *config.templates_path], config.include_patterns)
    return [folder / documents.doc2path(name, absolute=False) for name in sorted(names)]


def _unreadable(folder: Path, reason: str) -> Problem:
    what = Text(
        f"This is no Sphinx project that can be read: {reason.strip().splitlines()[-1]}",
        f"Sphinx のプロジェクトとして読めません（{reason.strip().splitlines()[-1]}）。",
    )
    remedy = Text("Name the folder of conf.py.", "conf.py のあるフォルダを指定してください。")
    return Problem("reuse.no-project", what, Place(typed(folder)), remedy)
