"""What a form of report is: a module of `forms/` with a `FORM`, which says what it writes and how."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final, TextIO

from build_tools.errors import KankoError, Language, Problem, Text
from build_tools.findings import Proof
from build_tools.reports import forms

FORMS: Final = tuple(sorted(module.name for module in pkgutil.iter_modules(forms.__path__)))


@dataclass(frozen=True)
class TextForm:
    """A report that is text: `write` puts it into a stream, which it looks at (a terminal?) but does not close."""

    write: Callable[[Proof, Language, TextIO], None]


@dataclass(frozen=True)
class FolderForm:
    """A report that is a folder: `make` fills one that is empty; `opened` is the file in it that people open.

    A folder of that form has `mark` in the first 1,000 bytes of that file: no other folder is replaced.
    """

    make: Callable[[Proof, Language, Path], None]
    opened: str
    mark: str


def form_named(name: str) -> TextForm | FolderForm:
    """The form of a name; it is imported only now, with the libraries that it needs.

    Raises KankoError for a name that is none.
    """
    if name not in FORMS:
        what = Text(f"There is no form of report called {name}.", f"「{name}」という報告の形式はありません。")
        remedy = Text(f"Choose one of: {', '.join(FORMS)}.", f"次から選んでください: {'、'.join(FORMS)}")
        raise KankoError([Problem("report.unknown-form", what, None, remedy)])
    form: TextForm | FolderForm = import_module(f"{forms.__name__}.{name}").FORM
    return form
