"""Faults in where lines break: a glyph or two of a line's end stand on the next line."""

from __future__ import annotations

from functools import partial

from tests.checks.injection import Injected
from tests.checks.spoiling import carry

INJECTED = [
    Injected(
        name,
        partial(carry, document="pages", line=line, following=following, count=count),
        {code},
        "composed",
    )
    for name, line, following, count, code in [
        ("a line that starts with a full stop", "その結果を公表した。これ", "より、次の年度", 4, "kinsoku.start"),
        (
            "a line that starts with a closing bracket",
            "（年度ごとの件数）を、",
            "の年度の計画に生かすこと",
            4,
            "kinsoku.start",
        ),
        ("a line that ends with an opening bracket", "まとめた記録（「経過の", "記録」という。", 3, "kinsoku.end"),
        (
            "a line that starts with a prolonged sound mark",
            "まとめるためのサーバー",
            "設け、年度ごと",
            2,
            "kinsoku.small",
        ),
        ("two dots in two lines", "結果の一部は未定……で", "るため、次の年度", 3, "kinsoku.split"),
        ("a number and its sign in two lines", "12％となり、前", "の年度を上回った", 6, "kinsoku.split"),
        ("a range in two lines", "取組の件数は、10～20", "間にあり、前の年度", 4, "kinsoku.range"),
    ]
]
