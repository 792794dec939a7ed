"""What is left to be explained when two texts lie side by side: edits from the approved to the printed text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from build_tools.collation.alignment import Edit, Match


def carved(edit: Edit, start: int, end: int) -> list[Edit]:
    """An edit without a stretch of its approved side; what is printed instead stays with the longer rest."""
    left = Edit(edit.one, start, edit.other, edit.other)
    right = Edit(end, edit.one_end, edit.other_end, edit.other_end)
    if start - edit.one >= edit.one_end - end:
        left = left._replace(other_end=edit.other_end)
    else:
        right = right._replace(other=edit.other)
    return [rest for rest in (left, right) if rest.size]


def carved_there(edit: Edit, start: int, end: int) -> list[Edit]:
    """The same with a stretch of its printed side."""
    return [turned(rest) for rest in carved(turned(edit), start, end)]


def split(edit: Edit, match: Match) -> list[Edit]:
    """An edit without what is the same on both sides of it."""
    left = Edit(edit.one, match.one, edit.other, match.other)
    right = Edit(match.one + match.size, edit.one_end, match.other + match.size, edit.other_end)
    return [rest for rest in (left, right) if rest.size]


def turned(edit: Edit) -> Edit:
    """The edit the other way round."""
    return Edit(edit.other, edit.other_end, edit.one, edit.one_end)


def replaced(edits: Sequence[Edit], old: Edit, new: Sequence[Edit]) -> list[Edit]:
    """Edits with others in the place of one."""
    at = edits.index(old)
    return [*edits[:at], *new, *edits[at + 1 :]]


def slid(
    edits: Sequence[Edit], one: str, other: str, begins: Callable[[int], int], begins_there: Callable[[int], int]
) -> Iterator[Edit]:
    """Edits that only add or only leave out, moved to where a reader would see them: 「る。」 may as well be the end of
    the sentence before. `begins` says how well a place suits as the beginning of something, on either side.
    """
    for at, edit in enumerate(edits):
        low = edits[at - 1].one_end if at else 0
        low_there = edits[at - 1].other_end if at else 0
        high = edits[at + 1].one if at + 1 < len(edits) else len(one)
        high_there = edits[at + 1].other if at + 1 < len(edits) else len(other)
        if edit.other == edit.other_end:
            yield _best(edit, one, low, high, begins)
        elif edit.one == edit.one_end:
            yield turned(_best(turned(edit), other, low_there, high_there, begins_there))
        else:
            yield edit


def _best(edit: Edit, text: str, low: int, high: int, begins: Callable[[int], int]) -> Edit:
    steps, size = [0], edit.one_end - edit.one
    while edit.one + steps[-1] > low and text[edit.one + steps[-1] - 1] == text[edit.one_end + steps[-1] - 1]:
        steps.append(steps[-1] - 1)
    step = 0
    while edit.one_end + step < high and text[edit.one + step] == text[edit.one_end + step]:
        step += 1
        steps.append(step)
    best = max(steps, key=lambda step: (begins(edit.one + step) + begins(edit.one + step + size), -abs(step)))
    return Edit(edit.one + best, edit.one_end + best, edit.other + best, edit.other_end + best)


def reached(edits: Sequence[Edit], place: int, *, end: bool = False) -> int:
    """The place of the approved text beside a place of the printed one; within an edit, its beginning or its `end`."""
    behind = 0
    for edit in edits:
        if place < edit.other or (place == edit.other and not end):
            break
        if place <= edit.other_end and (end or place < edit.other_end):
            return edit.one_end if end else edit.one
        behind = edit.one_end - edit.other_end
    return place + behind
