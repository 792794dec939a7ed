"""The order of a collation: the approved text beside the printed one → edits → what they are not → differences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from build_tools.collation.alignment import Edit, Match, between, gathered, inner, matches
from build_tools.collation.approved import Approved, Line
from build_tools.collation.aside import PIECES, Aside
from build_tools.collation.cells import reordered
from build_tools.collation.contents import without_contents
from build_tools.collation.edits import slid
from build_tools.collation.model import ApprovedFile, Collation, PrintedFile, Remark
from build_tools.collation.moves import moves
from build_tools.collation.notes import Settled, exactly, settle, taken_out
from build_tools.collation.printed import Apart, Built
from build_tools.collation.same import SELECTORS, same_as
from build_tools.collation.spacing import spaces
from build_tools.collation.stream import Stream
from build_tools.collation.telling import Telling, Told, by_place
from build_tools.concordance import Concordance
from build_tools.manuscript.model import Manuscript

_SENTENCE = ("。", "．", "！", "？")


@dataclass(frozen=True)
class _Left:
    """What there is to tell, as edits: running text, passages that moved, texts that stand apart."""

    running: Sequence[Edit]
    moved: Sequence[Edit]
    notes: Sequence[Settled]
    layout: Sequence[Settled]
    remarks: Sequence[Remark]


def collate(approved: Approved, concordances: Sequence[Concordance], manuscript: Manuscript) -> Collation:
    """Every difference between an approved text and what was printed, in the order of print.

    Line breaks and spacing are set aside (`stream` says what that is), and what one of the two need not have (`aside`);
    the manuscript's policy says which signs count as the same.
    """
    policy = manuscript.policy.collation
    same = same_as(policy, approved.codes)
    hidden = SELECTORS if "variants" in policy.same else frozenset[str]()
    built = Built(manuscript, concordances, same, hidden)
    segments = without_contents(approved.segments, built.lists)
    notes, segments = taken_out(built.notes, segments, Stream(segments, same, hidden))
    stream = Stream(segments, same, hidden)
    common = matches(stream.text, built.stream.text)
    left = _left(approved, stream, built, common, notes, pages="page-numbers" in policy.same)
    telling = Telling(stream, built)
    return Collation(
        approved=ApprovedFile(
            file=approved.file, form=approved.form, signs=len(stream.signs), encoding=approved.encoding
        ),
        printed=tuple(_printed(each, built) for each in concordances),
        same=policy.same,
        pairs=policy.pairs,
        remarks=(*(Remark(en=text.en, ja=text.ja) for text in approved.remarks), *left.remarks),
        differences=tuple(told.difference for told in sorted(_differences(telling, left, common), key=by_place)),
    )


def _left(
    approved: Approved,
    stream: Stream[Line],
    built: Built,
    common: Sequence[Match],
    notes: Sequence[Apart],
    *,
    pages: bool,
) -> _Left:
    """What is left when everything is explained that can be."""
    one, other = stream.text, built.stream.text
    changes = gathered(between(common, len(one), len(other)), one)
    found = [*slid(changes, one, other, _begins(stream), _begins_there(built))]
    by_cells = reordered(built, one, found, rows=approved.rows)
    settled, left = settle(notes, stream, by_cells.edits)
    moved, left = moves(one, other, left, _whole(stream, built))
    left += [edit for passage in moved for edit in inner(one, other, passage)]
    aside, layout = Aside(approved, stream, built, pages), list[Settled]()
    left = [rest for edit in left for rest in _explained(edit, aside, layout)]
    return _Left([*_tight(left, one, other)], moved, settled, layout, [*_remarks(aside.counted, by_cells.loose)])


def _explained(edit: Edit, aside: Aside, layout: list[Settled]) -> list[Edit]:
    """What is left of an edit; what a layout prints nearly so is added to `layout`. A passage of the approved text that
    would fall into many pieces is told as a whole.
    """
    if edit.other not in aside.built.borders or edit.other < edit.other_end:
        return aside.rest(edit)
    _, left = exactly(aside.built.layout, aside.stream, [edit], lines=True)
    left = [rest for part in left for rest in aside.rest(part)]
    guessed = [each for each in aside.built.layout if not aside.built.lists(each.stream.signs)]
    settled, left = settle(guessed, aside.stream, left, lines=True)
    if len(left) > PIECES:
        return [edit]
    layout += [each for each in settled if each.start is not None]
    return left


def _tight(edits: Iterable[Edit], one: str, other: str) -> Iterator[Edit]:
    """Edits once more, now that much of what stood between has been explained."""
    for edit in edits:
        yield from inner(one, other, edit) if edit.one < edit.one_end and edit.other < edit.other_end else (edit,)


def _begins(stream: Stream[Line]) -> Callable[[int], int]:
    """How well a place of the approved text suits as the beginning of a passage: behind a sentence, on a new line."""
    return lambda place: 2 * (stream.signs[place - 1 : place] in _SENTENCE) + stream.begins_at(place)


def _begins_there(built: Built) -> Callable[[int], int]:
    """The same of the printed text, of which it is known what was set as one."""
    starts = {start for start, _ in built.units.values()}
    return lambda place: 3 * (place in starts) + 2 * (built.stream.signs[place - 1 : place] in _SENTENCE)


def _whole(stream: Stream[Line], built: Built) -> Callable[[Match], bool]:
    """Whether a stretch is a text of its own on both sides."""
    units = set(built.units.values())
    return lambda match: (
        (match.other, match.other + match.size) in units
        and stream.begins_at(match.one)
        and stream.begins_at(match.one + match.size)
    )


def _remarks(counted: int, loose: int) -> Iterator[Remark]:
    if counted:
        yield Remark(
            en=f"{counted} numbers of headings and captions are not in the approved file: the program that wrote it "
            "counts them.",
            ja=f"見出しや図表の番号{counted}か所は、決裁版の文字になっていないため（自動の番号）、照合していません。",
        )
    if loose:
        yield Remark(
            en=f"Of {loose} tables, the order of cells could not be compared: the approved file does not tell it.",
            ja=f"表{loose}点は、決裁版から欄の順序が分からないため、欄の文字だけを照合しました。",
        )


def _printed(concordance: Concordance, built: Built) -> PrintedFile:
    document = concordance.document
    held = built.stream.held(0, len(built.stream.signs))
    signs = sum(end - start for start, end, sign in held if sign.unit.document == document.id)
    notes = sum(len(note.stream.signs) for note in built.notes if note.unit.document == document.id)
    return PrintedFile(document=document.id, file=document.file, pages=len(concordance.pdf.pages), signs=signs + notes)


def _differences(telling: Telling, left: _Left, common: Sequence[Match]) -> Iterator[Told]:
    yield from map(telling.running, left.running)
    yield from map(telling.moved, left.moved)
    for settled in (*left.notes, *left.layout):
        yield from telling.apart(settled)
    yield from (telling.space(*place) for place in spaces(telling.stream, telling.built.stream, common))
