"""What WeasyPrint says while it works."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint.logger import LOGGER


class _Collected(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


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
