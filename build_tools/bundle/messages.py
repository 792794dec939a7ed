"""What is said of bundles that are refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from build_tools.bundle.model import VERSION
from build_tools.errors import Text

FETCH_AGAIN: Final = Text(
    "Get the bundle again from where it is published, and tell its publisher if it stays so.",
    "公開元から入手し直し、それでも同じなら公開元に知らせてください。",
)
DAMAGED: Final = Text(
    "This is no bundle: not a ZIP file, or a damaged one.",
    "転載用ファイルとして読めません（ZIP でないか、壊れています）。",
)
NO_BUNDLE: Final = Text(
    "This ZIP file is no bundle: it has no bundle.json.", "転載用ファイルではありません（bundle.json がありません）。"
)
TOO_LARGE: Final = Text(
    "The bundle would unpack to more than a bundle may hold.", "展開すると、転載用ファイルの上限を超えます。"
)


def unreadable(reason: str) -> Text:
    return Text(f"The bundle cannot be read ({reason}).", f"転載用ファイルを読めません（{reason}）。")


def other_version(version: object) -> Text:
    newer = isinstance(version, int) and version > VERSION
    return Text(
        f"This bundle has version {version}, {'newer' if newer else 'other'} than the version {VERSION} that this"
        f" program reads.{' Get a newer Kanko.' if newer else ' Have it made again.'}",
        f"この転載用ファイルは版 {version} で、このプログラムが読めるのは版 {VERSION} です。"
        f"{'新しい Kanko を使ってください。' if newer else '作り直してもらってください。'}",
    )


def no_catalogue(reason: str) -> Text:
    return Text(f"Its bundle.json cannot be read ({reason}).", f"bundle.json を読めません（{reason}）。")


def no_data(file: str, reason: str) -> Text:
    return Text(f"Its {file} cannot be read ({reason}).", f"{file} を読めません（{reason}）。")


def too_large(file: str) -> Text:
    return Text(f"{file} in the bundle is larger than a file of a bundle may be.", f"{file} は大きすぎます。")


def outside(file: str) -> Text:
    return Text(f"The path {file!r} would lead out of the bundle.", f"「{file}」は転載用ファイルの外を指しています。")


def encrypted(file: str) -> Text:
    return Text(f"{file} in the bundle is encrypted.", f"{file} は暗号化されています。")


def twice(file: str) -> Text:
    return Text(f"{file} is in the bundle twice.", f"{file} が二つあります。")


def lacking(file: str) -> Text:
    return Text(f"The bundle lacks {file}.", f"{file} がありません。")


def undeclared(file: str) -> Text:
    return Text(
        f"{file} is in the bundle, but its bundle.json does not know it.", f"{file} は bundle.json にないものです。"
    )


def altered(file: str) -> Text:
    return Text(f"{file} is not as it was when the bundle was made.", f"{file} は、作られた後に書き換えられています。")


def unlike(name: str) -> Text:
    return Text(f"{name} does not belong to the manuscript in the bundle.", f"{name} が、中の原稿データと合いません。")


def not_text(file: str) -> Text:
    return Text(f"{file} is no text in UTF-8.", f"{file} は UTF-8 の文章ではありません。")


def unknown(section: str) -> Text:
    return Text(f"The bundle has no section {section}.", f"「{section}」という節はありません。")


def choose(near: Sequence[str]) -> Text:
    names = "、".join(near)
    if near:
        return Text(f"Did you mean {', '.join(near)}?", f"{names} ではありませんか。")
    return Text(
        "Sections are listed by: kanko export --from BUNDLE",
        "節の一覧は「kanko export --from 転載用ファイル」で見られます。",
    )
