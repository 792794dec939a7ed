"""What is said of pages to people, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from build_tools.comparison.model import BlockKindOfChange, Run
from build_tools.errors import Text
from build_tools.visual.model import KINDS, Block, Cause, Face, How, Kind, PageComparison, Pair, Sheet

NAMES: Final[dict[Kind, Text]] = {
    "removed": Text("page gone", "ページ削除"),
    "inserted": Text("page added", "ページ追加"),
    "edited": Text("text edited", "本文の編集"),
    "engine": Text("set otherwise", "組み方の変更"),
    "moved": Text("moved", "移動"),
    "numbers": Text("numbers", "番号の変更"),
    "furniture": Text("head or folio", "柱・ノンブル"),
    "pixels": Text("unexplained", "理由不明"),
    "same": Text("same", "同じ"),
}
EXPLAINED: Final[dict[Kind, Text]] = {
    "removed": Text("The new file has no such page.", "新しいファイルにはないページです。"),
    "inserted": Text("The old file has no such page.", "前のファイルにはないページです。"),
    "edited": Text("Text or a picture was edited.", "本文か図版が編集されました。"),
    "engine": Text("The same text in another font, size or setting.", "文字は同じで、書体・大きさ・組み方が違います。"),
    "moved": Text("The same text in another place.", "文字は同じで、位置が違います。"),
    "numbers": Text("Only numbers that the press sets.", "組版が入れる番号だけが違います。"),
    "furniture": Text("Only the running head or the folio.", "柱かノンブルだけが違います。"),
    "pixels": Text("The pictures differ, and nothing tells why.", "画像が違いますが、理由が分かりません。"),
    "same": Text("The same to the pixel.", "画素まで同じです。"),
}
_EDITED: Final[dict[BlockKindOfChange, Text]] = {
    "edited": Text("Edited:", "編集:"),
    "new": Text("New:", "新設:"),
    "deleted": Text("Deleted:", "削除:"),
    "moved": Text("Put elsewhere in the text:", "本文中で移されたもの:"),
    "renumbered": Text("Another number:", "番号の変更:"),
}
_HOW: Final[dict[How, Text]] = {
    "": Text("", ""),
    "face": Text("Set in another face:", "書体・大きさ・色の変更:"),
    "metrics": Text("The same font name, other widths of its characters: another version of the font.",
                    "書体名は同じで字幅が違います。書体の版が違うと考えられます。"),
    "set": Text("The same text and fonts in other places, and nothing edited before it: engine or stylesheet.",
                "文字も書体も同じで位置が違い、前に編集もありません。組版エンジンかスタイルシートの変更です。"),
    "size": Text("Pages of another size, or turned.", "ページの大きさか向きが違います。"),
}  # fmt: skip
_FURNITURE: Final = {
    True: Text("Running head or folio:", "柱・ノンブル:"),
    False: Text("The running head or the folio stands elsewhere.", "柱かノンブルの位置が違います。"),
}
# How much a person is shown of what stayed beside a change, and of a change.
_BESIDE, _CHANGED = 16, 120


def said(cause: Cause) -> Text:
    """What a cause is, in a sentence; block, words and faces stand beside it."""
    if cause.kind == "edited" and cause.image:
        return Text("The picture is another one:", "図版の変更:")
    if cause.kind in ("edited", "numbers"):
        return _EDITED[cause.became or "edited"]
    if cause.kind == "engine":
        return _HOW[cause.how]
    if cause.kind == "moved":
        return _moved(cause)
    if cause.kind == "furniture":
        return _FURNITURE[bool(cause.runs)]
    return EXPLAINED[cause.kind]


def _moved(cause: Cause) -> Text:
    if cause.block is None:
        return Text("Moved; what pushed it is not known.", "移動しました（押した箇所は分かりません）。")
    if cause.how:
        return Text("Moved, pushed by what is set otherwise:", "移動。組み方が変わって押したのは:")
    return Text("Moved, pushed by:", "移動。押したのは:")


def where(block: Block) -> Text:
    """A block as people find it: line of the source, section, page."""
    page = Text(f"page {block.page}", f"{block.page}ページ") if block.page else Text("", "")
    source = f"{block.file}:{block.line}" if block.line else block.file
    section = Text(f"section {block.section}", f"「{block.section}」") if block.section else Text("", "")
    old = Text("old edition", "前の版") if block.edition == "old" else Text("", "")
    parts = [Text(source, source), section, page, old]
    return Text(", ".join(filter(None, (p.en for p in parts))), "　".join(filter(None, (p.ja for p in parts))))


def of_image(cause: Cause) -> str:
    """The file of a picture, where it is known."""
    return "" if cause.image == "?" else cause.image


def shortened(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Runs with no more of what stayed than shows where one is."""
    return tuple(_shortened(run, at == 0, at == len(runs) - 1) for at, run in enumerate(runs))


def _shortened(run: Run, is_first: bool, is_last: bool) -> Run:
    text = run.text
    if run.kind != "same":
        return run if len(text) <= _CHANGED else run.model_copy(update={"text": f"{text[:_CHANGED]}…"})
    head, tail = "" if is_first else text[:_BESIDE], "" if is_last else text[-_BESIDE:]
    short = text if len(text) <= len(head) + len(tail) + 1 else f"{head}…{tail}"
    return run.model_copy(update={"text": short})


def marked(runs: Sequence[Run]) -> str:
    """Runs in a line of plain text: [-deleted-] {+inserted+}."""
    signs = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(signs[run.kind].format(run.text) for run in shortened(runs)).strip()


def face(each: Face) -> str:
    """A face: font, size, and its colour."""
    return f"{each.font} {each.size:g} pt {each.colour}".rstrip()


def faces(cause: Cause) -> Iterator[Text]:
    """What is set in another face, most first; what of a face is the same is said once."""
    for each in cause.faces:
        old, new = each.old, each.new
        if old.colour == new.colour:
            old, new = (side.model_copy(update={"colour": ""}) for side in (old, new))
        change = f"{face(old)} → {face(new)}"
        yield Text(f"{change} ({each.characters:,} characters)", f"{change}（{each.characters:,}字）")


def page(sheet: Sheet) -> Text:
    """A page as people call it: its ordinal number, and its label where that differs."""
    same = sheet.label in ("", str(sheet.number))
    en = f"page {sheet.number}" if same else f"page {sheet.number} ({sheet.label})"
    return Text(en, f"{sheet.number}枚目" if same else f"{sheet.number}枚目（{sheet.label}）")


def pages(pair: Pair) -> Text:
    """The pages of a pair, both where their numbers differ."""
    old, new = (sheet and page(sheet) for sheet in (pair.old, pair.new))
    if old and new and old != new:
        return Text(f"{old.en} → {new.en}", f"{old.ja} → {new.ja}")
    return new or old or Text("", "")


def tally(comparison: PageComparison) -> Text:
    """How many pairs are of each kind."""
    counts = comparison.counts()
    found = [(NAMES[kind], counts[kind]) for kind in KINDS if counts[kind]]
    return Text(", ".join(f"{name.en} {n:,}" for name, n in found), "、".join(f"{name.ja} {n:,}" for name, n in found))


def whole(comparison: PageComparison) -> Iterator[Text]:
    """What differs of the files as a whole: fonts, who made them."""
    old, new = comparison.old, comparison.new
    yield from _fonts(set(old.fonts), set(new.fonts))
    if old.producer != new.producer:
        change = f"{old.producer or '–'} → {new.producer or '–'}"
        yield Text(f"Another producer: {change}", f"作成ソフトの変更: {change}")
    missing = [file.file for file in (old, new) if not file.manuscript]
    if missing:
        names = ", ".join(missing)
        yield Text(
            f"No manuscript lies beside {names}: blocks are not named.",
            f"隣に原稿データがないため、原稿の行は示せません: {names}",
        )


def _fonts(old: Iterable[str], new: Iterable[str]) -> Iterator[Text]:
    before, after = set(old), set(new)
    if come := "、".join(sorted(after - before)):
        yield Text(f"Fonts that came: {come.replace('、', ', ')}", f"増えた書体: {come}")
    if gone := "、".join(sorted(before - after)):
        yield Text(f"Fonts that went: {gone.replace('、', ', ')}", f"なくなった書体: {gone}")
