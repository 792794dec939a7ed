"""Corrections: where they are, how much of the text is quoted, what is none, and what is too much for errata."""

from __future__ import annotations

import datetime
import json

import jsonschema
import pytest

from build_tools.comparison.compare import compare
from build_tools.comparison.contents import Edition
from build_tools.comparison.model import Run
from build_tools.errata.corrections import errata
from build_tools.errata.excess import SHARE
from build_tools.errata.schema import SCHEMA, schema
from build_tools.errata.sentences import sentences
from build_tools.errata.write import errata_json, read_errata
from build_tools.errors import KankoError
from build_tools.manuscript.model import Manuscript
from tests.comparison.made import Titled, chapter, manuscript
from tests.comparison.manuscripts import take
from tests.comparison.test_matching import CITY, COST, DATA, OTHER, STAFF, top
from tests.comparison.test_rows import located
from tests.manuscript.conftest import DOT, PUBLICATION

# Enough text that a few words are a small part of it.
LONG = [f"{sentence}{number}" for number in range(8) for sentence in (CITY, COST, DATA, OTHER, STAFF)]


def made(*titled: Titled) -> Manuscript:
    return manuscript(chapter("one", top(*titled, Titled("資料", LONG, number="９．"))))


def found(old: Manuscript, new: Manuscript, anyway: bool = False, paged: bool = False):
    one, other = (Edition(each, located(each, 1) if paged else None) for each in (old, new))
    return errata(compare(one, other), one, other, anyway)


def said(corrections) -> list[tuple[str, str, str]]:
    """Words of the place, wrong and right, what differs in brackets."""
    return [(each.words, side(each.wrong), side(each.right)) for each in corrections]


def side(stretches) -> str:
    return "".join(f"[{part.text}]" if part.marked else part.text for part in stretches)


def test_the_sentence_is_quoted_in_which_something_is_wrong():
    old, new = (
        made(Titled("計画", [COST, CITY + text + OTHER], number="１．"))
        for text in ("六月まで行う。", "七月まで行う。")
    )
    assert said(found(old, new, paged=True).corrections) == [
        ("１． 計画　第２段落", "[六]月まで行う。", "[七]月まで行う。")
    ]
    (correction,) = found(old, new, paged=True).corrections
    assert correction.pages == ("- 4 -",) and correction.place.file == "one.md"


def test_two_sentences_of_a_paragraph_are_two_corrections():
    old = [
        *(Run(kind="same", text="甲。乙は"), Run(kind="deleted", text="二"), Run(kind="inserted", text="三")),
        *(Run(kind="same", text="つ。丙。丁は"), Run(kind="deleted", text="赤"), Run(kind="same", text="い。")),
    ]
    assert [each.texts for each in sentences(old)] == [("乙は二つ。", "乙は三つ。"), ("丁は赤い。", "丁はい。")]


def test_a_number_of_a_page_that_was_another_is_no_correction():
    runs = [Run(kind="same", text="甲。12ページ。", was="甲。9ページ。"), Run(kind="inserted", text="乙。")]
    assert [each.texts for each in sentences(runs)] == [("", "乙。")]


def test_a_heading_is_corrected():
    old, new = made(Titled("計画の見直", [CITY])), made(Titled("計画の見直し", [CITY]))
    ((words, _, right),) = said(found(old, new).corrections)
    assert (words, right.replace("[", "").replace("]", "")) == ("計画の見直　見出し", "計画の見直し")


TEXT = "# 題\n\n" + "\n\n".join(LONG) + """

## 表

| 区分 | 額 |
|---|---|
| 調査 | 200 |

- 甲市
- 乙市の計画[^a]

[^a]: 令和四年の調査による。

[手引き](https://example.jp/a)を参照されたい。

```{figure} dot.png
:alt: 点の図

費用の流れ
```
"""  # fmt: skip


@pytest.fixture
def corrected(tmp_path):
    """The errata of a chapter in which texts are replaced by others."""

    def corrected(*edits: tuple[str, str], image: bytes = DOT):
        edited = TEXT
        for was, now in edits:
            assert was in edited
            edited = edited.replace(was, now)
        sides = []
        for name, text, content in (("old", TEXT, DOT), ("new", edited, image)):
            source = tmp_path / name / "source"
            source.mkdir(parents=True)
            (source / "publication.toml").write_text(PUBLICATION, "utf-8")
            (source / "one.md").write_text(text, "utf-8")
            (source / "dot.png").write_bytes(content)
            sides.append(Edition(take(source, tmp_path / name)))
        return errata(compare(*sides), *sides)

    return corrected


def test_places_are_told_as_a_reader_counts(corrected):
    made = corrected(
        ("| 200 |", "| 250 |"),
        ("乙市の計画", "丙市の計画"),
        ("令和四年", "令和五年"),
        ("jp/a", "jp/b"),
        ("費用の流れ", "経費の流れ"),
    )
    assert said(made.corrections) == [
        ("１． 表　１番目の表　上から２行目・左から２列目", "[200]", "[250]"),
        ("１． 表　箇条書きの２番目", "[乙]市の計画（注1）", "[丙]市の計画（注1）"),
        ("１． 表　注1", "令和[四]年の調査による。", "令和[五]年の調査による。"),
        ("１． 表　リンク先", "[https://example.jp/a]", "[https://example.jp/b]"),
        ("１． 表　図１－１　題", "[費用]の流れ", "[経費]の流れ"),
    ]


def test_another_date_or_title_of_the_edition_is_no_correction():
    def dated(date: str, title: str, words: str) -> Manuscript:
        edition = made(Titled("計画", [CITY, f"{title}（{words}公表）"]))
        facts = {"date": words, "title": title}
        day = datetime.date.fromisoformat(date)
        return edition.model_copy(update={"edition": edition.edition.model_copy(update={"facts": facts, "date": day})})

    old = dated("2026-04-01", "見本集", "令和８年４月１日")
    new = dated("2026-06-01", "見本集　改訂", "令和８年６月１日")
    assert found(old, new).corrections == ()
    other = dated("2026-04-01", "見本集", "令和８年６月１日")  # the edition's date is as it was: the text was wrong
    other = other.model_copy(update={"edition": old.edition})
    assert len(found(old, other).corrections) == 1


def refused(old: Manuscript, new: Manuscript) -> list[str]:
    with pytest.raises(KankoError) as raised:
        found(old, new)
    assert found(old, new, anyway=True).corrections
    return [problem.name for problem in raised.value.problems]


PLAN, SAFE = Titled("計画", [CITY, COST], number="１．"), Titled("安全", [OTHER, STAFF], number="２．")

WHOLE, HALVES = Titled("計画", [CITY, COST, OTHER, STAFF]), [Titled("計画", [CITY, COST]), Titled("別", [OTHER, STAFF])]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("errata.section-new", [PLAN], [PLAN, SAFE]),
        ("errata.section-deleted", [PLAN, SAFE], [PLAN]),
        ("errata.section-moved", [PLAN, SAFE, Titled("費用", [DATA])], [Titled("費用", [DATA]), PLAN, SAFE]),
        ("errata.section-split", [WHOLE], HALVES),
        ("errata.section-merged", HALVES, [WHOLE]),
        ("errata.block-new", [PLAN], [Titled("計画", [CITY, COST, DATA], number="１．")]),
        ("errata.block-deleted", [PLAN], [Titled("計画", [CITY], number="１．")]),
        ("errata.block-moved", [PLAN], [Titled("計画", [COST, CITY], number="１．")]),
    ],
)  # fmt: skip
def test_more_than_corrections_is_refused_and_named(name, old, new):
    assert name in refused(made(*old), made(*new))


def test_a_row_more_in_a_table_is_refused(corrected):
    with pytest.raises(KankoError) as raised:
        corrected(("| 調査 | 200 |", "| 調査 | 200 |\n| 設計 | 9 |"))
    assert [problem.name for problem in raised.value.problems] == ["errata.row-new"]


def test_a_cell_that_was_written_anew_is_refused(corrected):
    with pytest.raises(KankoError) as raised:
        corrected(("| 200 |", f"| {'現地を歩き、危険な箇所を地図に記した。' * 3} |"))
    assert [problem.name for problem in raised.value.problems] == ["errata.block-anew"]


def test_an_image_that_was_drawn_anew_is_corrected(corrected):
    assert said(corrected(image=DOT + b"\0").corrections) == [
        ("１． 表　図１－１　図", "[dot.png]", "[dot.png（差し替え）]")
    ]


def test_corrections_all_over_the_text_are_refused():
    def worded(words: str) -> Manuscript:
        return manuscript(chapter("one", top(Titled("計画", [f"{text}{words}行う。" for text in LONG]))))

    assert "errata.too-much" in refused(worded("定期に"), worded("新たに随時"))
    assert 0 < SHARE < 0.2


def test_nothing_is_nothing_to_correct():
    assert found(made(PLAN), made(PLAN)).corrections == ()


def test_the_file_is_as_its_schema_says(tmp_path):
    made_of = found(made(PLAN), made(Titled("計画", [CITY, COST.replace("費用", "経費")], number="１．")))
    (tmp_path / "errata.json").write_bytes(errata_json(made_of))
    assert read_errata(tmp_path / "errata.json") == made_of
    jsonschema.validate(made_of.model_dump(mode="json", exclude_defaults=True), json.loads(SCHEMA.read_text("utf-8")))
    assert SCHEMA.read_text("utf-8") == schema()
