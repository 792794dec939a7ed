"""The syntax page: every directive and role has an example, and every example builds without a warning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools import sphinx_ext

PAGE = (Path(sphinx_ext.__file__).parent / "SYNTAX.md").read_text("utf-8")
EXAMPLES = re.findall(r"^`````markdown\n(.*?)^`````$", PAGE, re.MULTILINE | re.DOTALL)
FACTS = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def built(project):
    files = [f"example-{number}" for number in range(len(EXAMPLES))]
    chapters = ", ".join(f'"{name}.md"' for name in files)
    document = f'\n[[documents]]\nid="d"\ntitle="d"\nlayout="report"\nnumbering="report"\nchapters=[{chapters}]\n'
    project.publish(head=FACTS[0], documents=document)
    (project.folder / "counts.csv").write_text("区分,件数\n")
    (project.folder / "plan.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    project.write(**{name: f"# 例\n\n{text}" for name, text in zip(files, EXAMPLES, strict=True)})
    return project.build()


def _page(built, sign):
    return built.body(f"example-{next(number for number, text in enumerate(EXAMPLES) if sign in text)}")


def test_every_example_builds(built):
    assert len(EXAMPLES) > 10
    assert built.warnings == []


@pytest.mark.parametrize(
    ("sign", "shown"),
    [
        (
            "{{ title }}",
            "「見本の知見集」は見本省が令和元年５月１日に公表した。問い合わせはファクシミリ（03-0000-0002）でも受け付け、担当は甲",
        ),
        ("{date-half}", "令和元年５月１日に公表し、令和２年４月１日に始め、令和4年3月31日に終えた。"),
        ("{address}", "見本の手引き https://example.com/guide"),
        ("{title}`", "詳しくは１． 推進体制を参照されたい。"),
        ("{title}`d#", "日程は１． 日程（１． 日程）に、表で示す。"),
        ("{ruby}", "組版（くみはん）では、親（おや）文（も）字（じ）の上にルビを置き、大切な所に圏点を打つ。"),
        ("{.parenthesised}", "目的を定める。 体制を定める。"),
        ("decimal-3", "直営 96 3.8 注\N{IDEOGRAPHIC SPACE}割合は百分率である。"),
        ("{numref}", "に示す。「推進体制」の図（図"),
        (
            "{index}",
            "推進室はデータを扱う。推進室の役割は次のとおりである。 協定では役割の分担を定める。取決めともいう。",
        ),
        ("{download}", "件数の元データを添付した。"),
        ("{container} landscape", "年度ごとの件数"),
        ("{roster}", "甲野　花子 甲大学 教授 （座長） 乙山　二郎 乙大学 教授"),
        ("{contact}", "【問い合わせ先】 見本省見本室 甲、乙 電話 03-0000-0001（内線1） FAX 03-0000-0002"),
        ("{notice}", "この版は見本です。"),
        ("{case}", "乙県甲市 32名※2021年度現在 推進室が関係する部署と連携している。 出典：甲市の資料"),
        ("{point}", "ポイント！（具体的行動） 目的を明確にする。 手順を明確にする。"),
        ("{excerpt}", "少人数の組織による迅速な推進 乙県甲市 32名※2021年度現在"),
        ("{.lead}", "番号のない見出し これは大切な注である。"),
        ("smart\n", "一文を二行に分けても、続けて組まれる。smart city は二語のまま組まれる。"),
        ("### 経緯", "１． 背景 （１） 経緯 ア 経緯の詳細"),
    ],
)
def test_an_example_shows_what_the_page_says(built, sign, shown):
    assert shown in _page(built, sign)


def test_figures_and_tables_bear_the_chapters_number(built):
    assert re.search("図(.+?)－１ 推進体制 表\\1－１ 経費.*図\\1－１と表\\1－１に示す", _page(built, "{numref}"))


def test_classes_reach_the_page(built):
    page = built.main(f"example-{next(number for number, text in enumerate(EXAMPLES) if '{.lead}' in text)}")
    assert '<ul class="lead simple">' in page
    assert '<section class="unnumbered"' in page
    assert '<p class="remark" id="remark">' in page
    assert '<span class="strong">大切な</span>' in page
    assert '<p lang="en">This paragraph' in page and '<span lang="en">open data</span>' in page


def test_every_directive_and_role_has_its_example(monkeypatch):
    class Registry:
        def __init__(self) -> None:
            self.names: list[str] = []

        def add_directive(self, name: str, directive: object, override: bool = False) -> None:
            self.names.append(name)

        add_role = add_directive

        def add_node(self, *args: object, **kwargs: object) -> None:
            """Nodes need no example."""

    registry = Registry()
    sphinx_ext._register_syntax(registry)  # type: ignore[arg-type]
    assert registry.names
    assert [name for name in registry.names if not any(f"{{{name}}}" in example for example in EXAMPLES)] == []
