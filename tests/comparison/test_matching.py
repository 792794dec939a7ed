"""Which section became which: by label, by id, by text; and what is told of it."""

from __future__ import annotations

import pytest

from build_tools.manuscript.model import Link, Manuscript, Passage, Target
from tests.comparison import made
from tests.comparison.made import Titled, chapter, compared, manuscript, told

CITY = "甲市では、住民の参加を得て計画を定め、毎年度その進捗を公表することとしている。"
COST = "費用の負担については、国及び県と協議の上、別に定める基準に従って按分する。"
DATA = "観測した値は統計として整理し、翌年度の六月末までに誰でも使える形で公開する。"
STAFF = "専任の職員を三名置き、うち一名は情報処理に関する資格を有する者とする。"
OTHER = "通学路の安全を確かめるため、関係者が集まって現地を歩き、危険な箇所を地図に記す。"


def top(*below: Titled, title: str = "章", texts: tuple[str, ...] = ()) -> Titled:
    return Titled(title, texts, below)


def test_the_same_is_the_same():
    one = top(Titled("参加", [CITY]), Titled("費用", [COST]))
    comparison = compared(one, one)
    assert set(told(comparison).values()) == {("same",)}
    assert comparison.block_counts() == {"same": 2}
    assert comparison.changed == ()


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ([Titled("参加", [CITY]), Titled("費用", [COST.replace("県", "市")])], {("費用", "費用"): ("edited",)}),
        ([Titled("住民の声", [CITY]), Titled("費用", [COST])], {("参加", "住民の声"): ("renamed",)}),
        ([Titled("参加", [CITY]), Titled("安全", [OTHER]), Titled("費用", [COST])], {("", "安全"): ("new",)}),
        ([Titled("費用", [COST])], {("参加", ""): ("deleted",)}),
        ([Titled("参加", [CITY], [Titled("費用", [COST])])], {("費用", "費用"): ("moved",)}),
        ([Titled("参加と費用", [CITY, COST])], {("参加+費用", "参加と費用"): ("merged",)}),
        # Titles changed places, texts did not: the texts say which is which.
        (
            [Titled("費用", [CITY]), Titled("参加", [COST])],
            {("参加", "費用"): ("renamed",), ("費用", "参加"): ("renamed",)},
        ),
        # Another text altogether under the title that was: it is the section's still.
        ([Titled("参加", [OTHER]), Titled("費用", [COST])], {("参加", "参加"): ("edited",)}),
    ],
)
def test_what_became_of_a_section(new, expected):
    found = told(compared(top(Titled("参加", [CITY]), Titled("費用", [COST])), top(*new)))
    assert {titles: kinds for titles, kinds in found.items() if kinds != ("same",)} == expected


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        (Titled("参加", [CITY]), {("参加", "参加"): ("moved",)}),
        (Titled("住民の声", [CITY.replace("甲市", "乙市")]), {("参加", "住民の声"): ("moved", "renamed", "edited")}),
    ],
)
def test_of_sections_in_another_order_the_fewest_moved(moved, expected):
    old = top(Titled("参加", [CITY]), Titled("費用", [COST]), Titled("体制", [STAFF]))
    found = told(compared(old, top(Titled("費用", [COST]), Titled("体制", [STAFF]), moved)))
    assert {titles: kinds for titles, kinds in found.items() if kinds != ("same",)} == expected


def test_a_section_is_split():
    old = top(Titled("運営", [CITY, COST, DATA, STAFF]))
    new = top(Titled("運営", [CITY, COST]), Titled("公開と体制", [DATA, STAFF]))
    comparison = compared(old, new)
    assert told(comparison)["運営", "運営+公開と体制"] == ("split",)
    assert comparison.block_counts() == {"same": 4}


def test_a_section_whose_text_stays_where_it_was_is_not_split():
    """The new section says again what the old one still says: it is new."""
    old = top(Titled("運営", [CITY, COST, DATA]))
    new = top(Titled("運営", [CITY, COST, DATA]), Titled("要約", [CITY]))
    assert told(compared(old, new))["", "要約"] == ("new",)


def test_numbers_alone_are_told_apart_from_content():
    old = top(Titled("参加", [CITY], number="１．"), Titled("費用", [COST], number="２．"))
    new = top(
        Titled("安全", [OTHER], number="１．"),
        Titled("参加", [CITY], number="２．"),
        Titled("費用", [COST], number="３．"),
    )
    comparison = compared(old, new)
    assert told(comparison)["参加", "参加"] == told(comparison)["費用", "費用"] == ("renumbered",)
    section = next(section for section in comparison.sections if section.kinds == ("renumbered",))
    assert (section.old[0].number, section.new[0].number) == ("１．", "２．")


def test_a_label_is_known_in_another_chapter():
    """Nothing is left of the text but the label."""
    old = manuscript(
        chapter("one", top(Titled("参加", [CITY], label="join"), title="一章")), chapter("two", top(title="二章"))
    )
    new = manuscript(
        chapter("one", top(title="一章")),
        chapter("two", top(Titled("協働", [CITY[:20] + OTHER[:20]], label="join"), title="二章")),
    )
    assert told(compared(old, new))["参加", "協働"] == ("moved", "renamed", "edited")


def test_a_label_alone_is_enough_when_nothing_speaks_for_another_section():
    """In another chapter, under another title, with another text."""
    old = manuscript(chapter("one", top(Titled("参加", [CITY], label="join"))), chapter("two", top(title="別の章")))
    new = manuscript(chapter("one", top()), chapter("two", top(Titled("安全", [OTHER], label="join"), title="別の章")))
    assert told(compared(old, new))["参加", "安全"] == ("moved", "renamed", "edited")


def test_of_sections_of_one_title_the_second_is_not_the_first_when_that_is_gone():
    """`~2` becomes the id without it."""
    old = top(Titled("経緯", [CITY]), Titled("経緯", [COST]), Titled("体制", [STAFF]))
    old.below[1].id = "one#経緯~2"
    new = top(Titled("経緯", [COST.replace("県", "市")]), Titled("体制", [STAFF]))
    comparison = compared(old, new)
    deleted = next(section for section in comparison.sections if section.kinds == ("deleted",))
    assert deleted.old[0].id == "one#経緯"
    edited = next(section for section in comparison.sections if section.kinds == ("edited",))
    assert (edited.old[0].id, edited.new[0].id) == ("one#経緯~2", "one#経緯")


def test_of_sections_of_one_title_the_text_says_which_is_which():
    """Both say nearly the same, and the first is gone."""
    first, second = (
        f"{subject}の経緯は、次のとおりである。関係者と協議を重ねた。" for subject in ("交通網", "防災倉庫")
    )
    old = top(Titled("経緯", [first]), Titled("経緯", [second], id="one#経緯~2"))
    comparison = compared(old, top(Titled("経緯", [second.replace("重ねた", "終えた")])))
    kinds = {section.old[0].id: section.kinds for section in comparison.sections}
    assert kinds == {"one": ("same",), "one#経緯": ("deleted",), "one#経緯~2": ("edited",)}


def test_a_label_counts_for_more_than_a_text_that_is_more_alike():
    old = manuscript(
        chapter("one", top(Titled("参加", [CITY + COST], label="join"))), chapter("two", top(title="別の章"))
    )
    copied = Titled("参画", [CITY + COST.replace("国及び県", "国")])
    kept = Titled("協働", [CITY + DATA], label="join")
    new = manuscript(chapter("one", top(copied)), chapter("two", top(kept, title="別の章")))
    found = told(compared(old, new))
    assert (found["参加", "協働"], found["", "参画"]) == (("moved", "renamed", "edited"), ("new",))


def test_of_sections_that_are_as_much_alike_the_title_tells():
    """Neither has the id of the old one."""
    old = top(Titled("交通の目的", [COST], label="a"))
    new = top(
        Titled("防災", [COST.replace("国", "市")], label="b"),
        Titled("交通の目的と範囲", [COST.replace("県", "市")], label="c"),
    )
    assert told(compared(old, new))["交通の目的", "交通の目的と範囲"] == ("renamed", "edited")


def formulaic(subject: str) -> list[Titled]:
    """Sections that say nearly the same in every chapter."""
    return [
        Titled(title, [f"{subject}の{title}は、次のとおりである。{subject}を進める。"])
        for title in ("目的", "課題", "体制")
    ]


def test_files_that_changed_their_names_are_known_by_what_they_say():
    """A chapter before all others: each file has the name that another one had, and titles are the same in all."""
    subjects = ["交通", "防災", "教育"]
    old = manuscript(*(chapter(f"c{at}", top(*formulaic(each), title=each)) for at, each in enumerate(subjects)))
    after = [top(*formulaic("福祉"), title="福祉"), *(top(*formulaic(each), title=each) for each in subjects)]
    after[1].below[0].texts = ["交通の目的は、次のとおりである。交通の整備を進める。"]
    comparison = compared(old, manuscript(*(chapter(f"c{at}", each) for at, each in enumerate(after))))
    pairs = [(section.old[0].id[:2], section.new[0].id[:2]) for section in comparison.sections if section.old]
    assert {*pairs} == {("c0", "c1"), ("c1", "c2"), ("c2", "c3")}
    assert comparison.counts() == {"same": 11, "edited": 1, "new": 4}


def test_a_chapter_of_another_name_is_known_by_its_sections():
    old = manuscript(chapter("one", top(Titled("参加", [CITY]), Titled("費用", [COST]), title="はじめの章")))
    new = manuscript(chapter("plan", top(Titled("参加", [CITY]), Titled("費用", [COST]), title="計画")))
    assert told(compared(old, new)) == {
        ("はじめの章", "計画"): ("renamed",), ("参加", "参加"): ("same",), ("費用", "費用"): ("same",),
    }  # fmt: skip


def test_a_document_of_another_id_is_the_same_document():
    chapters = chapter("one", top(Titled("参加", [CITY])))
    comparison = compared(manuscript(chapters), manuscript(chapters, document="report"))
    assert comparison.counts() == {"same": 2}


def test_what_is_deleted_stands_behind_what_stood_before_it():
    old = top(Titled("参加", [CITY]), Titled("安全", [OTHER]), Titled("費用", [COST]))
    new = top(Titled("参加", [CITY]), Titled("費用", [COST]), Titled("体制", [STAFF]))
    assert [*told(compared(old, new))] == [("章", "章"), ("参加", "参加"), ("安全", ""), ("費用", "費用"), ("", "体制")]


def test_text_before_the_first_heading_is_compared_as_well():
    sides = []
    for text in (CITY, CITY.replace("甲市", "乙市")):
        plain = made.chapter("one", top(Titled("費用", [COST])))
        opening = made._Made("one").block(made.Text((text,)), "")
        sides.append(manuscript(plain.model_copy(update={"blocks": (opening, *plain.blocks)})))
    comparison = compared(*sides)
    assert told(comparison)["", ""] == ("edited",)
    assert comparison.sections[0].new[0].id == "one~"


def of_two(first: tuple[Titled, ...], second: tuple[Titled, ...]) -> Manuscript:
    """An edition of two documents."""
    one, two = (
        manuscript(*(chapter(f"c{side.title}", side) for side in sides), document=name).documents[0]
        for name, sides in (("report", first), ("summary", second))
    )
    return manuscript().model_copy(update={"documents": (one, two)})


def test_a_chapter_of_two_documents_is_compared_in_each():
    old, new = (
        tuple(top(Titled("参加", [text], label="join"), title="章") for text in texts)
        for texts in ((CITY, CITY), (CITY, CITY.replace("甲市", "乙市")))
    )
    comparison = compared(of_two((old[0],), (old[1],)), of_two((new[0],), (new[1],)))
    kinds = {
        (section.old[0].document, section.new[0].document): section.kinds
        for section in comparison.sections
        if section.old[0].id.endswith("join")
    }
    assert kinds == {("report", "report"): ("same",), ("summary", "summary"): ("edited",)}


def test_a_chapter_that_went_to_another_document_moved():
    one, two = top(Titled("参加", [CITY]), title="甲"), top(Titled("費用", [COST]), title="乙")
    other = top(Titled("体制", [STAFF]), title="丙")
    comparison = compared(of_two((one, two), (other,)), of_two((one,), (other, two)))
    assert told(comparison)["乙", "乙"] == ("moved",)
    assert told(comparison)["費用", "費用"] == ("same",)


def test_a_place_in_a_file_of_another_name_is_the_same_place():
    """A link to what stands in a section that is the same one, by the name that it has there."""
    sides = []
    for docname, name in (("one", "flow"), ("plan", "flow"), ("plan", "other")):
        target = Target(document="main", anchor=f"{docname}:{name}")
        see = made.Text((f"{DATA}図を参照。",), (Link(kind="internal", parts=("図",), at=len(DATA), target=target),))
        plain = chapter(docname, top(Titled("公開", [COST, see], label="open")))
        marked = Passage(anchors=(target.anchor,), kind="paragraph", blocks=(plain.blocks[2].id,))
        sides.append(manuscript(plain.model_copy(update={"passages": (marked,)})))
    assert compared(sides[0], sides[1]).block_counts() == {"same": 2}
    assert compared(sides[0], sides[2]).block_counts() == {"same": 1, "edited": 1}
