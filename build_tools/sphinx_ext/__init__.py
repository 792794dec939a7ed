"""sphinx_ext: MyST → doctrees of an edition, numbered and with its facts; `setup` is the stage, a Sphinx extension."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_tools.sphinx_ext.captions import captioned
from build_tools.sphinx_ext.excerpts import shows_excerpts
from build_tools.sphinx_ext.extents import extents_of
from build_tools.sphinx_ext.facts import printed
from build_tools.sphinx_ext.index import readings
from build_tools.sphinx_ext.numbering import CAPTION_NUMBER, apply_numbers, chapter_heading, numbers
from build_tools.sphinx_ext.project import edition_of, has_edition, project_documents
from build_tools.sphinx_ext.words import is_japanese

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = [
    "CAPTION_NUMBER",
    "apply_numbers",
    "captioned",
    "chapter_heading",
    "edition_of",
    "extents_of",
    "has_edition",
    "is_japanese",
    "numbers",
    "printed",
    "project_documents",
    "readings",
    "setup",
    "shows_excerpts",
]

# Before every handler that asks for the edition.
FIRST = 100


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register syntax, nodes and handlers, and two settings: the language of messages, and the loaded edition."""
    app.setup_extension("myst_parser")
    app.add_config_value("kanko_messages", "", "", types=frozenset({str}), description="ja or en")
    app.add_config_value("kanko_edition", None, "", types=())
    _register_syntax(app)
    _register_transforms(app)
    _connect(app)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}


def _register_syntax(app: Sphinx) -> None:
    from build_tools.sphinx_ext import directives, html, roles

    html.register(app)
    app.add_directive("roster", directives.Roster)
    app.add_directive("contact", directives.ContactBox)
    app.add_directive("case", directives.Case)
    app.add_directive("point", directives.Point)
    app.add_directive("excerpt", directives.Excerpt)
    app.add_directive("notice", directives.Notice)
    app.add_role("date", roles.Date())
    app.add_role("date-half", roles.Date("half"))
    app.add_role("address", roles.Address())
    app.add_role("title", roles.Title())
    app.add_role("pageref", roles.PageReference())
    app.add_role("ruby", roles.Ruby(), override=True)  # the export may have given it to docutils
    app.add_role("bouten", roles.Bouten(), override=True)


def _register_transforms(app: Sphinx) -> None:
    from build_tools.sphinx_ext.captions import TakeNumberReferences
    from build_tools.sphinx_ext.excerpts import ShowExcerpts
    from build_tools.sphinx_ext.index import TakeReadings
    from build_tools.sphinx_ext.japanese import JoinLines
    from build_tools.sphinx_ext.memory import Memory
    from build_tools.sphinx_ext.ruby import GiveReadingsOnce

    app.add_domain(Memory)
    app.add_transform(JoinLines)
    app.add_transform(TakeNumberReferences)
    app.add_transform(TakeReadings)
    app.add_post_transform(ShowExcerpts)
    app.add_post_transform(GiveReadingsOnce)


def _connect(app: Sphinx) -> None:
    from build_tools.sphinx_ext import dependents, extents, facts, guards, numbering, offline, project, references

    app.connect("config-inited", project.load, priority=FIRST)
    app.connect("builder-inited", facts.give, priority=900)  # after MyST has taken its settings
    app.connect("builder-inited", offline.forbid_addresses)
    app.connect("env-get-outdated", facts.outdated)
    app.connect("source-read", guards.check_source)
    app.connect("doctree-read", numbering.collect)
    app.connect("doctree-read", extents.collect)
    app.connect("doctree-read", references.collect)
    app.connect("doctree-read", guards.check, priority=900)  # after Sphinx has noted images and dependencies
    app.connect("env-get-updated", dependents.updated)
    app.connect("missing-reference", references.resolve)
    app.connect("doctree-resolved", numbering.number_page)
    app.connect("html-page-context", project.name_pages)
