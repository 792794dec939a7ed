"""What the report of a comparison of pages says beside the causes."""

from __future__ import annotations

from typing import Final

from build_tools.errors import Text

WORDS: Final = {
    "title": Text("What changed on the pages", "紙面の比較"),
    "skip": Text("To the pages", "ページへ進む"),
    "old": Text("Old", "前"),
    "new": Text("New", "新"),
    "both": Text("One over the other", "重ね合わせ"),
    "overview": Text("Overview", "一覧"),
    "filters": Text("What is shown", "絞り込み"),
    "kinds": Text("Why pages differ", "違いの理由"),
    "view": Text("View", "見方"),
    "side": Text("Side by side", "左右に並べる"),
    "over": Text("One over the other", "重ね合わせる"),
    "legend": Text("Red: only before. Blue: only now.", "赤は前だけ、青は新だけにあるものです。"),
    "boxes": Text("Frames", "枠を表示"),
    "plan": Text("Pages", "台割"),
    "files": Text("The files as a whole", "ファイル全体"),
    "large": Text("Picture alone", "画像だけを見る"),
    "clean": Text("Every page is the same to the pixel.", "すべてのページが画素まで同じです。"),
    "elsewhere": Text("It stands in another order than it did.", "前と違う順に並んでいます。"),
    "none": Text("Nothing tells why.", "理由は分かりません。"),
    "blank": Text("No such page.", "該当ページなし"),
    "hidden": Text("Nothing is left by these filters.", "この絞り込みに合うページはありません。"),
    "previous": Text("Previous change", "前の変更"),
    "next": Text("Next change", "次の変更"),
    "toolbar": Text("Go through the changes", "変更をたどる"),
    "help": Text("Keys", "操作"),
    "close": Text("Close", "閉じる"),
}
KEYS: Final = (
    ("j", Text("next change", "次の変更")),
    ("k", Text("previous change", "前の変更")),
    ("n", Text("next page", "次のページ")),
    ("p", Text("previous page", "前のページ")),
    ("v", Text("side by side, or one over the other", "並べる・重ねるを切り替える")),
    ("b", Text("frames, or none", "枠の表示を切り替える")),
    ("?", Text("this list", "この一覧")),
)
