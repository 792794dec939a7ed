"""Nothing is found where nothing is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from build_tools.edition import load_edition
from build_tools.findings import RULES
from build_tools.lint import lint, markdown
from build_tools.sphinx_ext.project import MYST_EXTENSIONS
from tests.benchmarks.corpus import corpus
from tests.benchmarks.writings import write_edition
from tests.lint.conftest import told
from tests.manuscript.test_text_of_chapters import EDITIONS, EVERYTHING
from tests.sphinx_ext.test_syntax import EXAMPLES, FACTS

CASES = Path(__file__).parents[1] / "cases"
FOLDERS = {**EDITIONS, "facing": CASES / "facing" / "source"}


def test_every_rule_has_its_fault():
    tests = "".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    rules = [rule for rule in RULES.values() if rule.about == "source"]
    assert len(rules) == 10
    for rule in rules:
        assert f'"{rule.code}"' in tests
        assert rule.finds.ja and rule.why.ja and rule.mend.ja and not rule.finds.ja.endswith("。")


def test_every_case_that_builds_is_tried():
    built = {case.name for case in CASES.iterdir() if (case / "source").is_dir()} - {"faulty"}
    assert built <= set(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)
def test_a_good_edition_has_no_fault(take, folder):
    assert told(take(folder).manuscript, folder) == []
    assert load_edition(folder).documents


def test_every_example_of_the_syntax_page(written, tmp_path):
    names = [f"example-{number}" for number in range(len(EXAMPLES))]
    chapters = ", ".join(f'"{name}.md"' for name in ("one", *names))
    document = f'layout="report"\nnumbering="report"\nchapters=[{chapters}]\nattachments=["counts.csv"]\n'
    publication = f'{FACTS[0]}\n[[documents]]\nid="d"\ntitle="d"\n{document}'
    files = {f"{name}.md": f"# 例\n\n{text}" for name, text in zip(names, EXAMPLES, strict=True)}
    plan = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    taken = written("# 例\n", publication, **files, **{"counts.csv": "区分,件数\n", "plan.svg": plan})
    assert told(taken.manuscript, tmp_path / "source") == []


def test_everything_that_markdown_has(linted):
    line = EVERYTHING.split("\n").index("```{eval-rst}") + 1
    assert linted(EVERYTHING) == [("source.not-compared", "one.md", line)]


def test_an_edition_in_english_with_all_that_myst_has(written, tmp_path):
    folder = Path(__file__).parent / "english"
    files = {file.name: file.read_text("utf-8") for file in folder.iterdir()}
    taken = written(files.pop("one.md"), files.pop("publication.toml"), **files)
    found = told(taken.manuscript, tmp_path / "source")
    assert {code for code, _, _ in found} == {"source.not-compared"}  # descriptions of programs


def test_the_reader_reads_as_the_build_does():
    """The same rules as MyST's, and the same tokens: what differs between them is what directives and roles do."""
    myst = create_md_parser(MdParserConfig(enable_extensions=MYST_EXTENSIONS), RendererHTML)
    assert list(flat(markdown.blocks(EVERYTHING, {}))) == list(flat(myst.parse(EVERYTHING, {})))


def flat(tokens):
    for token in tokens:
        yield token.type, token.info, token.content, token.map
        yield from flat(token.children or ())


def test_a_hundred_pages_have_nothing_to_tell(take, tmp_path):
    folder = tmp_path / "corpus"
    write_edition(folder, corpus(7))
    assert list(lint(take(folder).manuscript, folder)) == []
