"""What assembling a chapter depends on beside its own doctree, as one digest: all that Sphinx and the extensions know
of the set, the edition, the settings and the program. One digest for all chapters: what a chapter names of others need
not be traced, so nothing can be forgotten.
"""

from __future__ import annotations

import datetime
import hashlib
import pickle
import sys
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Final

import msgpack
from docutils import nodes
from sphinx.application import Sphinx, builtin_extensions
from sphinx.environment import BuildEnvironment

from build_tools.edition import Edition

# Whose code assembles: any other extension, or a handler in conf.py, may look at what we know nothing of.
_EXTENSIONS: Final = frozenset(
    {*builtin_extensions, "myst_parser", "sphinx.ext.mathjax", "sphinx.builders.latex.transforms"}
    | {"build_tools.sphinx_ext", "build_tools.site", "build_tools.press", "build_tools.offprint"}
)
_PACKAGES: Final = frozenset(name.partition(".")[0] for name in _EXTENSIONS)
_LIBRARIES: Final = ("sphinx", "docutils", "myst-parser", "markdown-it-py", "mdit-py-plugins", "pygments", "msgpack")
# Of the environment: what is of this process, what is here under another name, and when things were read.
_APART: Final = frozenset(
    {"_app", "app", "events", "domains", "project", "config", "config_status", "config_status_extra"}
    | {"settings", "myst_config", "current_document", "all_docs", "metadata", "domaindata"}
    | {"_pickled_doctree_cache", "_write_doc_doctree_cache"}
)
# Of what we note of chapters: lengths and lines, from which pages are guessed and warnings told, and nothing printed.
_UNPRINTED: Final = frozenset({"extents", "mentions", "terms"})
# Settings of a run, and those that are here under another name.
_OF_RUN: Final = frozenset(
    f"kanko_{name}" for name in ("cache", "edition", "executor", "jobs", "megabytes", "messages", "only", "seconds")
)


class UnknownValueError(Exception):
    """A value that cannot be compared from build to build."""


def basis(app: Sphinx, edition: Edition) -> str:
    """The digest of all that assembling any chapter of the set depends on; nothing where that can't be told."""
    if not _is_known(app):
        return ""
    digest = hashlib.sha256()
    try:
        for part in (_program(), plain(edition.model_dump()), *_settings(app), *_environment(app.env)):
            digest.update(hashlib.sha256(msgpack.packb(part)).digest())
    except UnknownValueError:
        return ""
    return digest.hexdigest()


def _is_known(app: Sphinx) -> bool:
    """Whether all that has a say in assembling is known: no settings that are code, no words of the edition's own."""
    handlers = (listener.handler for listeners in app.events.listeners.values() for listener in listeners)
    packages = {str(getattr(handler, "__module__", "")).partition(".")[0] for handler in handlers}
    translated = any(Path(app.confdir or app.srcdir, folder).is_dir() for folder in app.config.locale_dirs)
    return _EXTENSIONS.issuperset(app.extensions) and packages <= _PACKAGES and not app.config.setup and not translated


@cache
def _program() -> list[Any]:
    versions = [metadata.version(name) for name in _LIBRARIES]
    return [sys.version, *versions, code(Path(__file__).parents[1])]


def code(folder: Path) -> str:
    """The digest of the Python modules in a folder."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.py")):
        digest.update(file.relative_to(folder).as_posix().encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _settings(app: Sphinx) -> Iterator[Any]:
    yield plain({setting.name: setting.value for setting in app.config if setting.name not in _OF_RUN})
    yield plain(set(app.tags))


def _environment(env: BuildEnvironment) -> Iterator[Any]:
    for name, value in sorted(vars(env).items()):
        if name not in _APART:
            yield plain([name, value])
    yield plain({docname: _without(kept, {"wordcount"}) for docname, kept in env.metadata.items()})
    for name, data in sorted(env.domaindata.items()):
        yield plain([name, _without(data, _UNPRINTED) if name == "kanko" else data])
    yield plain([env.all_docs.keys(), env.project.docnames])


def _without(kept: Mapping[str, Any], names: Set[str]) -> dict[str, Any]:
    return {name: value for name, value in kept.items() if name not in names}


def plain(value: Any) -> Any:
    """A value as MessagePack has values, the same for equal ones in whatever order mappings and sets were filled.

    Raises UnknownValueError for what cannot even be pickled.
    """
    if isinstance(value, nodes.Text):
        return ["Text", str(value)]
    if value is None or isinstance(value, bool | float | str | bytes):
        return value
    if isinstance(value, int):
        return value if abs(value) < 1 << 63 else str(value)
    kind = type(value).__qualname__
    if isinstance(value, Mapping):
        return [kind, *_ordered([plain(key), plain(each)] for key, each in value.items())]
    if isinstance(value, Set):
        return [kind, *_ordered(map(plain, value))]
    if isinstance(value, list | tuple):
        return [kind, *map(plain, value)]
    return [kind, *_of_object(value)]


def _of_object(value: Any) -> Iterator[Any]:
    if isinstance(value, nodes.Element):
        yield from (plain(value.attributes), *map(plain, value.children))
    elif is_dataclass(value):
        yield from (plain(getattr(value, each.name)) for each in fields(value))
    elif isinstance(value, Path | datetime.date):
        yield str(value)
    else:
        yield _pickled(value)


def _ordered(values: Iterable[Any]) -> list[Any]:
    return sorted(values, key=msgpack.packb)


def _pickled(value: Any) -> bytes:
    try:
        return pickle.dumps(value)
    except Exception as error:  # whatever an object of somebody else raises
        raise UnknownValueError(type(value).__qualname__) from error
