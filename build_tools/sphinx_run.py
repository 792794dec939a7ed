"""Run one Sphinx builder over an edition and hand back every warning as a problem."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.late import late

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ASSEMBLED = "kanko-assembled"
# What Sphinx loads of its own and no edition needs that brings no configuration of its own: builders of other forms.
UNUSED = frozenset(
    {
        *(f"sphinx.builders.{name}" for name in ("changes", "epub3", "latex", "linkcheck", "manpage")),
        *(f"sphinx.builders.{name}" for name in ("singlehtml", "texinfo", "text", "xml")),
        *(f"sphinxcontrib.{name}" for name in ("applehelp", "devhelp", "htmlhelp", "qthelp", "serializinghtml")),
    }
)
# What it imports for images from the web, and for the output of Python's prompt.
LATE = ("sphinx.util.requests", "sphinx.ext.doctest")
EXTENSIONS = ("build_tools.sphinx_ext", "build_tools.site", "build_tools.press")
_MEANINGS = {
    "docutils": "書き方に誤りがあります",
    "image.not_readable": "画像ファイルが見つかりません。ファイル名と置き場所を確かめてください",
    "math": "数式は組まれず、LaTeX の書き方のまま印刷されます",
    "myst.directive_parse": "ディレクティブの書き方に誤りがあります",
    "myst.directive_unknown": "そのようなディレクティブはありません。つづりを確かめてください",
    "myst.header": "見出しの段が飛んでいます",
    "myst.role_unknown": "そのようなロールはありません。つづりを確かめてください",
    "myst.xref_missing": "リンク先がありません。ファイル名かラベルを確かめてください",
    "ref.footnote": "本文から参照されていない脚注があります",
    "ref.ref": "そのラベルの箇所がありません。ラベルのつづりを確かめてください",
    "typesetter": "組版で問題が起きました",
    "download": "本文で示すファイルが PDF に添付されていません。publication.toml の attachments に書いてください",
    "font": "書体にない文字があります",
    "unresolved": "リンク先が紙面にありません",
}
_LOCATION = re.compile(r"(?P<path>.*?)(?::(?P<line>\d+))?(?::<.*>)?\Z", re.DOTALL)


@dataclass(frozen=True)
class Run:
    """What to run: the builder, the edition's folder, where to write and where to keep the doctrees, settings over
    conf.py's, and handlers of the Sphinx events that follow once the builder is there.
    """

    builder: str
    source: Path
    output: Path
    doctrees: Path
    settings: Mapping[str, Any] = field(default_factory=dict)
    handlers: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    allowed: frozenset[str] = frozenset()


def run_sphinx(run: Run) -> Sphinx:
    """Run a builder and return the application.

    Raises KankoError with everything that Sphinx, MyST and the extensions warned of and the edition does not allow, and
    where Sphinx itself can't go on. An edition's own conf.py is used when it has one. Nothing is typeset of an edition
    that is refused anyway.
    """
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    own = (run.source / "conf.py").is_file()
    early = io.StringIO()
    with patch_docutils(run.source if own else None), docutils_namespace():
        try:
            app = _application(run, own, early)
            with _collecting(app) as problems:
                if ASSEMBLED in app.events.events:
                    app.connect(ASSEMBLED, lambda app: _refuse(problems, run.allowed))
                app.build()
        except SphinxError as error:
            cause = getattr(error, "orig_exc", None)  # what a handler of an event raised
            raise cause if isinstance(cause, KankoError) else KankoError([_failure(error)]) from error
    _refuse([*_early_problems(early), *problems], run.allowed)
    return app


def _refuse(problems: Iterable[Problem], allowed: frozenset[str]) -> None:
    refused = [problem for problem in problems if problem.name not in allowed]
    if refused:
        raise KankoError(sorted(refused, key=_reading_order))


def _reading_order(problem: Problem) -> tuple[str, int]:
    return (problem.place.path, problem.place.line or 0) if problem.place else ("", 0)


def _application(run: Run, own_configuration: bool, warnings: io.StringIO) -> Sphinx:
    late(*LATE)
    from sphinx.application import Sphinx

    settings = dict(run.settings) if own_configuration else {"extensions": list(EXTENSIONS), **run.settings}
    with nullcontext() if own_configuration else _without(UNUSED):
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


@contextmanager
def _without(unused: Collection[str]) -> Iterator[None]:
    """Let Sphinx leave out what it would load of its own: a third of the time that it takes to start."""
    from sphinx import application

    every = application.builtin_extensions
    application.builtin_extensions = tuple(name for name in every if name not in unused)
    try:
        yield
    finally:
        application.builtin_extensions = every


class _Problems(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        name = _name(record)
        # A record's own getMessage puts place and level in front; each of Sphinx's filters that it went through puts
        # its name behind.
        message = logging.LogRecord.getMessage(record)
        while message.endswith(f" [{name}]"):
            message = message.removesuffix(f" [{name}]")
        problem = _problem(message, str(getattr(record, "location", "") or ""), name)
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
        place = Place(typed(Path(found["path"])), int(found["line"]) if found["line"] else None)
    name = name.removeprefix("kanko.")
    return Problem(name, _plainly(name, message), place)


def _plainly(name: str, message: str) -> Text:
    """What Sphinx says in English, in Japanese behind what it means; our own messages are in the user's language."""
    return Text(message, f"{_MEANINGS[name]}（{message}）" if name in _MEANINGS else message)


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
