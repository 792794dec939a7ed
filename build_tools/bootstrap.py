"""Set up the machine and the environment, once: system parts, then `.venv/` from the hash-locked file.

Runs with the system's own Python and the standard library alone, before anything is installed:
`python3 build_tools/bootstrap.py build` or `… test` (the judges and tools of the tests as well). Exit code 2 and one
sentence where something can't be had. When nothing has to be done it does nothing and is quick.
"""

import ctypes.util
import hashlib
import locale
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, List, Optional, Sequence, Tuple

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
LOCKS = {"build": "requirements.lock", "test": "requirements-test.lock"}
Run = Callable[[Sequence[str]], int]


@dataclass(frozen=True)
class Part:
    """A part of the system: the Debian packages that bring it, how to see it is there, whether only tests need it."""

    packages: Tuple[str, ...]
    present: Callable[[], bool]
    for_tests: bool = False


def library(name: str) -> Callable[[], bool]:
    """Whether a shared library is there."""
    return lambda: ctypes.util.find_library(name) is not None


def font(family: str) -> Callable[[], bool]:
    """Whether fontconfig knows a family."""
    return lambda: shutil.which("fc-list") is not None and bool(_output(["fc-list", ":family=" + family, "file"]))


def profile(name: str) -> Callable[[], bool]:
    """Whether the system has an ICC profile."""
    return lambda: os.path.isfile(os.path.join("/usr/share/color/icc", name))


def program(*names: str) -> Callable[[], bool]:
    """Whether one of these commands is there."""
    return lambda: any(shutil.which(name) for name in names)


def _output(command: Sequence[str]) -> str:
    return (
        subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout.decode().strip()
    )


def _can_make_environments() -> bool:
    return not subprocess.run(
        [sys.executable, "-c", "import venv, ensurepip"], stderr=subprocess.DEVNULL, check=False
    ).returncode


PARTS = (
    Part(("python3-venv",), _can_make_environments),
    Part(("fontconfig",), program("fc-list")),
    Part(("libpango-1.0-0",), library("pango-1.0")),
    Part(("libpangoft2-1.0-0",), library("pangoft2-1.0")),
    Part(("libharfbuzz-subset0",), library("harfbuzz-subset")),
    Part(("fonts-morisawa-bizud-mincho",), font("BIZ UDMincho")),
    Part(("fonts-morisawa-bizud-gothic",), font("BIZ UDGothic")),
    Part(("fonts-noto-cjk",), font("Noto Serif CJK JP")),
    Part(("libgs-common",), profile("ghostscript/default_cmyk.icc")),
    Part(("ghostscript",), program("gs"), for_tests=True),
    Part(("qpdf",), program("qpdf"), for_tests=True),
    Part(("poppler-utils",), program("pdffonts"), for_tests=True),
    Part(("default-jdk-headless",), program("javac"), for_tests=True),
    Part(("chromium",), program("chromium", "chromium-browser", "google-chrome"), for_tests=True),
)


class CanNotError(Exception):
    """A sentence in English and Japanese that says what to do."""

    def __init__(self, en: str, ja: str) -> None:
        super().__init__(en)
        self.en, self.ja = en, ja


def missing(parts: Sequence[Part], tests: bool) -> List[str]:
    """The Debian packages of the parts that are not there."""
    wanted = [part for part in parts if tests or not part.for_tests]
    return [package for part in wanted if not part.present() for package in part.packages]


def privilege() -> Optional[List[str]]:
    """What goes before a command to run it as root: nothing as root, `sudo -n` where that asks nothing, else None."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and not subprocess.run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL, check=False).returncode
    ):
        return ["sudo", "-n"]
    return None


def install(packages: Sequence[str], before: Optional[List[str]], apt: Optional[str], run: Run) -> None:
    """Install Debian packages.

    Raises CanNotError where there is no apt or no right to use it, and where apt fails.
    """
    names = " ".join(packages)
    if apt is None:
        en = (
            "These parts of the system are missing and this is no Debian or Ubuntu: install what they name here: "
            + names
        )
        raise CanNotError(
            en, "次の部品が足りません。Debian・Ubuntu 以外では、これらに当たるものを入れてください: " + names
        )
    command = "sudo apt-get update && sudo apt-get install -y --no-install-recommends " + names
    if before is None:
        raise CanNotError(
            "Parts of the system are missing; run: " + command,
            "足りない部品があります。次を実行してください: " + command,
        )
    environment = [*before, "env", "DEBIAN_FRONTEND=noninteractive"]
    steps = (
        [*environment, apt, "update", "-qq"],
        [*environment, apt, "install", "-y", "-qq", "--no-install-recommends", *packages],
    )
    if any(run(step) for step in steps):
        raise CanNotError(
            "apt could not install everything; run: " + command,
            "apt で入れられませんでした。次を実行してください: " + command,
        )


def python() -> str:
    """A Python that is new enough: this one, or a newer one beside it.

    Raises CanNotError where there is none.
    """
    if sys.version_info[:2] >= OLDEST:
        return sys.executable
    newer = ("python3.%d" % minor for minor in range(OLDEST[1], OLDEST[1] + 6))
    found = next(filter(None, map(shutil.which, newer)), None)
    if found is None:
        raise CanNotError(
            "Python 3.11 or newer is needed; install it and run make again.",
            "Python 3.11 以上が必要です。入れてから、もう一度 make を実行してください。",
        )
    return found


def stamp(kind: str, root: Path) -> str:
    """What a finished set-up was made from: another value, another set-up."""
    digest = hashlib.sha256(kind.encode())
    for name in (LOCKS[kind], "pyproject.toml", "build_tools/bootstrap.py"):
        digest.update((root / name).read_bytes())
    digest.update(str(root).encode())  # an environment does not survive being moved
    return digest.hexdigest()


def is_set_up(kind: str, root: Path) -> bool:
    """Whether the environment is there for this kind of work; what serves the tests serves the build."""
    kinds = ("test",) if kind == "test" else ("build", "test")
    file = root / ".venv" / "stamp"
    return file.is_file() and file.read_text("utf-8") in {stamp(each, root) for each in kinds}


def make_environment(kind: str, root: Path, run: Run) -> None:
    """Make or renew `.venv/` from the lock file; raises CanNotError where that fails."""
    environment = root / ".venv"
    if (environment / "stamp").exists():
        (environment / "stamp").unlink()
    pip = [str(environment / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    steps = [
        [python(), "-m", "venv", str(environment)],
        [*pip, "install", "--require-hashes", "-r", str(root / LOCKS[kind])],
        [*pip, "install", "--no-deps", "--no-build-isolation", "-e", str(root)],
    ]
    for step in steps:
        if run(step):
            command = " ".join(step)
            raise CanNotError(
                "The environment could not be made; this failed: " + command,
                "環境を作れませんでした。失敗した命令: " + command,
            )
    (environment / "stamp").write_text(stamp(kind, root), "utf-8")


def set_up(kind: str, root: Path = ROOT) -> None:
    """Do what has to be done for a kind of work ("build" or "test")."""
    if is_set_up(kind, root):
        return
    _say("Setting up (once; a few minutes) …", "準備しています（初回のみ。数分かかります）…")
    packages = missing(PARTS, tests=kind == "test")
    if packages:
        install(packages, privilege(), shutil.which("apt-get"), _run)
    make_environment(kind, root, _run)


def _run(command: Sequence[str]) -> int:
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode


def _say(en: str, ja: str) -> None:
    named = (
        os.environ.get("LC_ALL")
        or os.environ.get("LC_MESSAGES")
        or os.environ.get("LANG")
        or locale.getlocale()[0]
        or ""
    )
    sys.stderr.write((ja if named.lower().startswith("ja") else en) + "\n")


def main(arguments: Sequence[str]) -> int:
    """The exit code: 0 set up, 2 could not."""
    try:
        set_up("test" if "test" in arguments else "build")
    except CanNotError as error:
        _say(error.en, error.ja)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
