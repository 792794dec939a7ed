"""What a chapter may not take in."""

from __future__ import annotations

import struct
import zlib

import pytest

from build_tools.sphinx_ext import guards


def _png(width: int, height: int) -> bytes:
    """The head of a PNG of this size: nothing reads further."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def _warnings(project, text):
    project.publish()
    project.write(a=f"# a\n\n段落\n\n{text}\n", b="# b")
    return project.build().warnings


def test_a_missing_image(project):
    (found,) = _warnings(project, "![図](none.png)")
    assert found.startswith("a.md:5: WARNING: image file not readable: none.png")


def test_an_image_of_too_many_pixels(project):
    (project.folder / "big.png").write_bytes(_png(8000, 6000))
    (found,) = _warnings(project, "![図](big.png)")
    assert found.startswith("a.md:5: WARNING: the image “big.png” is too large: 48 MP, at most 40 MP")


def test_an_image_of_too_many_bytes(project):
    with (project.folder / "big.png").open("wb") as file:
        file.write(_png(10, 10))
        file.truncate(guards.MAX_BYTES + 1)
    (found,) = _warnings(project, "```{figure} big.png\n図\n```")
    assert found.startswith("a.md:5: WARNING: the image “big.png” is too large: 30 MB")


def test_an_image_of_sane_size(project):
    (project.folder / "good.png").write_bytes(_png(4961, 7016))
    assert _warnings(project, "![図](good.png)") == []


@pytest.mark.parametrize(
    "text",
    [
        "![図](../outside.png)",
        "```{include} ../outside.png\n```",
        "```{literalinclude} ../outside.png\n```",
        "```{csv-table} 表\n:file: ../outside.png\n```",
        "{download}`../outside.png`",
        "![図](link.png)",
    ],
)
def test_a_file_outside_the_edition(project, text):
    outside = project.folder.parent / "outside.png"
    outside.write_text("a,b")
    (project.folder / "link.png").symlink_to(outside)
    found = _warnings(project, text)
    assert len(found) == 1
    assert found[0].startswith(("a.md:5: WARNING: “outside.png” lies outside", "a.md:6: WARNING: “outside.png” lies"))


def test_a_foreign_project_is_not_watched(project):
    (project.folder.parent / "outside.txt").write_text("外")
    project.write(index="# a\n\n```{literalinclude} ../outside.txt\n```\n")
    assert project.build().warnings == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "![図](https://example.jp/x.png)",
            "a.md:5: WARNING: the image https://example.jp/x.png is not in the edition",
        ),
        ("![図](spoilt.png)", "a.md:5: WARNING: “spoilt.png” can't be read as an image"),
        ("文\x1aR1\x1a", "a.md:5: WARNING: there is a control character, U+001A"),
    ],
)
def test_what_can_not_be_printed(project, text, said):
    (project.folder / "spoilt.png").write_bytes(b"")
    assert any(warning.startswith(said) for warning in _warnings(project, text))


@pytest.mark.parametrize("chapter", ["", "見出しのない本文。\n"])
def test_a_chapter_without_a_heading(project, chapter):
    project.publish()
    project.write(a="# a", b=chapter)
    (found,) = project.build().warnings
    assert found.startswith("b.md:1: WARNING: this chapter has no heading")


def test_the_words_of_sphinx_are_in_the_editions_language(project):
    project.publish()
    project.write(a="# a\n\n:::{note}\n文\n:::\n", b="# b")
    assert "注釈" in project.build().body("a")


def test_a_page_number_in_a_heading(project):
    found = _warnings(
        project,
        "(x)=\n## 節（{pageref}`x`）\n\n{pageref}`x`\n\n```{list-table} 題（{pageref}`x`）\n* - 値\n```".replace(
            "```", ":::"
        ),
    )
    assert len(found) == 1 and found[0].startswith("a.md:6: WARNING: a heading can't hold a page number")
