"""Days and years as text writes them."""

from __future__ import annotations

import datetime

import pytest

from build_tools.checks.dates import days, years

DAY = datetime.date(2022, 3, 31)


@pytest.mark.parametrize(
    "text",
    [
        "令和４年３月３１日",
        "令和4年3月31日",
        "令和四年三月三十一日",
        "2022年3月31日",
        "２０２２年３月３１日",
        "二〇二二年三月三一日",
        "2022-03-31",
        "2022/3/31",
        "2022.3.31",
        "R4.3.31",
        "Ｒ４．３．３１".replace("Ｒ", "R"),
    ],
)
def test_a_day_in_any_form(text: str):
    (found,) = days(f"公表は{text}です。")
    assert (found.text, found.day, found.by_era) == (text, DAY, text[0] in "令R")


@pytest.mark.parametrize("text", ["令和元年5月1日", "平成31年4月30日", "昭和64年1月7日", "大正15年12月25日"])
def test_first_and_last_days_of_eras(text: str):
    assert next(days(text)).day is not None


@pytest.mark.parametrize(
    "text",
    [
        "10.2.3.4",
        "https://example.jp/2022/3/31/",
        "ver.2022.3.31.2",
        "12022-03-31",
        "A2022-3-1",
        "2022-31-4",
        "明治３年２月30日",
    ],
)
def test_what_is_no_day(text: str):
    assert not [*days(text)]


def test_a_day_that_the_calendar_does_not_have_and_the_weekday_behind_one():
    found = [*days("2022年2月30日、令和４年３月３１日（木曜日）、2022年3月31日(金)")]
    assert [(each.day, each.weekday) for each in found] == [(None, ""), (DAY, "木"), (DAY, "金")]
    assert found[1].text == "令和４年３月３１日"


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("令和４年（2022年）", (2022, 2022)),
        ("令和元年度(2019年度)", (2019, 2019)),
        ("2021（令和4）年", (2021, 2022)),
        ("2021年（令和４年）", (2021, 2022)),
        ("令和５年（西暦2022年）", (2023, 2022)),
    ],
)
def test_years_that_are_written_both_ways(text: str, pair: tuple[int, int]):
    (found,) = years(text)
    assert sorted(found[2:]) == sorted(pair)
