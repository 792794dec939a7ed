"""The process that reads one file: stdin is the PDF, stdout the answer, a pickle of a PdfDocument or a KankoError."""

from __future__ import annotations

import math
import pickle
import resource
import sys
from functools import partial

from build_tools.errors import KankoError
from build_tools.inspection import messages
from build_tools.inspection.document import PdfDocument


def main() -> None:
    """Take the limits upon itself, read, answer. Its arguments: folder, name, seconds, megabytes."""
    _, _, path, seconds, megabytes = sys.argv
    _limit(float(seconds), int(megabytes))
    answer = pickle.dumps(_read(path, int(megabytes)), pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.write(answer)


def _limit(seconds: float, megabytes: int) -> None:
    """Hold even if whoever started this is gone."""
    size = megabytes * 10**6
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(path: str, megabytes: int) -> PdfDocument | KankoError:
    try:
        from build_tools.inspection.beside import shown_by  # within the limits
        from build_tools.inspection.reading import read

        data = sys.stdin.buffer.read()
        return read(data, path, partial(shown_by, data))
    except KankoError as error:
        return error
    except MemoryError:
        return KankoError([messages.too_large(path, megabytes)])
