"""The edition of a Sphinx project: publication.toml becomes Sphinx's settings, so that an edition needs no conf.py."""

from __future__ import annotations

import glob
from typing import Any, Protocol

from sphinx import locale, package_dir
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError

from build_tools.edition import Edition, edition_for_project, load_edition
from build_tools.errors import KankoError
from build_tools.sphinx_ext.messages import message_language

PUBLICATION = "publication.toml"
MYST_EXTENSIONS = {
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "fieldlist",
    "substitution",
}


class HasConfig(Protocol):
    """A Sphinx application or build environment."""

    @property
    def config(self) -> Config: ...


def has_edition(owner: HasConfig) -> bool:
    """Whether the project is an edition, with a publication.toml of its own."""
    return owner.config.kanko_edition is not None


def edition_of(owner: Sphinx | BuildEnvironment) -> Edition:
    """The edition of a project; one made of the project's settings and toctrees where it has no publication.toml."""
    if has_edition(owner):
        edition: Edition = owner.config.kanko_edition
        return edition
    env = owner.env if isinstance(owner, Sphinx) else owner
    config = env.config
    author = "" if config.author == config.values["author"].default else config.author
    return edition_for_project(config.project, author, config.language, project_documents(env), folder=env.srcdir)


def project_documents(env: BuildEnvironment) -> tuple[str, ...]:
    """The root document and what stands directly under it, in the order of its toctrees."""
    root = env.config.root_doc
    return (root, *dict.fromkeys(name for name in env.toctree_includes.get(root, ()) if name != root))


def load(app: Sphinx, config: Config) -> None:
    """Load the edition and set what follows from it; a project without publication.toml stays as it is.

    Raises ConfigError with every mistake of publication.toml.
    """
    if config.kanko_edition is None:
        if not (app.srcdir / PUBLICATION).is_file():
            return
        config.kanko_edition = _load(app, config)
    for name, value in _settings(config.kanko_edition).items():
        if not _is_set(config, name):
            setattr(config, name, value)
    # Sphinx took up its own words (注釈, 警告 …) before it knew the edition's language.
    locale.init([None, package_dir / "locale"], config.language)
    config.suppress_warnings = [*config.suppress_warnings, "toc.not_included"]


def _load(app: Sphinx, config: Config) -> Edition:
    try:
        return load_edition(app.srcdir)
    except KankoError as error:
        language = message_language(config)
        raise ConfigError("\n".join(problem.say(language) for problem in error.problems)) from error


def _settings(edition: Edition) -> dict[str, Any]:
    """`project` is the id, since Sphinx reads all anew when it changes; titles go where a change costs little."""
    chapters = dict.fromkeys(chapter for document in edition.documents for chapter in document.chapters)
    files = dict.fromkeys(glob.escape(chapter.file) for chapter in chapters)
    return {
        "project": edition.id,
        "html_title": edition.title,
        "html_short_title": edition.title,
        "language": edition.language,
        "root_doc": next(iter(chapters)).docname,
        "include_patterns": sorted(files),
        "myst_enable_extensions": MYST_EXTENSIONS,
    }


def _is_set(config: Config, name: str) -> bool:
    default = config.values[name].default
    return bool(getattr(config, name) != (default(config) if callable(default) else default))


def name_pages(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Give HTML templates the publication's title as the name of the project."""
    if has_edition(app):
        context["project"] = edition_of(app).title
