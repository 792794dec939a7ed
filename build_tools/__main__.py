"""`python -m build_tools` is `kanko`."""

import atexit
import os
import sys
from contextlib import suppress
from typing import NoReturn

from build_tools.collection import rare_collection


def run() -> NoReturn:
    """The command `kanko`, in a process of its own."""
    rare_collection()
    from build_tools.cli import main  # it takes in a lot already

    try:
        main(prog_name="kanko")
    except SystemExit as ended:
        _end(ended)
    raise AssertionError("click ends by raising SystemExit")


def _end(ended: SystemExit) -> NoReturn:
    """End as Python does, but for giving back very many objects one by one: what is to be done at the end is done, and
    what was said is written.
    """
    if ended.code is not None and not isinstance(ended.code, int):
        raise ended
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads it any more, or it is closed
            stream.flush()
    os._exit(ended.code or 0)


if __name__ == "__main__":
    run()
