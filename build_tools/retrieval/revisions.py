"""Editions in revisions of git: their files are taken out of the repository into a folder that is thrown away."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from pathlib import Path

from build_tools.errors import KankoError, Place, Problem, Text, typed

# Names of revisions are short; what is longer was not typed by anybody.
_LONGEST = 200


def checked_out(revision: str, source: Path, work: Path) -> Path:
    """The edition's folder as a revision has it, below a folder of work; the repository is the one that holds `source`.

    Raises KankoError for what is no revision, and for one that has no such folder. Nothing of the repository changes.
    """
    home = _existing(source)
    commit = _commit(revision, home)
    top = _top(home)
    path = Path(os.path.relpath(source.resolve(), top)).as_posix()
    data = _git(top, "archive", "--format=tar", commit, "--", f":(literal){path}")
    if data.returncode:
        raise KankoError([_no_folder(revision, source, _said(data))])
    folder = work / commit
    try:
        with tarfile.open(fileobj=io.BytesIO(data.stdout)) as archive:
            archive.extractall(folder, filter="data")  # nothing outside the folder, no devices, no links out of it
    except tarfile.TarError as error:
        raise KankoError([_unsafe(revision, error)]) from error
    return folder / path


def _commit(revision: str, home: Path) -> str:
    """The full name of a commit; a revision that looks like an option is none."""
    if not _is_name(revision):
        raise KankoError([_unknown(revision, "")])
    ran = _git(home, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    name = ran.stdout.decode("ascii", "replace").strip()
    if ran.returncode or not name.isalnum():
        raise KankoError([_unknown(revision, _said(ran))])
    return name


def _is_name(revision: str) -> bool:
    short = 0 < len(revision) <= _LONGEST and revision.isprintable()
    return short and not revision.startswith("-") and ":" not in revision


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there: a revision may have it though it is gone now."""
    return next(each for each in (folder.absolute(), *folder.absolute().parents) if each.is_dir())


def _top(home: Path) -> Path:
    """Where the repository begins."""
    return Path(_git(home, "rev-parse", "--show-toplevel").stdout.decode().rstrip("\n")).resolve()


def _git(home: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "-C", str(home), *arguments], capture_output=True, check=False)
    except OSError as error:
        what = Text(f"git can't be run ({error}).", f"git を実行できません（{error}）。")
        raise KankoError([Problem("retrieval.git", what)]) from error


def _said(ran: subprocess.CompletedProcess[bytes]) -> str:
    return " ".join(ran.stderr.decode("utf-8", "replace").split())


def _unknown(revision: str, said: str) -> Problem:
    shown = "".join(sign if sign.isprintable() else "�" for sign in revision[:80])
    reason = f" ({said})" if said else ""
    what = Text(
        f"This is neither a bundle, nor a folder, nor a revision of git: {shown}{reason}.",
        f"バンドルでもフォルダでも git のリビジョンでもありません: {shown}{reason}。",
    )
    remedy = Text(
        "Name a bundle, a folder that was built into, an edition's folder, or a commit, branch or tag.",
        "バンドル、作成先のフォルダ、版のフォルダ、または git のコミット・ブランチ・タグを指定してください。",
    )
    return Problem("retrieval.unknown", what, None, remedy)


def _unsafe(revision: str, error: Exception) -> Problem:
    what = Text(
        f"The revision {revision} holds a file that must not be taken out of it ({error}).",
        f"リビジョン {revision} に、取り出せないファイルがあります（{error}）。",
    )
    remedy = Text(
        "Links that lead out of the edition's folder are not followed: put the files themselves there.",
        "版のフォルダの外を指すリンクはたどりません。ファイルそのものを置いてください。",
    )
    return Problem("retrieval.unsafe", what, None, remedy)


def _no_folder(revision: str, source: Path, said: str) -> Problem:
    reason = f" ({said})" if said else ""
    what = Text(
        f"The revision {revision} has no such folder{reason}.",
        f"リビジョン {revision} に、このフォルダはありません{reason}。",
    )
    remedy = Text("Name the edition's folder by --source.", "版のフォルダを --source で指定してください。")
    return Problem("retrieval.no-source", what, Place(typed(source)), remedy)
