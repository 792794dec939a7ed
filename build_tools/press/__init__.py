"""press: doctrees → PDFs. The stage is `publish.publish` (compile each unit, link each document); `setup` registers
the Sphinx builder `pdf`, and `manuscript` for the text alone. Nothing is imported here, so that a worker process loads
the compiler alone.
"""

from __future__ import annotations

import ctypes.util
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# Fontconfig names families in the language of the locale, and the names go into the file: the same bytes everywhere
# need one language. It must be set before fontconfig is first used.
os.environ["FC_LANG"] = "en"

# WeasyPrint tries several names for each shared library, and for each that is not there ctypes asks gcc and ld: a fifth
# of a second. The loader finds what is installed by the last of the names.
for _asking in ("_findLib_gcc", "_findLib_ld"):
    if hasattr(ctypes.util, _asking):
        setattr(ctypes.util, _asking, lambda name: None)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builders `pdf` and `manuscript`, their settings and their events.

    Settings: `kanko_only` (document ids), `kanko_cache` (a folder), `kanko_jobs` (how many workers), `kanko_executor`
    (which ones), `kanko_seconds` and `kanko_megabytes` (what a unit may take; 0: no limit).
    """
    from build_tools.press.builder import (
        ASSEMBLED,
        COMPILED,
        UNIT_COMPILED,
        ManuscriptBuilder,
        PdfBuilder,
        forget_reading,
        note_reading,
    )
    from build_tools.press.witness import MANUSCRIPT_WRITTEN

    app.setup_extension("build_tools.sphinx_ext")
    app.add_builder(PdfBuilder)
    app.add_builder(ManuscriptBuilder)
    app.add_config_value("kanko_jobs", 1, "", types=frozenset({int}))
    app.add_config_value("kanko_only", (), "", types=frozenset({tuple, list}))
    app.add_config_value("kanko_cache", "", "", types=frozenset({str}))
    app.add_config_value("kanko_executor", "", "", types=frozenset({str}))
    app.add_config_value("kanko_seconds", 600, "", types=frozenset({int, float}))
    app.add_config_value("kanko_megabytes", 2000, "", types=frozenset({int}))
    app.connect("env-before-read-docs", note_reading)
    app.connect("doctree-read", forget_reading)
    app.add_event(ASSEMBLED)
    app.add_event(UNIT_COMPILED)
    app.add_event(COMPILED)
    app.add_event(MANUSCRIPT_WRITTEN)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
