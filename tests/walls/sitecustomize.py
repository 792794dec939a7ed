"""A Python with this folder on its PYTHONPATH can read nothing below the folder BEHIND_WALLS, as if it lay on another
machine.
"""

from __future__ import annotations

import os
import sys

WALLED = os.environ.get("BEHIND_WALLS")
READING = {"open", "os.listdir", "os.scandir"}


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in READING and isinstance(arguments[0], str | bytes):
        path = os.path.abspath(os.fsdecode(arguments[0]))
        if path.startswith(f"{WALLED}{os.sep}"):
            raise PermissionError(f"{path} lies on another machine")


if WALLED:
    sys.addaudithook(_refuse)
