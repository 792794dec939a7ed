"""Run one Sphinx builder over an edition and hand back every warning as a problem."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_tools.errors import KankoError, Place, Problem, Text

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EXTENSIONS = ("build_tools.sphinx_ext", "build_tools.site", "build_tools.press")
_LOCATION = re.compile(r"(?P<path>.*?)(?::(?P<line>\d+))?(?::<.*>)?\Z", re.DOTALL)


@dataclass(frozen=True)
class Run:
    """What to run: the builder, the edition's folder, where to write and where to keep the doctrees, settings over
    conf.py's, and handlers of Sphinx events.
    """

    builder: str
    source: Path
    output: Path
    doctrees: Path
    settings: Mapping[str, Any] = field(default_factory=dict)
    handlers: Mapping[str, Callable[..., None]] = field(default_factory=dict)


def run_sphinx(run: Run) -> tuple[Sphinx, list[Problem]]:
    """Run a builder; return the application and what Sphinx, MyST and the extensions warned of.

    Raises KankoError where Sphinx itself can't go on. An edition's own conf.py is used when it has one.
    """
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    own = (run.source / "conf.py").is_file()
    early = io.StringIO()
    with patch_docutils(run.source if own else None), docutils_namespace():
        try:
            app = _application(run, own, early)
            with _collecting(app) as problems:
                app.build()
        except SphinxError as error:
            raise KankoError([_failure(error)]) from error
    return app, [*_early_problems(early), *problems]


def _application(run: Run, own_configuration: bool, warnings: io.StringIO) -> Sphinx:
    from sphinx.application import Sphinx

    settings = dict(run.settings) if own_configuration else {"extensions": list(EXTENSIONS), **run.settings}
    app = Sphinx(
        srcdir=run.source,
        confdir=run.source if own_configuration else None,
        outdir=run.output,
        doctreedir=run.doctrees,
        buildername=run.builder,
        confoverrides=settings,
        status=None,
        warning=warnings,
    )
    for event, handler in run.handlers.items():
        app.connect(event, handler)
    return app


class _Problems(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        problem = _problem(record.getMessage(), str(getattr(record, "location", "") or ""), _name(record))
        if problem not in self.problems:
            self.problems.append(problem)


@contextmanager
def _collecting(app: Sphinx) -> Iterator[list[Problem]]:
    """Collect warnings as Sphinx shows them: those suppressed by the configuration left out, each with its place."""
    from sphinx.util.logging import NAMESPACE, WarningLogRecordTranslator, WarningSuppressor

    handler = _Problems()
    handler.addFilter(WarningSuppressor(app))
    handler.addFilter(WarningLogRecordTranslator(app))
    logger = logging.getLogger(NAMESPACE)
    logger.addHandler(handler)
    try:
        yield handler.problems
    finally:
        logger.removeHandler(handler)


def _name(record: logging.LogRecord) -> str:
    kind, subtype = getattr(record, "type", None), getattr(record, "subtype", None)
    return ".".join(filter(None, (kind, subtype))) or "sphinx.warning"


def _problem(message: str, location: str, name: str) -> Problem:
    place = None
    if location and (found := _LOCATION.match(location)):
        place = Place(_shown(found["path"]), int(found["line"]) if found["line"] else None)
    return Problem(name.removeprefix("kanko."), Text(message, message), place)


def _shown(path: str) -> str:
    """A path as the user would type it: from here when it is below."""
    try:
        return str(Path(path).resolve().relative_to(Path.cwd()))
    except ValueError:
        return path


def _early_problems(stream: io.StringIO) -> list[Problem]:
    """What was said before Sphinx took handlers (while it read the configuration and loaded extensions)."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())
    return [
        _problem(line, "", "sphinx.setup")
        for line in text.splitlines()
        if "WARNING: " in line and ":" not in line.split("WARNING: ")[0]
    ]


def _failure(error: Exception) -> Problem:
    return Problem("sphinx.failed", Text(f"Sphinx can't build this: {error}", f"Sphinx が処理できません: {error}"))
