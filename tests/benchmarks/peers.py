"""The peers: other ways from the same prose to a PDF, each in its usual configuration.

`make bench-peers` (`python -m tests.benchmarks.peers`) installs them: `peers.txt` into an environment of its own in
build/bench-peers, and TeX from Debian's packages.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.bootstrap import CanNotError, install, privilege
from tests.benchmarks.corpus import Corpus
from tests.benchmarks.measure import Usage, measure
from tests.benchmarks.writings import write_sphinx, write_typst

ROOT = Path(__file__).parents[2]
PINS = Path(__file__).with_name("peers.txt")
HOME = ROOT / "build" / "bench-peers"
BIN = HOME / "bin"
# The smallest set with which Sphinx's preamble goes through, and a file or program of each.
TEX = ("texlive-lang-japanese", "tex-gyre", "texlive-latex-extra", "latexmk")
TEX_PROGRAMS = ("latexmk", "uplatex", "dvipdfmx", "kpsewhich")
TEX_FILES = ("pxchfon.sty", "tgtermes.sty", "fncychap.sty")

_SIMPLEPDF = 'extensions = ["myst_parser", "sphinx_simplepdf"]\nsimplepdf_file_name = "corpus.pdf"'
# pxchfon embeds the Japanese fonts, which upLaTeX otherwise only names.
_UPLATEX = r"""extensions = ["myst_parser"]
latex_engine = "uplatex"
latex_show_pagerefs = True
latex_documents = [("index", "corpus.tex", project, author, "manual")]
latex_elements = {"papersize": "a4paper", "preamble": r"\usepackage[haranoaji]{pxchfon}"}"""


@dataclass(frozen=True)
class Peer:
    """A way to a PDF: what writes its sources into a folder, the command run there, where the PDF is then, and whether
    it needs TeX.
    """

    name: str
    write: Callable[[Path, Corpus], None]
    command: tuple[str, ...]
    pdf: str
    tex: bool = False

    def is_installed(self) -> bool:
        return _has_environment() and (not self.tex or _has_tex())

    def build(self, folder: Path, chapters: Corpus) -> tuple[Usage, Path]:
        """Write the sources, run the command, and tell where the PDF should be."""
        self.write(folder, chapters)
        return measure(("env", f"PATH={BIN}:{os.environ['PATH']}", *self.command), folder), folder / self.pdf


SIMPLEPDF = Peer(
    "sphinx-simplepdf",
    lambda folder, chapters: write_sphinx(folder, chapters, _SIMPLEPDF),
    ("sphinx-build", "-b", "simplepdf", ".", "out"),
    "out/corpus.pdf",
)
UPLATEX = Peer(
    "Sphinx, LaTeX (upLaTeX)",
    lambda folder, chapters: write_sphinx(folder, chapters, _UPLATEX),
    ("sphinx-build", "-M", "latexpdf", ".", "out"),
    "out/latex/corpus.pdf",
    tex=True,
)
TYPST = Peer(
    "Typst",
    write_typst,
    (str(BIN / "python"), "-c", "import typst; typst.compile('corpus.typ', output='corpus.pdf')"),
    "corpus.pdf",
)
PEERS = (SIMPLEPDF, UPLATEX, TYPST)


def _has_environment() -> bool:
    """Whether the environment was made from the pins as they are."""
    made_from = HOME / PINS.name
    return made_from.is_file() and made_from.read_bytes() == PINS.read_bytes()


def _has_tex() -> bool:
    if not all(map(shutil.which, TEX_PROGRAMS)):
        return False
    return not subprocess.run(["kpsewhich", *TEX_FILES], stdout=subprocess.DEVNULL, check=False).returncode


def set_up() -> None:
    """Install what is missing; raises CanNotError where that fails."""
    if not _has_environment():
        venv.create(HOME, with_pip=True, clear=True)
        pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if _run([*pip, "-r", str(PINS)]):
            raise CanNotError("pip could not install the peers.", "比べる相手を pip で入れられませんでした。")
        shutil.copy(PINS, HOME)
    if not _has_tex():
        install(TEX, privilege(), shutil.which("apt-get"), _run)


def _run(command: Sequence[str]) -> int:
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode


if __name__ == "__main__":
    try:
        set_up()
    except CanNotError as error:
        sys.exit(f"{error.en}\n{error.ja}")
