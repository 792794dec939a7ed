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
        ("a line that starts with a full stop", "その結果を公表した。これ", "により、次の年度", 3, "kinsoku.start"),
        (
            "a line that starts with a closing bracket",
            "（年度ごとの件数）を、",
            "次の年度の計画に生かすこと",
            3,
            "kinsoku.start",
        ),
        ("a line that ends with an opening bracket", "まとめた記録（「経", "過の記録」という。", 1, "kinsoku.end"),
        (
            "a line that starts with a prolonged sound mark",
            "まとめるためのサーバー",
            "を設け、年度ごと",
            1,
            "kinsoku.small",
        ),
        ("two dots in two lines", "結果の一部は未定……で", "あるため、次の年度", 2, "kinsoku.split"),
        ("a number and its sign in two lines", "増加は平均で12％となり、", "前の年度を上回った", 5, "kinsoku.split"),
        ("a range in two lines", "取組の件数は、10～20件", "の間にあり、前の年度", 4, "kinsoku.range"),
    ]
]
