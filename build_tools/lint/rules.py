"""What the sources say and the manuscript does not, and the reverse: the manuscript and the PDFs come from one doctree,
so that a directive or role which drops text would pass every other check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from build_tools.errors import Place, Text
from build_tools.findings import Fault, Severity, Source, rule
from build_tools.lint.piece import shown

if TYPE_CHECKING:
    from build_tools.lint.compare import Difference
    from build_tools.lint.sources import Sources

_HOUSE = Source("Kanko")


@rule(
    "source.missing-file",
    Severity.ERROR,
    "source",
    finds=Text(
        "A chapter of the manuscript whose file is not there, or is no text in UTF-8.",
        "章のファイルがないか、UTF-8 の文字として読めない原稿",
    ),
    why=Text(
        "What can't be read can't be compared with what was printed.", "読めない原稿は、印刷したものと比べられません。"
    ),
    mend=Text(
        "Put the file back, or build the publication again.", "ファイルを戻すか、刊行物をもう一度作ってください。"
    ),
    source=_HOUSE,
)
def missing_file(sources: Sources) -> Iterator[Fault]:
    """Chapters that can't be read, or that take in what can't be."""
    for file, error in sources.missing.items():
        if isinstance(error, UnicodeDecodeError):
            what = Text(f"{file} is no text in UTF-8.", f"{file} は UTF-8 の文字として読めません。")
        else:
            lost = str(error.filename or file).removeprefix(f"{sources.folder}/")
            what = Text(f"The file {lost} can't be read.", f"ファイル {lost} が読めません。")
        yield Fault(what, Place(file))


@rule(
    "source.not-compared",
    Severity.NOTE,
    "source",
    finds=Text(
        "Text in reStructuredText, or of a description of a program, which is not compared with the manuscript.",
        "reStructuredText などで書かれ、原稿データと比べていない箇所",
    ),
    why=Text(
        "If a directive dropped text there, nobody would be told.",
        "そこでディレクティブが文字を落としていても、知らせることができません。",
    ),
    mend=Text("Write it in MyST Markdown, or proofread it.", "MyST Markdown で書くか、目で確かめてください。"),
    source=_HOUSE,
)
def not_compared(sources: Sources) -> Iterator[Fault]:
    """Chapters in another markup, and passages in them."""
    for file in sources.files:
        if file in sources.readings:
            for stretch in sources.readings[file].foreign:
                what = Text(
                    "This passage is not compared with the manuscript.", "この箇所は原稿データと比べていません。"
                )
                yield Fault(what, Place(stretch.file, stretch.first))
        elif file not in sources.missing:
            what = Text(
                f"{file} is no Markdown: it is not compared.", f"{file} は Markdown でないため、比べていません。"
            )
            yield Fault(what, Place(file))


@rule(
    "source.changed",
    Severity.ERROR,
    "source",
    finds=Text(
        "A chapter whose file is another one than the manuscript was made from, with other text.",
        "原稿データを作った後に、文章が変わった章",
    ),
    why=Text(
        "The PDFs say what the file said then; what is checked is no longer what would be published.",
        "PDF には変わる前の文章が印刷されています。点検しているものが、公開しようとするものと違います。",
    ),
    mend=Text("Build the publication again.", "刊行物をもう一度作ってください。"),
    source=_HOUSE,
)
def changed(sources: Sources) -> Iterator[Fault]:
    """Chapters that were edited since: the first difference of each tells where."""
    for compared in sources.compared:
        if not compared.current:
            first = min(compared.differences, key=lambda each: (not each.lost, each.file, each.line or 0))
            words = shown(first.lost or first.moved or first.added)
            what = Text(
                f"The file was changed after the manuscript was made, here at “{words}”.",
                f"原稿データを作った後に、ファイルが変わっています（「{words}」の箇所など）。",
            )
            yield Fault(what, Place(first.file, first.line))


@rule(
    "source.dropped",
    Severity.ERROR,
    "source",
    finds=Text(
        "Text of the Markdown file that the manuscript has nowhere: a paragraph, cell, heading, footnote, alternative"
        " text, or a part of one.",
        "原稿ファイルにあって、原稿データのどこにもない文字（段落、表のセル、見出し、脚注、代替テキストの全部又は一部）",
    ),
    why=Text(
        "The PDFs are made from what the manuscript is made from: they lack it as well.",
        "PDF も原稿データも同じものから作るので、PDF からも落ちています。",
    ),
    mend=Text(
        "Look at the directive or role that holds it; what is not to be printed is a comment (a line that starts with"
        " %).",
        "その文字を含むディレクティブや役割を確かめてください。印刷しない文は、行の頭に % を付けて注釈にしてください。",
    ),
    source=_HOUSE,
)
def dropped(sources: Sources) -> Iterator[Fault]:
    """Text that got lost between the file and the manuscript."""
    yield from _told(sources, _dropped, lambda each: bool(each.lost) and not each.added)


@rule(
    "source.invented",
    Severity.ERROR,
    "source",
    finds=Text(
        "A block of the manuscript that names a line of a file, with text that the file does not have.",
        "原稿データのうち、原稿ファイルにない文字",
    ),
    why=Text(
        "Nobody wrote what stands there: a directive printed it, or printed it twice.",
        "だれも書いていない文字が印刷されます。ディレクティブが作ったか、二度印刷しています。",
    ),
    mend=Text("Look at the directive or role that stands there.", "そこにあるディレクティブや役割を確かめてください。"),
    source=_HOUSE,
)
def invented(sources: Sources) -> Iterator[Fault]:
    """Text that no file has."""
    yield from _told(sources, _invented, lambda each: bool(each.added) and not each.lost)


@rule(
    "source.altered",
    Severity.ERROR,
    "source",
    finds=Text(
        "A paragraph, cell or heading that says something else in the manuscript than in the file.",
        "原稿ファイルと原稿データとで、文字が違う段落、表のセル又は見出し",
    ),
    why=Text(
        "A number, a name or a fact was replaced by another one on the way into print.",
        "印刷するまでの間に、数や名称や事実が別のものに替わっています。",
    ),
    mend=Text(
        "Look at the directive, role or fact that stands there.",
        "そこにあるディレクティブ、役割又は事実を確かめてください。",
    ),
    source=_HOUSE,
)
def altered(sources: Sources) -> Iterator[Fault]:
    """Text that became another one."""
    yield from _told(sources, _altered, lambda each: bool(each.added and each.lost))


@rule(
    "source.moved",
    Severity.ERROR,
    "source",
    finds=Text(
        "Text that stands before or behind other text in the manuscript than in the file.",
        "原稿ファイルと原稿データとで、前後が入れ替わっている文",
    ),
    why=Text(
        "A list or a row in another order says something else, word for word the same.",
        "一語一句同じでも、箇条書きや表の順序が変われば、意味が変わります。",
    ),
    mend=Text("Look at the directive that stands there.", "そこにあるディレクティブを確かめてください。"),
    source=_HOUSE,
)
def moved(sources: Sources) -> Iterator[Fault]:
    """Text that changed places; notes stand where they are called."""
    yield from _told(sources, _moved, lambda each: bool(each.moved))


def _told(
    sources: Sources, say: Callable[[Difference], Text], belongs: Callable[[Difference], bool]
) -> Iterator[Fault]:
    found = (each for compared in sources.compared if compared.current for each in compared.differences)
    for each in dict.fromkeys(filter(belongs, found)):
        yield Fault(say(each), Place(each.file, each.line))


def _dropped(each: Difference) -> Text:
    words = _quoted(each.lost)
    return Text(f"{words.en} is not in the manuscript.", f"{words.ja}が原稿データにありません。")


def _invented(each: Difference) -> Text:
    words = _quoted(each.added)
    return Text(f"{words.en} is not in the source.", f"{words.ja}は原稿ファイルにありません。")


def _altered(each: Difference) -> Text:
    lost, added = _quoted(each.lost), _quoted(each.added)
    return Text(f"{lost.en} has become {added.en}.", f"{lost.ja}が{added.ja}になっています。")


def _moved(each: Difference) -> Text:
    words = _quoted(each.moved)
    return Text(f"{words.en} stands elsewhere in the manuscript.", f"{words.ja}が原稿データでは別の位置にあります。")


def _quoted(text: str) -> Text:
    """Words in quotation marks; of what is only asked for there are none."""
    words = shown(text)
    if not words.strip("…"):
        return Text("The text of a reference", "参照で示す文字")
    return Text(f"“{words}”", f"「{words}」")
