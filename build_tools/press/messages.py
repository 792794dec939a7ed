"""What WeasyPrint says while it works."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint.logger import LOGGER


class _Collected(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        _refuse_want_of_memory(sys.exc_info()[1])
        self.messages.append(record.getMessage())


def _refuse_want_of_memory(error: BaseException | None) -> None:
    """An image for which there was no memory would be left out with a warning, as if it were spoilt."""
    while error is not None:
        if isinstance(error, MemoryError):
            raise error
        error = error.__cause__ or error.__context__


@contextmanager
def collecting() -> Iterator[list[str]]:
    """Collect the warnings of what is done meanwhile; nobody else hears them."""
    collected = _Collected()
    handlers, LOGGER.handlers = LOGGER.handlers, [collected]
    propagate, LOGGER.propagate = LOGGER.propagate, False
    try:
        yield collected.messages
    finally:
        LOGGER.handlers, LOGGER.propagate = handlers, propagate
