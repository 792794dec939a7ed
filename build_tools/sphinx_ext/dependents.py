"""Which chapters to write anew without a change of their own: their numbers changed, or what they show of others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from build_tools.errors import Problem
from build_tools.sphinx_ext import excerpts, index, numbering, references
from build_tools.sphinx_ext.memory import Mention, MentionKind, memory
from build_tools.sphinx_ext.messages import warn
from build_tools.sphinx_ext.project import edition_of, has_edition


def updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Check every mention of another place, and return the chapters to write anew.

    The checks run in every build, also of chapters not read again: an error does not go away by building twice.
    """
    numbering.check(app, env)
    index.check(app, env)
    for docname, mentions in memory(env).mentions.items():
        for mention in mentions:
            _check(app, env, docname, mention)
    return [docname for docname in sorted(env.all_docs) if _has_changed(env, docname)]


_PROBLEMS: Mapping[MentionKind, Callable[[BuildEnvironment, str], Problem | None]] = {
    "excerpt": excerpts.problem_of,
    "page": references.problem_of_page,
    "ref": references.problem_of_page,
    "number": references.problem_of_number,
    "title": references.problem_of,
}


def _check(app: Sphinx, env: BuildEnvironment, docname: str, mention: Mention) -> None:
    if problem := _PROBLEMS[mention.kind](env, mention.label):
        warn(app.config, problem, (docname, mention.line))


def _has_changed(env: BuildEnvironment, docname: str) -> bool:
    kept, now = memory(env).shown, _shown(env, docname)
    changed = kept.get(docname) != now
    kept[docname] = now
    return changed


def _shown(env: BuildEnvironment, docname: str) -> str:
    own = numbering.page_numbers(env, edition_of(env), docname) if has_edition(env) else {}
    others = [
        excerpts.digest(env, mention.label) if mention.kind == "excerpt" else references.heading(env, mention.label)
        for mention in memory(env).mentions.get(docname, ())
    ]
    readings = edition_of(env).readings if has_edition(env) else ""
    return hashlib.sha256(repr((sorted(own.items()), others, readings)).encode()).hexdigest()
