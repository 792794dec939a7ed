"""Words, and the runs between two texts: what a reader would mark, no more and no less."""

from __future__ import annotations

import random

import pytest

from build_tools.comparison.runs import plain, runs, words_of
from build_tools.comparison.words import words
from build_tools.manuscript.model import Call, PageOf, Target

SIGNS = {"same": "{}", "deleted": "[-{}]", "inserted": "[+{}]"}


def marked(old: str, new: str) -> str:
    return "".join(SIGNS[run.kind].format(run.text) for run in runs(plain(old), plain(new)))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # A number, an era: these and nothing of what stands beside them.
        ("令和３年度の予算である。", "令和４年度の予算である。", "令和[-３][+４]年度の予算である。"),
        ("平成４年度の予算である。", "令和４年度の予算である。", "[-平成][+令和]４年度の予算である。"),
        ("費用は1,234円である。", "費用は1,334円である。", "費用は[-1,234][+1,334]円である。"),
        ("費用は１，２３４円である。", "費用は１，２９４円である。", "費用は[-１，２３４][+１，２９４]円である。"),
        ("第３条第２項を準用する。", "第４条第３項を準用する。", "第[-３][+４]条第[-２][+３]項を準用する。"),
        ("情報の標準化を図る。", "情報の共通化を図る。", "情報の[-標準][+共通]化を図る。"),
        # の between two changes is no island to stand on.
        ("住民の参加を促す。", "市民や企業の参画を促す。", "[-住民の参加][+市民や企業の参画]を促す。"),
        # A sentence from its beginning to its end, not from one である to the next.
        (
            "参加が重要である。負担が重要である。",
            "参加が重要である。体制が重要である。負担が重要である。",
            "参加が重要である。[+体制が重要である。]負担が重要である。",
        ),
        (
            "参加が重要である。体制が重要である。負担が重要である。",
            "参加が重要である。負担が重要である。",
            "参加が重要である。[-体制が重要である。]負担が重要である。",
        ),
        (
            "費用を負担する。",
            "調査を終えた翌日に届け出ること。",
            "[-費用を負担する。][+調査を終えた翌日に届け出ること。]",
        ),
        (
            "参加を求める。体制が重要である。",
            "参加が重要である。参加を求める。体制が重要である。",
            "[+参加が重要である。]参加を求める。体制が重要である。",
        ),
        ("", "新しい文。", "[+新しい文。]"),
        ("同じ文。", "同じ文。", "同じ文。"),
        ("", "", ""),
    ],
)
def test_what_changed_is_marked_in_words(old, new, expected):
    assert marked(old, new) == expected


SIGNS_OF_TEXT = "令和３年度の予算は、1,234円である。abc 　\n①㍻𠮷👍か\u3099ーｶﾞ\t（）「」"


def test_words_are_the_text_whatever_stands_in_it():
    dice = random.Random(1)
    for _ in range(500):
        text = "".join(dice.choice(SIGNS_OF_TEXT) for _ in range(dice.randint(0, 60)))
        assert "".join(words(text)) == text


def test_a_text_longer_than_the_tokenizer_takes_is_in_words_as_well():
    text = "長い文" * 20_000
    assert "".join(words(text)) == text


def test_runs_give_both_texts_back_with_their_places():
    dice = random.Random(2)
    pieces = ["令和", "３", "年度", "の", "予算", "は", "、", "である。", "を", "図る。", "\n", "𠮷野"]
    for _ in range(300):
        old, new = ("".join(dice.choice(pieces) for _ in range(dice.randint(0, 30))) for _ in range(2))
        found = runs(plain(old), plain(new))
        assert "".join(run.text for run in found if run.kind != "inserted") == old
        assert "".join(run.text for run in found if run.kind != "deleted") == new
        assert all(old[run.old_at :].startswith(run.text) for run in found if run.old_at is not None)
        assert all(new[run.new_at :].startswith(run.text) for run in found if run.new_at is not None)
        assert all((run.old_at is None) == (run.kind == "inserted") for run in found)


def test_another_number_of_a_page_or_a_note_is_no_change():
    def printed(hole: PageOf) -> str:
        return hole.page_of.anchor

    old, new = (
        words_of(("表は", PageOf(page_of=Target(document="main", anchor=page)), "ページ", Call(footnote=note)), printed)
        for page, note in (("9", "1"), ("10", "2"))
    )
    (run,) = runs(old, new)
    assert (run.kind, run.text, run.was) == ("same", "表は10ページ（注2）", "表は9ページ（注1）")


def test_holes_count_no_characters():
    page = PageOf(page_of=Target(document="main", anchor="a"))
    old, new = (words_of(("前の", page, "ページの", last), lambda _: "100") for last in ("図", "表"))
    deleted = next(run for run in runs(old, new) if run.kind == "deleted")
    assert (deleted.text, deleted.old_at) == ("図", len("前のページの"))
