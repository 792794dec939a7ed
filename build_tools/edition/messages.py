"""What is said of mistakes in an edition, in both languages; which mistake it is, the modules that find it know."""

from __future__ import annotations

import datetime
import difflib
import json
from collections.abc import Iterable, Mapping

from build_tools.edition.fields import Help
from build_tools.edition.numbering import STYLES
from build_tools.errors import Text

_SAMPLES = " ".join(f"{{{sample}}}" for sample in STYLES)

NO_FILE = Text(
    "this folder is no edition: it has no publication.toml", "publication.toml がなく、版のフォルダではありません"
)
START = Text("start an edition with `kanko new DIR`", "`kanko new フォルダ名` で新しい版を作れます")
NOT_UTF8 = Text("the file is not UTF-8 text from this line on", "この行から先が UTF-8 の文字として読めません")
SAVE_AS_UTF8 = Text("save it as UTF-8 in your editor", "エディタで文字コードを UTF-8 にして保存してください")
BAD_DATE = Text(
    "a date is written as 2022-03-31, without quotes and without a time",
    "日付は 2022-03-31 の形に、引用符も時刻も付けずに書いてください",
)
TOO_EARLY = Text(
    "a date before 1873-01-01 has no era date: Japan used another calendar until then",
    "1873-01-01（明治６年）より前の日付は、暦が異なるため和暦で表せません",
)
EMPTY = Text("this must not be empty", "空欄にできません")
NOT_WITHIN = Text(
    "the file must lie inside the edition's folder (no absolute path, no .., no symbolic link out of it)",
    "ファイルは版のフォルダの中に置いてください（絶対パス、..、フォルダ外へのシンボリックリンクは使えません）",
)
HIDDEN = Text(
    "what has a name that starts with a dot is no part of an edition: nobody would see that it changed",
    "名前が . で始まるファイルやフォルダは版に含まれず、変更に気付けないため、添付できません",
)
RENAME = Text("give one of the two files another name", "どちらかのファイルの名前を変えてください")
ORPHAN = Text("this file belongs to no document", "このファイルはどの文書にも含まれていません")
ADOPT = Text(
    "name it in a document's chapters, or move it to a folder whose name starts with _",
    "文書の chapters に加えるか、名前が _ で始まるフォルダに移してください",
)

# What a value of our own kinds must look like: {value} is what was found.
FORMS: Mapping[str, Text] = {
    "edition.bad-id": Text(
        "{value} is no id: use small letters a-z, digits and hyphens",
        "{value} は使えません。英小文字・数字・ハイフンで書いてください",
    ),
    "edition.bad-name": Text(
        "{value} is no name: use small letters a-z, digits and _, a letter first",
        "{value} は使えません。英小文字で始め、英小文字・数字・下線（_）で書いてください",
    ),
    "edition.bad-address": Text(
        "{value} is no address: it must start with http:// or https:// and hold no space",
        "{value} はアドレスではありません。http:// か https:// で始め、空白を入れないでください",
    ),
    "edition.bad-web-folder": Text(
        "{value} is no folder on the web: write https://example.jp/reports/, in ASCII, a slash at the end",
        "{value} は公開先になりません。https://example.jp/reports/ の形に、半角で、最後を / にしてください",
    ),
    "edition.bad-font": Text(
        "{value} is no name of a font family: write it as fc-list does, without quotation marks in it",
        "{value} は書体の名前になりません。fc-list の表示のとおりに、引用符などを入れずに書いてください",
    ),
    "edition.bad-page-form": Text(
        "{value} has no place for the page: it needs {page} once, as in 「{document} {page}ページ」",
        "{value} にはページの入る所がありません。「{document} {page}ページ」のように {page} を一つ入れてください",
    ),
    "edition.bad-attribution": Text(
        "{value} does not name the edition: it needs {title}, and may have {subtitle}, {issuer}, {date}, {section},"
        " {address}, and no other braces",
        "{value} では版が分かりません。{title} を入れてください。ほかに使えるのは {subtitle} {issuer} {date} {section}"
        " {address} です",
    ),
    "edition.bad-caption-pattern": Text(
        "{value} is no pattern for figures or tables: write 「図{１－１}」 to count by chapter, 「図{１}」 to count "
        "through the document",
        "{value} は図表の番号の型になりません。章ごとなら「図{１－１}」、通し番号なら「図{１}」のように書いてください",
    ),
    "edition.bad-count": Text(
        "{value} is no number of pages: write 1 or more",
        "{value} はページ数になりません。1 以上の整数で書いてください",
    ),
    "edition.bad-percent": Text(
        "{value} is no amount of ink: write 100 to 400 (per cent, four inks together)",
        "{value} はインキの総量になりません。100 から 400 まで（４色の合計、％）の整数で書いてください",
    ),
    "edition.bad-dots": Text(
        "{value} is no resolution: write 36 to 2400 (pixels an inch)",
        "{value} は解像度になりません。36 から 2400 まで（dpi）の整数で書いてください",
    ),
    "edition.bad-quality": Text(
        "{value} is no quality: write 1 (small) to 100 (good)",
        "{value} は品質になりません。1（小さい）から 100（きれい）までの整数で書いてください",
    ),
    "edition.bad-size": Text(
        "{value} is no size of a file: write 2MB or 800kB",
        "{value} はファイルの大きさになりません。2MB や 800kB のように書いてください",
    ),
    "edition.bad-bounds": Text(
        "no number of pages lies in {value}: at_least is above at_most",
        "{value} に当てはまるページ数がありません。at_least を at_most 以下にしてください",
    ),
    "edition.bad-signs": Text(
        "{value} are no signs that stand for each other: write single signs, two or more",
        "{value} は同じとみなす文字の組になりません。一字ずつ、二つ以上書いてください",
    ),
    "edition.bad-pattern": Text(
        f"{{value}} is no numbering pattern: it needs exactly one of {_SAMPLES}",
        f"{{value}} は番号の型になりません。{_SAMPLES} のどれか一つを入れてください",
    ),
}

_TEXT = Text("text in quotes", "引用符で囲んだ文字列")
_TABLE = Text("a table of keys and values", "キーと値の表（テーブル）")
_OTHER = Text("a value of another kind", "別の種類の値")
# What pydantic's types of error expect.
KINDS: Mapping[str, Text] = {
    "string_type": _TEXT,
    "tuple_type": Text("a list in square brackets", "角括弧 [ ] で囲んだ一覧"),
    "int_type": Text("a whole number without quotes", "整数（引用符なし）"),
    "bool_type": Text("true or false without quotes", "true か false（引用符なし）"),
    "model_type": _TABLE,
    "dict_type": _TABLE,
    "fact_type": Text("text in quotes, a whole number or a date", "引用符で囲んだ文字列、整数、日付のどれか"),
}


def not_toml(detail: str) -> Text:
    """The file can't be read; the detail is the parser's, in English."""
    return Text(f"this line can't be read as TOML: {detail}", f"この行は TOML として読めません（{detail}）")


def wrong_kind(kind: str, value: object) -> Text:
    """A value of the wrong type."""
    expected = KINDS.get(kind, _OTHER)
    found = shown(value)
    return Text(f"expected {expected.en}, found {found}", f"{expected.ja}が必要ですが、{found} と書かれています")


def not_among(value: object, known: Iterable[str]) -> Text:
    """A value that is none of those that can stand there."""
    choice = ", ".join(sorted(known))
    return Text(f"{shown(value)} is unknown; there are: {choice}", f"{shown(value)} はありません。使えるもの: {choice}")


def missing_key(key: str, purpose: Help) -> Text:
    """A key that must be there, and what it is for."""
    return Text(f"the key {key!r} is missing: {purpose.en}", f"キー「{key}」がありません（{purpose.ja}）")


def unknown_key(key: str) -> Text:
    """A key that nothing reads."""
    return Text(f"the key {key!r} is unknown", f"キー「{key}」は使えません")


def twice(value: str, line: int | None) -> Text:
    """A name that stands twice where it may stand once."""
    return Text(f"{value!r} stands already in line {line}", f"「{value}」は {line} 行目と重複しています")


def no_chapter(file: str) -> Text:
    """A chapter whose file is not there."""
    return Text(f"the chapter {file!r} does not exist", f"原稿「{file}」がありません")


def no_attachment(file: str) -> Text:
    """An attachment whose file is not there."""
    return Text(f"the file {file!r} does not exist", f"ファイル「{file}」がありません")


def same_name(name: str, line: int | None) -> Text:
    """Two attachments that a reader would save under one name."""
    return Text(
        f"the PDF has an attachment of the name {name!r} already, from line {line}",
        f"「{name}」という名前の添付ファイルは {line} 行目にもあります",
    )


def not_plain(file: str, plain: str) -> Text:
    """A path with detours."""
    return Text(f"write the path {file!r} as {plain!r}", f"パス「{file}」は「{plain}」と書いてください")


def unknown_fact(path: str) -> Text:
    """A fact in braces that this file does not give."""
    return Text(
        f"{{{path}}} names no text, number or date of this file",
        f"{{{path}}} に当たる文字列・数・日付がこのファイルにありません",
    )


def circular_fact(path: str) -> Text:
    """A fact in braces that comes back to itself."""
    return Text(f"{{{path}}} comes back to itself", f"{{{path}}} が自分自身に戻ります")


def near(word: str, known: Iterable[str]) -> Text | None:
    """The suggestion of the known word that is most like this one, if any is."""
    match = difflib.get_close_matches(word, [*known], n=1)
    return Text(f"did you mean {match[0]!r}?", f"「{match[0]}」ではありませんか") if match else None


def shown(value: object) -> str:
    """A value as TOML would have it, shortened."""
    written = value.isoformat() if isinstance(value, datetime.date | datetime.time) else None
    text = written or json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:59] + "…"
