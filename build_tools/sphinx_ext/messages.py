"""What is said to the people who write: problems go through Sphinx's logger, in the language of the reader."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from typing import Literal

from docutils import nodes
from sphinx.config import Config
from sphinx.util import logging

from build_tools.errors import Language, Problem, Text

# Labels that every Sphinx project has and no author means.
_OF_SPHINX = {"genindex", "modindex", "search", "py-modindex"}
logger = logging.getLogger(__name__)
Location = nodes.Node | tuple[str, int | None] | str


def warn(config: Config, problem: Problem, location: Location) -> None:
    """Log a problem as a warning `kanko.<name>`; the pipeline makes errors of warnings."""
    logger.warning("%s", sentence(config, problem), location=location, type="kanko", subtype=problem.name)


def sentence(config: Config, problem: Problem) -> str:
    """A problem and its remedy in the language of the reader; place and name are what Sphinx's logger adds."""
    language = message_language(config)
    remedy = "" if problem.remedy is None else f" → {problem.remedy.say(language)}"
    return problem.what.say(language) + remedy


def message_language(config: Config) -> Language:
    """The setting `kanko_messages`, else the environment's KANKO_LANG, else the locale's language, else English."""
    named = getattr(config, "kanko_messages", "")  # there is none where {reuse} alone is used
    for wish in (named, os.environ.get("KANKO_LANG"), *map(os.environ.get, ("LC_ALL", "LANG"))):
        if wish:
            return _language(wish)
    return "en"


def _language(wish: str) -> Literal["ja", "en"]:
    return "ja" if wish.startswith("ja") else "en"


def near(wanted: str, known: Iterable[str]) -> Text | None:
    """The remedy that names what lies near a name that is not known; none when nothing does."""
    close = difflib.get_close_matches(wanted, sorted(set(known) - _OF_SPHINX), n=3, cutoff=0.5)
    if not close:
        return None
    return Text(f"did you mean {' / '.join(close)}?", f"もしかして: {'、'.join(close)}")
