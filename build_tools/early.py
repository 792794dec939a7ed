"""What a build does of its closing check before its PDFs are there, where it is long: the sources are held against the
manuscript in idle time, and the processes that will read the pages are started before one core links.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from build_tools.forked import Forked, forked

if TYPE_CHECKING:
    from build_tools.findings import Fault

# What `lint` finds: the codes of rules, and what they found.
Linted = list[tuple[str, "Fault"]]
# Bytes of a manuscript below which nothing is gained.
LONG: Final = 300_000


class Early:
    """The part of the check of an edition, by its folder, that is done early; nothing, where nothing is to be checked.
    `linted` gives what the sources were found to be, if that was begun.
    """

    def __init__(self, source: Path, *, checked: bool) -> None:
        self._source, self._checked = source, checked
        self.linted: Forked[Linted] | None = None

    @property
    def handlers(self) -> Mapping[str, Callable[..., None]]:
        """What to do at the events of the press."""
        if not self._checked:
            return {}
        return {"kanko-manuscript-written": self._begin_lint, "kanko-compiled": self._prepare}

    def _begin_lint(self, _app: Any, manuscript: str) -> None:
        data = Path(manuscript).read_bytes()  # the file is moved soon
        if len(data) >= LONG:
            self.linted = forked(lambda: _linted(data, self._source), idle=True)

    def _prepare(self, _app: Any) -> None:
        """From here on a core is often idle, and this process waits."""
        if self.linted:
            from build_tools.inspection.beside import prepare

            prepare()
            Thread(target=_take_in, daemon=True).start()

    def end(self) -> None:
        """Give up what nobody has asked for."""
        if self.linted:
            from build_tools.inspection.beside import dismiss

            self.linted.drop()
            dismiss()


def _take_in() -> None:
    """What the check needs, and room for it: what Sphinx has left behind goes first."""
    gc.collect()
    import_module("build_tools.proving")


def _linted(data: bytes, source: Path) -> Linted:
    from build_tools.lint import lint
    from build_tools.manuscript.model import Manuscript

    return [(rule.code, fault) for rule, fault in lint(Manuscript.model_validate_json(data), source)]
