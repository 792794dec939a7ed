"""What the pages of a proof say beside the findings."""

from __future__ import annotations

from typing import Final

from build_tools.errors import Text

WORDS: Final = {
    "title": Text("Proof", "校正刷り"),
    "skip": Text("To the pages", "ページへ進む"),
    "rejected": Text("Not to be published", "公表できません"),
    "passed": Text("Nothing stands in the way", "公表を妨げる指摘なし"),
    "overview": Text("Overview", "一覧"),
    "filters": Text("What is shown", "絞り込み"),
    "severities": Text("Severity", "重さ"),
    "rules": Text("Rules", "規則"),
    "all": Text("All", "すべて"),
    "none": Text("None", "なし"),
    "only_found": Text("Only pages with findings", "指摘のあるページだけ"),
    "plan": Text("Pages", "台割"),
    "sources": Text("The source", "原稿"),
    "whole": Text("The file as a whole", "ファイル全体"),
    "source": Text("Source", "原稿"),
    "mend": Text("To do", "対処"),
    "large": Text("Picture alone", "画像だけを見る"),
    "beside": Text("Source beside", "原稿を並べる"),
    "lines": Text("Lines of the source on this page", "このページに印刷された原稿"),
    "no_picture": Text("This page could not be drawn.", "このページの画像は作れませんでした。"),
    "no_pages": Text("No page of this file could be read.", "このファイルのページは読み取れませんでした。"),
    "hidden": Text("Nothing is left by these filters.", "この絞り込みに合う指摘はありません。"),
    "previous_finding": Text("Previous finding", "前の指摘"),
    "next_finding": Text("Next finding", "次の指摘"),
    "help": Text("Keys", "操作"),
    "close": Text("Close", "閉じる"),
    "toolbar": Text("Go through the findings", "指摘をたどる"),
}
KEYS: Final = (
    ("j", Text("next finding", "次の指摘")),
    ("k", Text("previous finding", "前の指摘")),
    ("n", Text("next page", "次のページ")),
    ("p", Text("previous page", "前のページ")),
    ("s", Text("source beside the page, or not", "原稿を並べる・しまう")),
    ("f", Text("only pages with findings, or all", "指摘のあるページだけ・すべて")),
    ("1 2 3", Text("show or hide errors, warnings, notes", "誤り・警告・参考の表示を切り替える")),
    ("?", Text("this list", "この一覧")),
)
