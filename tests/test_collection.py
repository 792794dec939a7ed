"""Garbage is collected where it is made, and nothing else is looked at."""

from __future__ import annotations

import gc
import weakref

from build_tools.collection import own_garbage_collected


class Knot:
    """Something that only the collector can take away."""

    def __init__(self) -> None:
        self.itself = self


def knot() -> weakref.ref[Knot]:
    return weakref.ref(Knot())


def test_what_was_made_meanwhile_goes_and_what_was_there_is_left_to_others():
    gc.collect()
    gc.disable()
    try:
        before = knot()
        with own_garbage_collected():
            made = knot()
            kept = Knot()
            assert made() is not None
        assert made() is None
        assert before() is not None and kept.itself is kept
        assert gc.get_freeze_count() == 0
        gc.collect()
        assert before() is None
    finally:
        gc.enable()
