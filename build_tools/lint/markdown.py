"""A plain Markdown reader: CommonMark with MyST's block syntax. It knows nothing of what directives and roles do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import make_fence_rule
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.field_list import fieldlist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.substitution import substitution_plugin

# Where a colon fence may end a block that stands before it.
_ENDS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]}


def blocks(text: str, known: dict[str, Any]) -> list[Token]:
    """The tokens of a text; `known` keeps link definitions and footnotes of the file."""
    return _reader().parse(text, known)


def inline(text: str, known: dict[str, Any]) -> Sequence[Token]:
    """The tokens of a text that stands in a line."""
    (token,) = _reader().parseInline(text, known)
    return token.children or ()


@cache
def _reader() -> MarkdownIt:
    reader = (
        MarkdownIt("commonmark")
        .enable("table")
        .use(front_matter_plugin)
        .use(myst_block_plugin)
        .use(myst_role_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
        .use(deflist_plugin)
        .use(fieldlist_plugin)
        .use(substitution_plugin)
        .use(attrs_plugin, after=("image", "code_inline", "link_close", "span_close"), spans=True)
        .use(attrs_block_plugin)
    )
    fence = make_fence_rule(markers=(":",), token_type="colon_fence", exact_match=False)
    reader.block.ruler.before("fence", "colon_fence", fence, _ENDS)
    return reader
