"""Whether the addresses on the web that the PDFs link to answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from build_tools.errors import Place, Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import Link
from build_tools.judges.exhibit import Exhibit, Verdict, skipped

AT_ONCE = 8
GONE, BAD = (404, 410), 400
WEB = ("http://", "https://")


@dataclass(frozen=True)
class Answer:
    """How an address answered: with a status, or with none and the reason for it."""

    status: int | None
    reason: str = ""


@rule(
    "addresses.gone",
    Severity.ERROR,
    "judge",
    finds=Text("A link to a web page that is not there (404, 410).", "存在しないページへのリンク（404、410）"),
    why=Text("Readers come to an error page.", "読者がエラーの画面に行き着きます。"),
    mend=Text("Correct the address in the source.", "原稿のアドレスを直してください。"),
    source=Source("Kanko"),
)
def gone(address: str, answer: Answer) -> Iterator[Fault]:
    if answer.status in GONE:
        yield Fault(Text(f"{address} is gone ({answer.status}).", f"{address} は存在しません（{answer.status}）。"))


@rule(
    "addresses.unanswered",
    Severity.WARNING,
    "judge",
    finds=Text("A link to a web page that did not answer well.", "正しく応答しなかったページへのリンク"),
    why=Text(
        "It may be gone, or only busy: somebody must look.", "なくなったのか、一時的なものか、人が見る必要があります。"
    ),
    mend=Text("Open it in a browser, and correct it if need be.", "ブラウザーで開いて確かめ、必要なら直してください。"),
    source=Source("Kanko"),
)
def unanswered(address: str, answer: Answer) -> Iterator[Fault]:
    if answer.status is None or (answer.status >= BAD and answer.status not in GONE):
        said = str(answer.status or answer.reason)
        yield Fault(Text(f"{address} did not answer well ({said}).", f"{address} が正しく応答しません（{said}）。"))


def judge(exhibits: Sequence[Exhibit]) -> Iterator[Verdict]:
    """Ask each address once; where none answers at all the network is at fault, and nothing is known."""
    from build_tools.judges.web import answered  # asked for on-line alone

    wanted = {address: None for exhibit in exhibits for _, address in _outside(exhibit)}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = dict(zip(wanted, pool.map(answered, wanted), strict=True))
    if answers and all(answer.status is None for answer in answers.values()):
        reason = next(iter(answers.values())).reason
        yield from (Verdict("judge.skipped", fault) for fault in skipped(f"addresses ({reason})"))
        return
    for exhibit in exhibits:
        yield from _verdicts(exhibit, answers)


def _verdicts(exhibit: Exhibit, answers: Mapping[str, Answer]) -> Iterator[Verdict]:
    lines = _lines(exhibit)
    for link, address in _outside(exhibit):
        spot = Spot(link.page, exhibit.pdf.pages[link.page].label, (link.quads or (link.rectangle,)))
        for code, check in (("addresses.gone", gone), ("addresses.unanswered", unanswered)):
            for fault in check(address, answers[address]):
                yield Verdict(code, Fault(fault.what, lines.get(address), (spot,)), exhibit.path)


def _outside(exhibit: Exhibit) -> Iterator[tuple[Link, str]]:
    for link in exhibit.pdf.links:
        for action in link.actions:
            if action.address and action.address.startswith(WEB):
                yield link, action.address.partition("#")[0]


def _lines(exhibit: Exhibit) -> dict[str, Place]:
    """The line of the source that names an address, the first one."""
    blocks = exhibit.concordance.blocks if exhibit.concordance else ()
    named = ((link.address.partition("#")[0], block.place) for block in blocks for link in block.links)
    found: dict[str, Place] = {}
    for address, place in named:
        found.setdefault(address, Place(place.file, place.line))
    return found
