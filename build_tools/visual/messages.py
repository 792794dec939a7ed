"""What is said where pages can't be compared."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.errors import Place, Problem, Text

_AGAIN = Text(
    "Put the files of one build beside each other (kanko build).",
    "同じビルドの出力を並べて置いてください（kanko build）。",
)


def _problem(name: str, path: str, en: str, ja: str, remedy: Text) -> Problem:
    return Problem(f"visual.{name}", Text(en, ja), Place(path), remedy)


def other_manuscript(path: str, beside: str) -> Problem:
    """The PDF names another manuscript than the one that lies beside it."""
    en, ja = f"It was made from another manuscript than {beside}.", f"{beside} とは別の原稿データから作られています。"
    return _problem("other-manuscript", path, en, ja, _AGAIN)


def other_locations(path: str, pdf: str) -> Problem:
    """The locations are not those of the PDF."""
    en, ja = f"These locations are of another file than {pdf}.", f"{pdf} の掲載位置のデータではありません。"
    return _problem("other-locations", path, en, ja, _AGAIN)


def no_locations(path: str) -> Problem:
    """Something else has the name of the locations."""
    en, ja = "These are no locations that can be read.", "掲載位置のデータとして読めません。"
    return _problem("unreadable-locations", path, en, ja, _AGAIN)


def no_document(path: str, files: Sequence[str]) -> Problem:
    """The manuscript has several documents, none of which is called as the file is."""
    en = f"No document of the manuscript beside it has that name (there are: {', '.join(files)})."
    ja = f"隣の原稿データに、この名前の文書がありません（あるもの: {'、'.join(files)}）。"
    remedy = Text("Give the file its name back.", "元のファイル名に戻してください。")
    return _problem("no-document", path, en, ja, remedy)


def not_drawn(path: str, page: int) -> Problem:
    """A page without a picture can't be called the same."""
    en, ja = f"Page {page} could not be drawn.", f"{page}枚目の画像を作れませんでした。"
    remedy = Text("If it is to be trusted, allow it more.", "信頼できるファイルであれば、上限を上げてください。")
    return _problem("not-drawn", path, en, ja, remedy)


def in_the_way(path: str) -> Problem:
    """A folder that is no such report is left alone."""
    en, ja = "Something else is there; it was not replaced.", "別のものがあるため、書き出しませんでした。"
    remedy = Text("Name another folder with --out.", "--out で別のフォルダを指定してください。")
    return _problem("in-the-way", path, en, ja, remedy)


def not_written(path: str, reason: str) -> Problem:
    """The report found no place."""
    en, ja = f"The report cannot be written ({reason}).", f"報告を書き出せません（{reason}）。"
    remedy = Text("Check the path and the room on the disk.", "パスとディスクの空きを確かめてください。")
    return _problem("not-written", path, en, ja, remedy)
