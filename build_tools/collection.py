"""Python's collector of garbage, told to wait where there is none to find among very many objects."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Objects made before the collector looks at the young ones; Python's own 700 fit programs of few objects.
YOUNG = 100_000


@contextmanager
def no_collection() -> Iterator[None]:
    """Look for no garbage meanwhile; afterwards all is as it was, but in a command that runs once: there, what was made
    meanwhile is never looked at.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled and gc.get_threshold()[0] == YOUNG:
            gc.freeze()
        if enabled:
            gc.enable()


@contextmanager
def own_garbage_collected() -> Iterator[None]:
    """Collect at the end what has become garbage meanwhile, and look at nothing that was there before: a process may
    hold very much else.
    """
    gc.freeze()
    try:
        with no_collection():
            yield
    finally:
        gc.collect()
        gc.unfreeze()


def rare_collection() -> None:
    """Look for garbage rarely from now on, and no more at the end of this process: for a command that runs once.

    Python looks through all objects several times before it ends; what is frozen it passes over.
    """
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    atexit.register(gc.freeze)
