"""What no link of any PDF should do: lead nowhere, into the machine that made it, or to a piece of an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from build_tools.checks.leads import is_dead, normal
from build_tools.concordance.reading import solid
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import Link, PdfDocument

BUILD_AGAIN = Text(
    "Make the file again from a source that names the right address.",
    "元の原稿のアドレスを直して、PDF を作り直してください。",
)
# Folders of machines, not of the web: at the beginning of a value, or behind a sign that cannot belong to an address.
# Folders with which the paths of a machine begin.
FOLDERS = "home|Users|tmp|root|work|build|mnt|opt|private|var"
MACHINE = re.compile(
    rf"""(?:^|(?<=[\s"'(\[<=,;:「（]))
    (?:file:|/(?:{FOLDERS})/|[A-Za-z]:[\\/](?![\\/])|\\\\[^\\\s]+\\)""",
    re.VERBOSE,
)
LOCAL = re.compile(r"https?://(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(?:[:/?#]|$)", re.IGNORECASE)
RUNS = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)


def _spot(pdf: PdfDocument, link: Link) -> Spot:
    return Spot(link.page, pdf.pages[link.page].label, link.quads or (link.rectangle,))


@rule(
    "links.dead",
    Severity.ERROR,
    "pdf",
    finds=Text("A link that leads nowhere.", "どこにも飛ばないリンク"),
    why=Text("Readers click it and nothing happens.", "押しても何も起こりません。"),
    mend=Text(
        "Give the link a place that is there, or take it out.", "実在する飛び先を付けるか、リンクを取り除いてください。"
    ),
    source=Source("ISO 32000-1", "12.3.2"),
)
def dead(pdf: PdfDocument) -> Iterator[Fault]:
    for link in pdf.links:
        if is_dead(link.actions):
            said = link.text or link.contents or ""
            name = next((action.name for action in link.actions if action.name), "")
            what = Text(
                f"The link “{said}” leads nowhere" + (f" (to “{name}”)." if name else "."),
                f"「{said}」のリンクの飛び先" + (f"「{name}」" if name else "") + "がありません。",
            )
            yield Fault(what, spots=(_spot(pdf, link),))


@rule(
    "links.destination",
    Severity.WARNING,
    "pdf",
    finds=Text("A named place on a page that does not exist.", "実在しないページにある、名前の付いた飛び先"),
    why=Text(
        "Links from other documents and pages of the web may name it, and lead nowhere.",
        "ほかの文書やウェブページからのリンクが、どこにも飛びません。",
    ),
    mend=Text("Make the file again.", "PDF を作り直してください。"),
    source=Source("ISO 32000-1", "12.3.2.3"),
)
def destination(pdf: PdfDocument) -> Iterator[Fault]:
    for name, place in pdf.destinations:
        if place.page is None:
            yield Fault(
                Text(f"“{name}” is on no page of the file.", f"「{name}」のあるページが、ファイルにありません。")
            )


@rule(
    "links.machine",
    Severity.ERROR,
    "pdf",
    finds=Text(
        "A path of the machine that made the file, in a link, an attachment or a bookmark.",
        "リンク、添付ファイル、しおりに残った、作った機械の中の場所",
    ),
    why=Text(
        "It leads nowhere elsewhere, and tells the public how the office's machines and people are named.",
        "ほかの機械では開けませんし、職場の機械や人の名前が外に知られます。",
    ),
    mend=Text(
        "Replace it by an address of the web, or by a link to a document of the publication; then make the file again.",
        "ウェブのアドレスか刊行物の文書へのリンクに改めて、PDF を作り直してください。",
    ),
    source=Source("ISO 32000-1", "7.11, 12.6.4"),
)
def machine(pdf: PdfDocument) -> Iterator[Fault]:
    for link in pdf.links:
        values = [value for action in link.actions for value in (action.address, action.name) if value]
        for value in filter(_is_machine, values):
            yield Fault(_path(value), spots=(_spot(pdf, link),))
    for value in filter(_is_machine, _values(pdf)):
        yield Fault(_path(value))


def _is_machine(value: str) -> bool:
    return bool(MACHINE.search(value) or LOCAL.match(value))


def _path(value: str) -> Text:
    return Text(f"“{value}” is a place in a machine.", f"「{value}」は機械の中の場所です。")


def _values(pdf: PdfDocument) -> Iterator[str]:
    """What else leads somewhere: attachments, bookmarks."""
    for hazard in pdf.hazards:
        yield from (value for value in (hazard.where, hazard.detail) if "File" in hazard.kind)
    yield from (item.action.address for item in pdf.outline if item.action and item.action.address)


@rule(
    "links.script",
    Severity.ERROR,
    "pdf",
    finds=Text("A link that runs a program or a script.", "プログラムやスクリプトを動かすリンク"),
    why=Text(
        "Readers must be able to trust that a link of a ministry leads somewhere and does nothing else.",
        "役所の文書のリンクは、移動するだけで、ほかの働きをしてはなりません。",
    ),
    mend=Text("Take the link out and make the file again.", "リンクを取り除いて、PDF を作り直してください。"),
    source=Source("ISO 32000-1", "12.6.4.5, 12.6.4.16"),
)
def script(pdf: PdfDocument) -> Iterator[Fault]:
    for link in pdf.links:
        for action in link.actions:
            if action.kind in ("Launch", "JavaScript") or RUNS.match(action.address or ""):
                what = Text(
                    f"The link “{link.text}” runs something ({action.kind}).",
                    f"「{link.text}」のリンクが何かを動かします（{action.kind}）。",
                )
                yield Fault(what, spots=(_spot(pdf, link),))


@rule(
    "links.cut",
    Severity.ERROR,
    "pdf",
    finds=Text(
        "A printed address that is longer than the one to which it leads, or breaks off in the middle of it.",
        "印刷されたアドレスと飛び先が、途中で食い違うリンク（どちらかが途中で切れている）",
    ),
    why=Text(
        "An address that was cut where the line ends leads to another page or to none.",
        "行の終わりで切れたアドレスは、別のページに飛ぶか、どこにも飛びません。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "12.6.4.7"),
)
def cut(pdf: PdfDocument) -> Iterator[Fault]:
    for address, links in _by_address(pdf):
        printed = _printed(links)
        if printed and _is_cut(printed, address):
            what = Text(f"“{printed}” leads to “{address}”.", f"「{printed}」の飛び先が「{address}」です。")
            yield Fault(what, spots=tuple(_spot(pdf, link) for link in links))


def _by_address(pdf: PdfDocument) -> Iterator[tuple[str, list[Link]]]:
    """Links to addresses, those that follow each other with the same one together: one link over the end of a line."""
    addressed = (link for link in pdf.links if link.actions and link.actions[0].kind == "URI")
    for address, links in groupby(addressed, key=lambda link: link.actions[0].address or ""):
        yield from ((address, part) for part in _apart([*links]))


def _apart(links: list[Link]) -> list[list[Link]]:
    """Links that each begin with the beginning of an address are no parts of one."""
    found: list[list[Link]] = []
    for link in links:
        if not found or re.match("https?://|www\\.", link.text):
            found.append([])
        found[-1].append(link)
    return found


def _printed(links: list[Link]) -> str | None:
    """The address that is printed on links, up to the first white space within a line."""
    found = re.match("(?:https?://|www\\.)[!-~]+", "".join(re.sub("\\s*\n\\s*", "", link.text) for link in links))
    return found.group() if found else None


def _is_cut(printed: str, address: str) -> bool:
    """Whether one is the beginning of the other and breaks off where an address does not end."""
    said, meant = (re.sub("^https?://", "", normal(each)).rstrip("/") for each in (_whole(printed), address.strip()))
    if said.startswith(meant) and meant:
        return bool(re.search("[A-Za-z0-9]", said[len(meant) :]))
    behind = meant[len(said) :][:1]
    return meant.startswith(said) and behind not in "/?#" and "/" in said and not printed.endswith("…")


def _whole(printed: str) -> str:
    return solid(printed if printed.startswith("http") else f"http://{printed}")
