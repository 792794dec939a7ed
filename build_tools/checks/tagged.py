"""Whether every text stands in the structure tree, and in an element of its kind (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.account import account
from build_tools.checks.furniture import spots_of
from build_tools.checks.naming import line_of, quoted
from build_tools.checks.subject import Subject
from build_tools.concordance import Concordance, Printed
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, rule
from build_tools.inspection.document import Structure
from build_tools.manuscript.model import Block

HEADINGS = frozenset(("H", *(f"H{level}" for level in range(1, 7))))
CELLS = frozenset(("TD", "TH"))
# By the word for it: what a block must stand in.
NEEDED = {
    "heading": (Text("a heading", "見出し"), HEADINGS),
    "caption": (Text("a caption", "図表の題"), frozenset(("Caption",))),
    "cell": (Text("a table cell", "表のセル"), CELLS),
    "item": (Text("an item of a list", "箇条書きの項目"), frozenset(("LI",))),
}
RULES_OF_TAGS = Text(
    "Build again. If it comes back, look at how the layout's template writes this text.",
    "もう一度作ってください。それでも直らないときは、体裁のテンプレートでの書き方を確かめてください。",
)


@rule(
    "text.untagged",
    Severity.ERROR,
    "document",
    finds=Text(
        "Text on a page that is not in the structure tree, and no head or number of the page.",
        "構造（タグ）に入っていない紙面の文。柱とノンブルは除きます",
    ),
    why=Text(
        "Screen readers pass over it, and nobody can tell where in the document it belongs.",
        "読み上げソフトが読み飛ばし、文書のどこの文か分からなくなります。",
    ),
    mend=RULES_OF_TAGS,
    source=Source("ISO 14289-1", "7.1"),
)
def untagged(subject: Subject) -> Iterator[Fault]:
    for stray in account(subject).astray:
        if not stray.is_artifact:
            said = quoted("".join(piece.run.before + piece.run.text for piece in stray.pieces))
            what = Text(f"{said.en} is in no element of the structure.", f"{said.ja}が構造（タグ）に入っていません。")
            yield Fault(what, spots=spots_of(stray, subject.concordance.label(stray.page)))


@rule(
    "text.structure",
    Severity.ERROR,
    "document",
    finds=Text(
        "A heading, caption, cell or item that is not marked as one, or another text that is marked as a heading.",
        "見出し、図表の題、セル、箇条書きの項目として記録されていないもの、見出しでないのに見出しとされた文",
    ),
    why=Text(
        "Who cannot see the page finds the way by what headings, tables and lists are marked as.",
        "紙面を見られない人は、見出し・表・箇条書きの記録を頼りに読み進めます。",
    ),
    mend=RULES_OF_TAGS,
    source=Source("ISO 32000-1", "14.8.4"),
)
def structure(subject: Subject) -> Iterator[Fault]:
    tree = subject.pdf.structure
    roles = _roles(tree) if tree else []
    for printed in subject.concordance.printed.values() if tree else ():
        piece = next(subject.concordance.reading.pieces_of(printed.start, printed.start + 1), None)
        if piece is None or piece.element is None:
            continue
        if what := _misplaced(printed.block, roles[piece.element]):
            yield Fault(what, line_of(printed.block), subject.concordance.spots_of(printed.block.id))


def _misplaced(block: Block, roles: frozenset[str]) -> Text | None:
    """What is wrong with the elements in which a block stands."""
    said = quoted(block.text)
    name, needed = NEEDED.get(_kind(block), (None, roles))
    if name is not None and roles.isdisjoint(needed):
        return Text(f"{said.en} is not marked as {name.en}.", f"{said.ja}が{name.ja}として記録されていません。")
    if block.kind != "heading" and not roles.isdisjoint(HEADINGS):
        return Text(f"{said.en} is marked as a heading.", f"{said.ja}が見出しとして記録されています。")
    if not roles.isdisjoint(CELLS) and "table" not in block.inside:
        return Text(f"{said.en} is marked as a table cell.", f"{said.ja}が表のセルとして記録されています。")
    return None


def _kind(block: Block) -> str:
    """What a text is in the first place: of a cell with paragraphs, each is a part of the cell."""
    innermost = block.inside[-1] if block.inside else ""
    return "cell" if innermost == "table" and block.kind != "caption" else block.kind


def _roles(tree: Structure) -> list[frozenset[str]]:
    """The roles of each element and of those around it."""
    made: dict[tuple[frozenset[str], str], frozenset[str]] = {}
    found: list[frozenset[str]] = []
    for element in tree.elements:
        above = frozenset[str]() if element.parent is None else found[element.parent]
        key = above, element.role
        found.append(made.get(key) or made.setdefault(key, above | {element.role}))
    return found


@rule(
    "text.split",
    Severity.NOTE,
    "document",
    finds=Text("A text that is marked as two on one page.", "一つの文なのに、同じページで二つに分けて記録された文"),
    why=Text(
        "It is read out with a pause, and copied in two pieces.",
        "読み上げが途切れ、写し取ると二つに分かれます。",
    ),
    mend=RULES_OF_TAGS,
    source=Source("ISO 14289-1", "7.1"),
)
def split(subject: Subject) -> Iterator[Fault]:
    tree = subject.pdf.structure
    for printed in subject.concordance.printed.values() if tree else ():
        if tree and _is_split(subject.concordance, printed, tree):
            said = quoted(printed.block.text)
            what = Text(f"{said.en} is marked as two texts.", f"{said.ja}が二つの文として記録されています。")
            yield Fault(what, line_of(printed.block), subject.concordance.spots_of(printed.block.id))


def _is_split(concordance: Concordance, printed: Printed, tree: Structure) -> bool:
    reading = concordance.reading
    elements: dict[int, set[int]] = {}
    for start, end in printed.spans:
        for piece in reading.pieces_of(start, end):
            if piece.element is not None:
                elements.setdefault(piece.page, set()).add(piece.element)
    return any(_apart({reading.around(each) for each in found}, tree) for found in elements.values() if len(found) > 1)


def _apart(elements: set[int | None], tree: Structure) -> bool:
    """Whether elements lie beside each other: the first does not hold the others."""
    numbers = sorted(each for each in elements if each is not None)
    return any(not _holds(numbers[0], each, tree) for each in numbers)


def _holds(outer: int, inner: int | None, tree: Structure) -> bool:
    while inner is not None and inner > outer:
        inner = tree.elements[inner].parent
    return inner == outer
