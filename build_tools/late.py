"""Modules that others import and hardly ever use, taken in when something of them is asked for.

`importlib.util.LazyLoader` of Python 3.11 takes a module in as soon as a second one imports it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Late(ModuleType):
    """Stands for a module until something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # the import system asks for these, and goes without them
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def late(*names: str) -> None:
    """Let modules be imported without being taken in, as far as they are not there yet."""
    for name in names:
        sys.modules.setdefault(name, _Late(name))
