from __future__ import annotations

import datetime

import pytest

from build_tools.edition import era_date, fiscal_year, full_width, half_width
from build_tools.edition.japanese import reading_key, row_of


@pytest.mark.parametrize(
    ("day", "full", "half"),
    [
        ("2022-03-31", "令和４年３月３１日", "令和4年3月31日"),
        ("2019-05-01", "令和元年５月１日", "令和元年5月1日"),
        ("2019-04-30", "平成３１年４月３０日", "平成31年4月30日"),
        ("1989-01-08", "平成元年１月８日", "平成元年1月8日"),
        ("1989-01-07", "昭和６４年１月７日", "昭和64年1月7日"),
        ("1926-12-25", "昭和元年１２月２５日", "昭和元年12月25日"),
        ("1926-12-24", "大正１５年１２月２４日", "大正15年12月24日"),
        ("1912-07-30", "大正元年７月３０日", "大正元年7月30日"),
        ("1912-07-29", "明治４５年７月２９日", "明治45年7月29日"),
        ("1873-01-01", "明治６年１月１日", "明治6年1月1日"),
    ],
)
def test_days_have_the_name_of_their_era(day: str, full: str, half: str) -> None:
    date = datetime.date.fromisoformat(day)
    assert (era_date(date), era_date(date, "half")) == (full, half)


def test_a_day_of_the_old_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="1872-12-31 lies before 1873-01-01"):
        era_date(datetime.date(1872, 12, 31))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2022-03-31", "令和３年度"),
        ("2022-04-01", "令和４年度"),
        ("2019-04-30", "平成３１年度"),
        ("2019-05-01", "令和元年度"),
        ("2020-03-31", "令和元年度"),
        ("1989-01-07", "昭和６３年度"),
        ("1989-01-08", "昭和６３年度"),
    ],
)
def test_a_fiscal_year_ends_in_march(day: str, year: str) -> None:
    assert fiscal_year(datetime.date.fromisoformat(day)) == year


def test_digits_change_their_width_and_nothing_else() -> None:
    assert full_width("A4 第2部 ｱ") == "A４ 第２部 ｱ"
    assert half_width("第２部 Ａ") == "第2部 Ａ"


def test_readings_sort_as_in_a_japanese_list() -> None:
    in_order = ["いしだ はるお", "いとう かおり", "かとう", "がとう", "かとうだ", "きや", "きゃら", "きより"]
    backwards = in_order[::-1]
    assert sorted(backwards, key=reading_key) == in_order


def test_long_vowels_katakana_and_latin_sort_by_their_sound() -> None:
    in_order = ["５Ｇ", "ＩＣＴ", "Wi-Fi", "ヴァン", "ケア", "けい", "ケーキ", "ケープ", "データ", "デエタい", "てん"]
    assert sorted(set(in_order), key=reading_key) == in_order


def test_rows_of_the_fifty_sounds() -> None:
    readings = ("あ", "ガス", "ぞう", "ドーム", "ん", "ぱり", "ヴァン", "ゃ", "ｶﾅ", "漢字", "Wi-Fi", "ー", "")
    assert "".join(row_of(reading) or "-" for reading in readings) == "あかさたわはあやか----"
