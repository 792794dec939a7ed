"""What workers are forked from: the typesetter, with all that each of them would make for itself at its first unit.

Nothing here may ask Pango or fontconfig for anything: they have threads and locks of their own, which a fork does not
survive.
"""

from __future__ import annotations

import gc

from build_tools.press import compile as compiler
from build_tools.press import economies
from build_tools.resources import templates_root

__all__ = ["compiler"]

economies.parse_types()
for _path in sorted((templates_root() / "print").rglob("*.css")):
    economies.stylesheet(_path.read_text("utf-8"))
gc.collect()
gc.freeze()  # what is there by now stays: collectors of workers pass over it
