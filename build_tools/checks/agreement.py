"""Whether every document prints the facts of the edition as publication.toml has them, and no near misses of them.

What is typed by hand where a fact should stand is a sign or a digit away from it, or has another form. A value that is
a fact itself is right wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from build_tools.checks.dates import WEEKDAYS, years
from build_tools.checks.leads import normal
from build_tools.checks.naming import quoted
from build_tools.checks.said import Facts, Said
from build_tools.checks.subject import Publication, Subject
from build_tools.checks.values import (
    ADDRESS,
    PHONE,
    bare,
    digits,
    is_near_address,
    is_near_number,
    near_names,
    near_texts,
    shape,
)
from build_tools.concordance.reading import solid
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import Link

# Days on which things begin and end every year.
YEARLY = ((1, 1), (3, 31), (4, 1), (12, 31))
FROM_ONE_PLACE = Text(
    "Let it come from publication.toml ({{ name }}, {date}, {address}, {contact}, {roster}); if it is another thing "
    "that only looks alike, make it a fact of its own there.",
    "publication.toml から引いて（{{ 名前 }}、{date}、{address}、{contact}、{roster}）ください。"
    "似ているだけの別のものであれば、それも publication.toml に事実として書いてください。",
)


@rule(
    "facts.near",
    Severity.ERROR,
    "document",
    finds=Text(
        "A number, address, name, title or day that is almost a fact of the edition, and not it.",
        "版の事実（電話番号、アドレス、氏名、名称、日付）とわずかに違うもの",
    ),
    why=Text(
        "It was probably typed by hand, and mistyped: a reader calls a stranger, or finds two names for one thing.",
        "手で打った際の誤りと思われます。電話が別の所につながり、一つのものに名前が二つあることになります。",
    ),
    mend=FROM_ONE_PLACE,
    source=Source("Kanko"),
)
def near(subject: Subject) -> Iterator[Fault]:
    facts, said = subject.once(Facts), subject.once(Said)
    for start, end, meant in (
        *_numbers(facts, said),
        *_people(facts, said),
        *_names(facts, said),
        *_years(facts, said),
    ):
        yield said.fault(_almost(said.text[start:end], meant), start, end)
    yield from _addresses(subject, facts, said)


def _almost(text: str, meant: str) -> Text:
    here, there = quoted(text, 60), quoted(meant, 60)
    return Text(f"{here.en} is almost {there.en}.", f"{here.ja}は、{there.ja}とわずかに違います。")


_Near = tuple[int, int, str]


def _numbers(facts: Facts, said: Said) -> Iterator[_Near]:
    for found in PHONE.finditer(said.plain) if facts.phones else ():
        number = digits(found[0])
        meant = next((written for known, written in facts.phones.items() if is_near_number(number, known)), None)
        if meant and number not in facts.phones:
            yield found.start(), found.end(), meant


def _people(facts: Facts, said: Said) -> Iterator[_Near]:
    for name in facts.people:
        for start, end in near_names(said.text, name):
            if said.text[start:end] not in facts.people and not _is_part(facts, said, start, end):
                yield start, end, name


def _names(facts: Facts, said: Said) -> Iterator[_Near]:
    for name in facts.names:
        for start, end in near_texts(said.text, name):
            if not _is_part(facts, said, start, end):
                yield start, end, name


def _is_part(facts: Facts, said: Said, start: int, end: int) -> bool:
    """Whether a text is a fact, or stands within one."""
    longer = (fact for fact in facts.all if said.text[start:end] in fact)
    for fact in longer:
        before = fact.index(said.text[start:end])
        if said.text.startswith(fact, max(0, start - before)):
            return True
    return False


def _years(facts: Facts, said: Said) -> Iterator[_Near]:
    """Days of a western year that is one off that of a fact: taken from the era by a wrong count."""
    known = {each.day for each in facts.days}
    for found in said.days if facts.by_era else ():
        day = found.day
        for fact in facts.days if day and not found.by_era and day not in known else ():
            same = day and fact.day and (day.month, day.day) == (fact.day.month, fact.day.day)
            if day and fact.day and same and abs(day.year - fact.day.year) == 1 and (day.month, day.day) not in YEARLY:
                yield found.start, found.end, fact.text


def _addresses(subject: Subject, facts: Facts, said: Said) -> Iterator[Fault]:
    for found in ADDRESS.finditer(said.text) if facts.addresses else ():
        if meant := _nearly(facts, found[0].rstrip(".,:;")):
            yield said.fault(_almost(found[0], meant), found.start(), found.end())
    for link in subject.pdf.links:
        address = next((each.address for each in link.actions if each.kind == "URI" and each.address), "")
        titled, text = facts.titled.get(solid(link.text)), solid(link.text)
        meant = titled if titled and not normal(address).startswith(titled) else _nearly(facts, address)
        if address and meant and not ADDRESS.match(text):
            yield Fault(_almost(address, meant), spots=_spot(subject, link))


def _nearly(facts: Facts, address: str) -> str | None:
    """The address of the edition that an address almost is."""
    if any(bare(address).startswith(known) for known in facts.addresses):
        return None
    return next((fact for fact in facts.addresses.values() if is_near_address(address, fact)), None)


def _spot(subject: Subject, link: Link) -> tuple[Spot, ...]:
    return (Spot(link.page, subject.concordance.label(link.page), link.quads or (link.rectangle,)),)


@rule(
    "facts.form",
    Severity.WARNING,
    "document",
    finds=Text(
        "A day, number or address of the edition that is written otherwise than publication.toml has it.",
        "版の事実と同じ日付、電話番号、アドレスで、書き方の違うもの",
    ),
    why=Text(
        "It was typed by hand: when the fact changes, it stays as it is; and one publication writes one thing one way.",
        "手で打ったもので、事実を直しても変わりません。一つの刊行物では、同じものを同じ書き方で示します。",
    ),
    mend=FROM_ONE_PLACE,
    source=Source("Kanko"),
)
def form(subject: Subject) -> Iterator[Fault]:
    facts, said = subject.once(Facts), subject.once(Said)
    written = {each.day: each.text for each in facts.days}
    for day in said.days if facts.by_era else ():
        if day.day in written and not (day.by_era and day.text.startswith(written[day.day][:2])):
            yield said.fault(_otherwise(day.text, written[day.day]), day.start, day.end)
    for found in PHONE.finditer(said.plain) if facts.phones else ():
        text = said.text[found.start() : found.end()]
        if (number := facts.phones.get(digits(text))) and number != text:
            yield said.fault(_otherwise(text, number), found.start(), found.end())
    for found in ADDRESS.finditer(said.text) if facts.addresses else ():
        text = found[0].rstrip(".,:;")
        if (address := facts.addresses.get(bare(text))) and not normal(text).startswith(normal(address)):
            yield said.fault(_otherwise(text, address), found.start(), found.end())


def _otherwise(text: str, meant: str) -> Text:
    here, there = quoted(text, 60), quoted(meant, 60)
    return Text(f"{here.en} is written {there.en} elsewhere.", f"{here.ja}は、版では{there.ja}と書きます。")


@rule(
    "facts.calendar",
    Severity.ERROR,
    "document",
    finds=Text(
        "A day that the calendar does not have, a wrong weekday, or a year of an era that is not the western year "
        "beside it.",
        "暦にない日、曜日の違う日、食い違う和暦と西暦",
    ),
    why=Text("A reader cannot tell which of the two is meant.", "どちらが正しいのか、読む人には分かりません。"),
    mend=Text("Look the day up and correct it.", "日付を確かめて直してください。"),
    source=Source("Kanko"),
)
def calendar(subject: Subject) -> Iterator[Fault]:
    said = subject.once(Said)
    for found in said.days:
        weekday = WEEKDAYS[found.day.weekday()] if found.day else ""
        if found.day is None:
            what = Text(f"There is no day {found.text}.", f"{found.text}という日はありません。")
        elif found.weekday and found.weekday != weekday:
            what = Text(
                f"{found.text} was a {found.day:%A}, not {found.weekday}.",
                f"{found.text}は（{weekday}）で、（{found.weekday}）ではありません。",
            )
        else:
            continue
        yield said.fault(what, found.start, found.end)
    for start, text, one, other in years(said.text):
        if one != other:
            what = Text(f"{text} names two years.", f"{text}は、和暦では {one}年、西暦では {other}年です。")
            yield said.fault(what, start, start + len(text))


@rule(
    "set.value",
    Severity.ERROR,
    "set",
    finds=Text(
        "A fact that one document prints, and another one with other numbers in it.",
        "ある文書に印刷された事実が、ほかの文書では違う数字で印刷されている所",
    ),
    why=Text(
        "Whoever has both documents cannot tell which is right.",
        "両方を手にした人は、どちらが正しいのか分かりません。",
    ),
    mend=FROM_ONE_PLACE,
    source=Source("Kanko"),
)
def values(publication: Publication) -> Iterator[Fault]:
    facts = {solid(value) for value in publication.manuscript.edition.facts.values()}
    shapes = [(fact, found) for fact in sorted(facts) if not ADDRESS.fullmatch(fact) and (found := shape(fact))]
    for one, other in combinations(publication.subjects.values(), 2):
        for here, there in ((one, other), (other, one)):
            for fact, pattern in shapes:
                if fact in here.once(Said).text and fact not in there.once(Said).text:
                    yield from _differing(here, there, pattern, facts, fact)


def _differing(here: Subject, there: Subject, pattern: re.Pattern[str], facts: set[str], fact: str) -> Iterator[Fault]:
    said = there.once(Said)
    for found in pattern.finditer(said.text):
        if found[0] not in facts:
            name = here.document.name
            what = Text(
                f"It says {found[0]} where {name} says {fact}.", f"{name}の{fact}が、{found[0]}となっています。"
            )
            fault = said.fault(what, found.start(), found.end())
            yield Fault(fault.what, fault.source, fault.spots, document=there.document.id)
