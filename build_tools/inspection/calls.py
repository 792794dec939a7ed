"""pdfium's functions, with addresses as plain numbers.

A page has hundreds of objects and a thousand glyphs, and for each typed pointer that is handed over or given back
ctypes makes an object, which takes longer than the call itself.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium


class _Calls:
    """Each function of pdfium by its name. Pointers are numbers, None for no object; what it writes to is given by
    `ctypes.byref` or as an address.
    """

    def __getattr__(self, name: str) -> Callable[..., Any]:
        found = _plain(getattr(pdfium, name))
        setattr(self, name, found)
        return found


def _plain(function: Any) -> Callable[..., Any]:
    kinds = [_address(kind) for kind in (function.restype, *function.argtypes)]
    return ctypes.cast(function, ctypes.CFUNCTYPE(*kinds))


def _address(kind: Any) -> Any:
    return ctypes.c_void_p if isinstance(kind, type) and issubclass(kind, ctypes._Pointer) else kind


calls = _Calls()
