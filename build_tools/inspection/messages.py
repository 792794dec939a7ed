"""What is said of a file that cannot be inspected."""

from __future__ import annotations

from build_tools.errors import Place, Problem, Text

MADE_AGAIN = Text("Make the file again, or get it again from where it comes.", "作り直すか、入手し直してください。")
NAME_A_PDF = Text("Name a PDF.", "PDF を指定してください。")
NO_PASSWORD = Text("Save it without a password.", "パスワードなしで保存し直してください。")
LIMITS = Text("If it is to be trusted, allow it more.", "信頼できるファイルであれば、上限を上げてください。")


def _problem(name: str, path: str, en: str, ja: str, remedy: Text | None) -> Problem:
    return Problem(f"inspection.{name}", Text(en, ja), Place(path), remedy)


def not_readable(path: str, reason: str) -> Problem:
    """It is not there, or must not be read; `reason` is the system's."""
    en, ja = f"The file cannot be read ({reason}).", f"ファイルを読めません（{reason}）。"
    return _problem("not-readable", path, en, ja, Text("Check the path.", "パスを確かめてください。"))


def no_file(path: str) -> Problem:
    """A folder, a device, a pipe."""
    return _problem(
        "no-file",
        path,
        "It is not a file.",
        "ファイルではありません。",
        Text("Name a PDF.", "PDF を指定してください。"),
    )


def not_pdf(path: str, *, empty: bool) -> Problem:
    """Nothing in it, or something else."""
    if empty:
        return _problem("empty", path, "The file is empty.", "ファイルが空です。", MADE_AGAIN)
    return _problem(
        "not-pdf",
        path,
        "It is not a PDF: it has no header.",
        "PDF ではありません（ヘッダーがありません）。",
        MADE_AGAIN,
    )


def encrypted(path: str) -> Problem:
    """It needs a password, or a cipher that is not at hand."""
    return _problem("encrypted", path, "The file is encrypted.", "暗号化されています。", NO_PASSWORD)


def damaged(path: str, reason: str) -> Problem:
    """It breaks the rules; `reason` is the library's."""
    said = " ".join(reason.split())[:300]
    return _problem("damaged", path, f"The PDF is damaged ({said}).", f"PDF が壊れています（{said}）。", MADE_AGAIN)


def page_counts(path: str, one: int, other: int) -> Problem:
    """Two libraries do not see the same pages: neither can be believed."""
    en = f"The PDF is damaged: one reader finds {one} pages in it, another {other}."
    ja = f"PDF が壊れています（読み方により {one} ページとも {other} ページともなります）。"
    return _problem("damaged", path, en, ja, MADE_AGAIN)


def too_long(path: str, seconds: float) -> Problem:
    """The time is up."""
    en, ja = f"It was not read in {seconds:g} seconds.", f"{seconds:g} 秒たっても読み終わりませんでした。"
    return _problem("too-long", path, en, ja, LIMITS)


def too_large(path: str, megabytes: int) -> Problem:
    """The memory is used up."""
    en, ja = f"It needs more memory than {megabytes} MB.", f"{megabytes} MB を超えるメモリーが必要です。"
    return _problem("too-large", path, en, ja, LIMITS)


def died(path: str, how: str) -> Problem:
    """The process that read it is gone; `how` it ended."""
    en = f"The process that read it died ({how}): the file is damaged, or made to harm."
    ja = f"読み取り中のプロセスが落ちました（{how}）。壊れているか、悪意のあるファイルです。"
    return _problem("died", path, en, ja, MADE_AGAIN)
