from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from build_tools.edition import facts_of, load_edition

Write = Callable[..., Path]
BASE = (Path(__file__).parent / "base.toml").read_text(encoding="utf-8")

FACTS = (
    BASE.replace(
        "[[documents]]",
        'notice = "「{origin.title}」（{origin.date}、{facts.count}件）{unlikely} {1}"\n\n[[documents]]',
        1,
    )
    + """
[origin]
title = "{facts.short}の原典"
publisher = "編集室"
date = 2019-05-01
url = "{links.home.url}"

[links.home]
title = "表紙"
url = "https://example.org/"

[facts]
short = "版"
count = 32
since = 2019-04-30

[committee]
name = "委員会"
members = [
    { family = "乙", given = "二", reading = "おつ", affiliation = "乙大学", post = "教授" },
    { family = "甲", given = "一", reading = "こう", affiliation = "甲大学", post = "教授", chair = true },
]
"""
)


def test_one_key_may_speak_of_another(write: Write) -> None:
    edition = load_edition(write(FACTS.replace("{unlikely}", "")))
    assert edition.notice == "「版の原典」（令和元年５月１日、32件） {1}"
    assert edition.origin is not None
    assert edition.origin.url == edition.links["home"].url == "https://example.org/"


def test_dates_are_era_dates_in_japanese_alone(write: Write) -> None:
    text = BASE.replace('"編集室"', '"Office, {date}"')
    assert load_edition(write(text)).issuer == "Office, 令和４年３月３１日"
    assert load_edition(write('language = "en"\n' + text)).issuer == "Office, 2022-03-31"


def test_an_empty_value_leaves_nothing_behind(write: Write) -> None:
    assert load_edition(write('subtitle = ""\n' + BASE.replace("{title}", "題{subtitle}"))).documents[0].title == "題"


def test_facts_are_plain_data_by_dotted_path(write: Write) -> None:
    facts = cast(Any, facts_of(load_edition(write(FACTS.replace("{unlikely}", "")))))
    assert facts["facts"] == {"short": "版", "count": 32, "since": datetime.date(2019, 4, 30)}
    assert facts["links"]["home"]["url"] == "https://example.org/"
    assert facts["documents"]["report"]["title"] == "小さな版"
    assert facts["committee"]["chair"]["name"] == "甲一"
    assert "folder" not in facts
