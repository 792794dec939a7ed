"""Where lines may not break: characters that may not start or end a line, and sequences that may not be parted.

Judged are the breaks inside of a block whose manuscript is known: where a line of a foreign PDF ends its paragraph, and
where a break was asked for, its page does not tell. Listings and formulas break where they must.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from build_tools.checks.composition import Composed, Composition, Line
from build_tools.checks.subject import Subject
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, rule

# JLREQ, appendix A: opening brackets (cl-01), closing brackets (cl-02), hyphens (cl-03), dividing punctuation (cl-04),
# middle dots (cl-05), full stops (cl-06), commas (cl-07), iteration marks (cl-09), the prolonged sound mark (cl-10),
# small kana (cl-11), abbreviations before a number (cl-12) and behind it (cl-13).
OPENING: Final = frozenset("‘“（〔［｛〈《「『【⦅｟〘〖«〝")
CLOSING: Final = frozenset("’”）〕］｝〉》」』】⦆｠〙〗»〟")
HYPHENS: Final = frozenset("‐〜゠–")
MIDDLE_DOTS: Final = frozenset("・：；")
STOPS: Final = frozenset("！？‼⁇⁈⁉。．、，々〻ヽヾゝゞ")
SMALL: Final = frozenset("ーぁぃぅぇぉァィゥェォっゃゅょゎゕゖッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ")
BEFORE_NUMBERS: Final = frozenset("￥＄￡¥$£№＃")
BEHIND_NUMBERS: Final = frozenset("％‰℃°′″%㎡㎢㎏㎞㎝㎜")
# cl-08: two of a kind are one sign.
INSEPARABLE: Final = frozenset("…‥―—─")
# The same signs in Latin letters are judged where they stand beside Japanese: addresses break where they can.
LATIN_OPENING: Final = frozenset("([{")
LATIN_CLOSING: Final = frozenset(")]},.;:!?")
DIGITS: Final = frozenset("0123456789０１２３４５６７８９")
NUMERIC: Final = frozenset("0123456789,.")
NUMBER_ENDS: Final = re.compile(r"(?:^|[^\x21-\x7e])[0-9][0-9,.]*$")
NUMBER_GOES_ON: Final = re.compile(r"^[0-9,.]*[0-9](?:$|[^\x21-\x7e])")
# What stands before the sign of a range: a number, or the last word of a date or an hour.
RANGED: Final = frozenset("年月日時分") | DIGITS
RANGE: Final = frozenset("〜～")
FREE: Final = frozenset(("code", "math", "raw"))

ANOTHER_BREAK = Text(
    "Let lines break by the rules for Japanese (an own stylesheet may have turned them off), or reword the line.",
    "行の折り返しを日本語の禁則に従わせてください（刊行物独自のスタイルシートで止めていないか確かめる）。または文を直してください。",
)


def _is_latin(character: str) -> bool:
    return "!" <= character <= "~"


def _turns(subject: Subject) -> list[tuple[Composed, Line, Line]]:
    """Every break of a line that the typesetter chose."""
    blocks = (each for each in subject.once(Composition).blocks if len(each.lines) > 1 and each.block.kind not in FREE)
    return [(block, line, following) for block in blocks for line, following in block.turns()]


def _faults(
    subject: Subject, wrong: Callable[[Composed, Line, Line], str], en: str, ja: str, *, both: bool = False
) -> Iterator[Fault]:
    """A fault for each break at which `wrong` names what is wrong; it stands for {} in the sentences."""
    for block, line, following in subject.once(_turns):
        if sign := wrong(block, line, following):
            what = Text(en.format(sign), ja.format(sign))
            shown = (line, following) if both else (following,)
            yield Fault(what, block.source, subject.once(Composition).spots(*shown))


def _starts(block: Composed, line: Line, following: Line) -> str:
    """A sign that may not start the line; middle dots and hyphens may where a space stands before them: as bullets."""
    first, before = following.text[0], line.text[-1]
    if first in CLOSING or first in STOPS:
        return first
    if first in MIDDLE_DOTS or first in HYPHENS:
        return "" if following.at in (block.spaces or ()) else first
    return first if first in LATIN_CLOSING and not _is_latin(before) else ""


@rule(
    "kinsoku.start",
    Severity.ERROR,
    "document",
    finds=Text(
        "A line that starts with a closing bracket, a full stop, a comma, a middle dot, a hyphen, a question or "
        "exclamation mark, or an iteration mark.",
        "閉じ括弧、句読点、中点、ハイフン、疑問符・感嘆符、繰返し符号で始まる行",
    ),
    why=Text(
        "These signs belong to the word before them; readers stumble, and the page looks unset.",
        "これらの記号は前の語に付くものです。行の頭に来ると読みにくく、組版されていないように見えます。",
    ),
    mend=ANOTHER_BREAK,
    source=Source("JLREQ", "3.1.7"),
)
def starts(subject: Subject) -> Iterator[Fault]:
    yield from _faults(subject, _starts, "A line starts with “{}”.", "行の頭に「{}」があります。")


@rule(
    "kinsoku.small",
    Severity.WARNING,
    "document",
    finds=Text(
        "A line that starts with a small kana or the prolonged sound mark.", "小書きの仮名または長音記号で始まる行"
    ),
    why=Text(
        "Strict setting, which official publications use, does not part them from the kana before; newspapers do.",
        "公文書で用いる強い禁則では、前の仮名と離しません（新聞などの弱い禁則では許されます）。",
    ),
    mend=ANOTHER_BREAK,
    source=Source("JLREQ", "3.1.7, cl-10, cl-11"),
)
def starts_small(subject: Subject) -> Iterator[Fault]:
    yield from _faults(
        subject,
        lambda block, line, following: following.text[0] if following.text[0] in SMALL else "",
        "A line starts with “{}”.",
        "行の頭に「{}」があります。",
    )


def _ends(block: Composed, line: Line, following: Line) -> str:
    last = line.text[-1]
    latin = last in LATIN_OPENING and not _is_latin(following.text[0])
    return last if last in OPENING or latin else ""


@rule(
    "kinsoku.end",
    Severity.ERROR,
    "document",
    finds=Text("A line that ends with an opening bracket.", "始め括弧で終わる行"),
    why=Text(
        "The bracket opens what stands on the next line, and belongs there.",
        "始め括弧は次の行の語に付くものです。",
    ),
    mend=ANOTHER_BREAK,
    source=Source("JLREQ", "3.1.8"),
)
def ends(subject: Subject) -> Iterator[Fault]:
    yield from _faults(subject, _ends, "A line ends with “{}”.", "行の終わりに「{}」があります。")


def _parted(block: Composed, line: Line, following: Line) -> str:
    """Dots and dashes of one kind, a number and its sign, or a number, that a line's end parts; "" where none is."""
    last, first = line.text[-1], following.text[0]
    if following.at in (block.spaces or ()):
        return ""
    if last == first and last in INSEPARABLE:
        return last + first
    if (last in DIGITS and first in BEHIND_NUMBERS) or (last in BEFORE_NUMBERS and first in DIGITS):
        return last + first
    if last not in NUMERIC or first not in NUMERIC or block.block.kind == "cell":
        return ""  # a number that its cell has no room for is a fault of the table
    ends, goes_on = NUMBER_ENDS.search(line.text), NUMBER_GOES_ON.search(following.text)
    return (ends[0] + goes_on[0]) if ends and goes_on else ""


@rule(
    "kinsoku.split",
    Severity.ERROR,
    "document",
    finds=Text(
        "The end of a line inside of “……” or “――”, inside of a number, or between a number and its sign (％, ℃, ￥).",
        "「……」「――」、数、または数とその記号（％、℃、￥など）を分ける行の折り返し",
    ),
    why=Text(
        "Two dashes are one sign, and a number in two halves is misread.",
        "二倍の点線やダッシュは一つの記号であり、数は二つに分かれると読み誤ります。",
    ),
    mend=ANOTHER_BREAK,
    source=Source("JLREQ", "3.1.10"),
)
def parted(subject: Subject) -> Iterator[Fault]:
    yield from _faults(
        subject, _parted, "“{}” is parted by the end of a line.", "「{}」が行の終わりで分かれています。", both=True
    )


def _ranges(block: Composed, line: Line, following: Line) -> str:
    """The sign of a range at the start or end of a line, with what stands beside it."""
    around = line.text[-2:] + following.text[:2]
    if RANGE.isdisjoint(around):
        return ""
    places = (len(line.text[-2:]), len(line.text[-2:]) - 1)
    found = (at for at in places if 0 < at < len(around) - 1 and around[at] in RANGE)
    return next((around for at in found if around[at - 1] in RANGED and around[at + 1] in DIGITS), "")


@rule(
    "kinsoku.range",
    Severity.WARNING,
    "document",
    finds=Text(
        "The end of a line before or behind the sign of a range (10～20).",
        "範囲を示す「～」の前または後での行の折り返し（10～20 など）",
    ),
    why=Text(
        "A range in two lines reads as a single number.", "範囲が二行に分かれると、一つの数のように読めてしまいます。"
    ),
    mend=Text("Reword the sentence, or write 「から」 and 「まで」.", "文を直すか、「から」「まで」で書いてください。"),
    source=Source("Kanko"),
)
def ranges(subject: Subject) -> Iterator[Fault]:
    yield from _faults(
        subject,
        _ranges,
        "A range is parted by the end of a line: “{}”.",
        "範囲が行の終わりで分かれています：「{}」",
        both=True,
    )
