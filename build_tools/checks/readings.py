"""Whether every reading (ruby) stands above its base, and no other one does (JLREQ 3.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from build_tools.checks.naming import line_of, quoted
from build_tools.checks.subject import Subject
from build_tools.concordance.above import Above
from build_tools.concordance.reading import solid
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import Box, Run
from build_tools.manuscript.model import Reading

AGAIN = Text(
    "Build again. If it comes back, look at the layout's styles of rt.",
    "もう一度作ってください。それでも直らないときは、体裁の rt の指定を確かめてください。",
)


@rule(
    "text.reading",
    Severity.ERROR,
    "document",
    finds=Text(
        "A reading that is lost, is another one or is not above its base.",
        "ルビの抜け、誤り、親文字からの外れ",
    ),
    why=Text(
        "Who does not know the word reads it wrongly, or not at all.",
        "知らない言葉が、読めないか、誤って読まれます。",
    ),
    mend=AGAIN,
    source=Source("JLREQ", "3.3"),
)
def readings(subject: Subject) -> Iterator[Fault]:
    if subject.pdf.structure is None:
        return
    printed = Counter((above.base, above.reading) for above in subject.concordance.reading.above)
    for _, block in subject.blocks():
        for reading in block.readings if block.id in subject.concordance.printed else ():
            said = (solid(reading.base), solid(reading.reading))
            if not printed[said]:
                yield Fault(_lost(reading), line_of(block), subject.concordance.spots_of(block.id))
            printed[said] -= 1
    yield from _others(subject, printed)


def _others(subject: Subject, left: Counter[tuple[str, str]]) -> Iterator[Fault]:
    """Readings that are no block's, and those that are not where they should be."""
    for above in reversed(subject.concordance.reading.above):
        spot = Spot(above.page, subject.concordance.label(above.page), tuple(run.boxes.bounds() for run in above.runs))
        if left[above.base, above.reading] > 0:
            left[above.base, above.reading] -= 1
            said = quoted(above.reading)
            yield Fault(Text(f"{said.en} is no reading.", f"原稿にないルビがあります：{said.ja}"), spots=(spot,))
        elif not _is_above(above):
            said = quoted(above.reading)
            yield Fault(
                Text(f"{said.en} is not above its base.", f"ルビが親文字の上にありません：{said.ja}"), spots=(spot,)
            )


def _lost(reading: Reading) -> Text:
    base, said = quoted(reading.base), quoted(reading.reading)
    return Text(f"{base.en} lacks its reading {said.en}.", f"{base.ja}にルビ{said.ja}がありません。")


def _is_above(above: Above) -> bool:
    """Whether a reading stands over the middle of its base, no more than its own height away from it."""
    if not above.bases:
        return False
    over, under = _bounds(above.runs), _bounds(above.bases)
    apart = abs((over.left + over.right) - (under.left + under.right)) / 2
    size = max(run.size for run in above.runs)
    return apart <= size * len(above.reading) / 2 and -size <= above.runs[0].baseline - under.top <= size


def _bounds(runs: tuple[Run, ...]) -> Box:
    boxes = [run.boxes.bounds() for run in runs]
    left, bottom = min(box.left for box in boxes), min(box.bottom for box in boxes)
    return Box(left, bottom, max(box.right for box in boxes), max(box.top for box in boxes))
