"""Each fault between what was approved and what was printed: found once, and told with page and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.collation.model import Collation
from tests.collation.making import ONE, TWO, Small, altered, as_docx, as_text, small, told

ALL = f"{ONE}\n{TWO}"
# What the approved text has, in the stead of what was printed; and what must be told of it.
IN_WORDS = [
    ("a wrong kanji", "己の手", "已の手", ("altered", "已", "己", "1", "one.md:8")),
    ("another variant of a kanji", "高橋", "髙橋", ("altered", "髙", "高", "1", "one.md:3")),
    ("a rare variant", "沪過池", "濾過池", ("altered", "濾", "沪", "2", "two.md:7")),
    ("digits of another width", "2021年度", "２０２１年度", ("altered", "２０２１", "2021", "1", "one.md:3")),
    ("a digit of half width", "１２名", "1２名", ("altered", "1", "１", "1", "one.md:3")),
    ("punctuation", "計画は、毎年度", "計画は，毎年度", ("altered", "，", "、", "1", "one.md:7")),
    (
        "a sentence that was dropped",
        "半分ずつ負担する。",
        "半分ずつ負担する。国は、負担しない。",
        ("missing", "国は、負担しない。", "", "2", "two.md:3"),
    ),
    (
        "a sentence that was added",
        "意見は、年に一度まとめて公表する。",
        "",
        ("added", "", "意見は、年に一度まとめて公表する。", "2", "two.md:11"),
    ),
    ("a cell", "3,310", "3,301", ("altered", "01", "10", "1", "one.md:12")),
    ("a footnote", "試験局の告示による。", "試験局の通知による。", ("altered", "通知", "告示", "1", "one.md:20")),
    ("a space between words", "Smart City", "SmartCity", ("spacing", "", " ", "1", "one.md:18")),
    ("a heading", "## 負担の割合", "## 負担の比率", ("altered", "比率", "割合", "2", "two.md:5")),
]


def only(collation: Collation) -> tuple[str, str, str, str, str]:
    (difference,) = collation.differences
    return told(difference)


@pytest.mark.parametrize(
    ("old", "new", "expected"), [each[1:] for each in IN_WORDS], ids=[each[0] for each in IN_WORDS]
)
def test_found_exactly_in_a_word_file(edition: Small, tmp_path: Path, old: str, new: str, expected):
    assert ALL.count(old) == 1
    assert only(edition.collated(as_docx(tmp_path / "approved.docx", ALL.replace(old, new)))) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [each[1:] for each in IN_WORDS if "#" not in each[1] and "意見" not in each[1]],
)
def test_found_exactly_in_a_text(edition: Small, tmp_path: Path, old: str, new: str, expected):
    """Among running heads, contents and folios."""
    path = as_text(tmp_path / "approved.txt", edition.dist / "report.pdf")
    assert only(edition.collated(altered(path, old, new))) == expected


def test_a_doubled_paragraph(edition: Small, tmp_path: Path):
    """The sentence stands twice in print; the approved text has it in one of the two places."""
    text = ALL.replace("市民は、", "", 0).replace("\n事業の経過は、四半期ごとに公表する。\n\n市民", "\n市民")
    (difference,) = edition.collated(as_docx(tmp_path / "approved.docx", text)).differences
    assert told(difference) == ("added", "", "事業の経過は、四半期ごとに公表する。", "2", "two.md:9")
    assert difference.again


@pytest.mark.parametrize(
    "after",
    [
        "結果を確かめることである。\n",
        "市民は、費用の使い方について意見を述べることができる。意見は、年に一度まとめて公表する。\n",
    ],
)
def test_a_moved_paragraph_is_told_as_moved(edition: Small, tmp_path: Path, after: str):
    moved = "初年度の費用は、沪過池の改修に充てた。二年度からは、維持に充てる。"
    text = ALL.replace(f"{moved}\n\n", "")
    text = text.replace(after, f"{after}\n{moved}\n")
    assert text.count(moved) == 1
    assert only(edition.collated(as_docx(tmp_path / "approved.docx", text))) == ("moved", moved, moved, "2", "two.md:7")


def test_what_else_became_of_a_moved_paragraph(edition: Small, tmp_path: Path):
    moved = "初年度の費用は、沪過池の改修に充てた。二年度からは、維持に充てる。"
    text = ALL.replace(f"{moved}\n\n", "").replace(
        "公表する。\n\n|", f"公表する。\n\n{moved.replace('二年', '三年')}\n\n|"
    )
    found = edition.collated(as_docx(tmp_path / "approved.docx", text)).differences
    assert [told(each)[:3] for each in found if each.kind != "moved"] == [("altered", "三", "二")]
    assert [each.printed.text for each in found if each.kind == "moved"] == [moved]


def test_swapped_cells_are_told(edition: Small, tmp_path: Path):
    text = ALL.replace("1,204", "0").replace("3,310", "1,204").replace("| 0 |", "| 3,310 |")
    found = edition.collated(as_docx(tmp_path / "approved.docx", text)).differences
    assert found and {each.printed_at.source.line for each in found if each.printed_at.source} == {12}


def test_a_footnote_that_was_left_out(edition: Small, tmp_path: Path):
    text = ALL.replace("[^room]: 試験局の告示による。", "").replace("[^room]", "")
    (difference,) = edition.collated(as_docx(tmp_path / "approved.docx", text)).differences
    assert told(difference) == ("added", "", "試験局の告示による。", "1", "one.md:20") and difference.note


def test_a_fact_on_the_cover(first: Small, tmp_path: Path):
    """What the layout prints need not be in the approved text; what is there must be right."""
    path = as_text(tmp_path / "approved.txt", first.dist / "report.pdf")
    lines = path.read_text("utf-8").split("\n")
    assert lines[3] == "令和４年３月３１日"
    lines[3] = "令和４年４月３１日"
    path.write_text("\n".join(lines), "utf-8")
    (difference,) = first.collated(path, "report").differences
    assert told(difference) == ("altered", "４", "３", "i", "") and difference.printed.before == "令和４年"


def test_a_text_of_another_publication_is_few_differences(edition: Small, tmp_path: Path):
    (tmp_path / "other.txt").write_text("乙町の記録\n\n" + "まったく別の文である。橋をかけた。" * 20, "utf-8")
    found = edition.collated(tmp_path / "other.txt").differences
    assert 1 <= len(found) <= 3


def test_what_counts_as_the_same(tmp_path: Path):
    """Each class and the pairs, and nothing beside them."""
    more = (
        '[collation]\nsame = ["digits", "letters", "punctuation", "variants"]\npairs = [["髙", "高"], ["濾", "沪"]]\n'
    )
    edition = small(tmp_path / "same", more)
    text = ALL.replace("2021", "２０２１").replace("高橋", "髙橋").replace("沪", "濾").replace("、", "，")
    text = text.replace("Smart", "Ｓｍａｒｔ").replace("維持", "維\ufa6f持").replace("維\ufa6f", "維\U000e0100")
    collation = edition.collated(as_docx(tmp_path / "approved.docx", text))
    assert (collation.differences, collation.same[0], collation.pairs[0]) == ((), "digits", ("髙", "高"))
    text = text.replace("己の", "已の")
    assert only(edition.collated(as_docx(tmp_path / "approved.docx", text))) == ("altered", "已", "己", "1", "one.md:8")


def test_page_numbers_of_references(tmp_path: Path):
    """Another number is a difference, unless the edition says otherwise."""
    chapters = (
        ONE.replace("# 体制", "(aim)=\n# 体制"),
        TWO.replace("二年度からは、", "体制は、{pageref}`aim`に示す。二年度からは、"),
    )
    for more, expected in (("", [("altered", "9", "1")]), ('[collation]\nsame = ["page-numbers"]\n', [])):
        edition = small(tmp_path / f"pages{len(expected)}", more, chapters)
        path = as_text(tmp_path / "approved.txt", edition.dist / "report.pdf")
        found = edition.collated(altered(path, "体制は、1ページ", "体制は、9ページ")).differences
        assert [told(each)[:3] for each in found] == expected
        assert len(edition.collated(altered(path, "己の", "已の")).differences) == len(expected) + 1


def test_what_only_looks_like_furniture_is_told(edition: Small, tmp_path: Path):
    """At the edge of a page: a number that is no folio, and a sentence that stands elsewhere as well."""
    path = as_text(tmp_path / "approved.txt", edition.dist / "report.pdf")
    text = path.read_text("utf-8")
    end = text.rindex("。\n", 0, text.index("\f", text.index("沪過池"))) + 1
    path.write_text(f"{text[:end]}\n事業の経過は、四半期ごとに公表する。\n98{text[end:]}", "utf-8")
    found = edition.collated(path).differences
    assert "".join(each.approved.text for each in found) == "事業の経過は、四半期ごとに公表する。98"
