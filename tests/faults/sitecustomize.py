"""A Python with this folder on its PYTHONPATH has a typesetter with faults: words in a text call for them."""

from __future__ import annotations

import os
import signal
import time
from functools import wraps
from unittest.mock import patch

from build_tools.press import work as module
from build_tools.press.pins import require
from build_tools.press.unit import Unit


def break_down() -> None:
    raise RecursionError("too deep")


def grow() -> None:
    hoard = []
    while True:
        hoard.append(bytes(100_000))


FAULTS = {
    "壊れる章": break_down,
    "太る章": grow,
    "終わらない章": lambda: time.sleep(600),
    "落ちる章": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "版の違う章": lambda: require({"pydyf": "0"}),
    "部品の足りない章": lambda: __import__("no_such_part"),
}
_good = module.work


@wraps(_good)
def work(unit: Unit) -> module.Made:
    for word, fault in FAULTS.items():
        if word in unit.html:
            with patch("build_tools.press.compile.typeset", lambda *_, fault=fault: fault()):
                return _good(unit)
    return _good(unit)


module.work = work
