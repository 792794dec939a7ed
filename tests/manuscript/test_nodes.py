"""Our nodes: containers and inlines that any writer can print, each block with its element in the HTML contract."""

from __future__ import annotations

import inspect
import pickle

import pytest
from docutils import nodes

from build_tools.manuscript import nodes as own

KINDS = [kind for _, kind in inspect.getmembers(own, inspect.isclass) if kind.__module__ == own.__name__]


BLOCKS = [kind for kind in KINDS if issubclass(kind, nodes.container)]


def test_every_node_has_its_element_and_no_element_is_shared_by_name():
    assert set(BLOCKS) == set(own.ELEMENTS)
    assert len({name for _, name in own.ELEMENTS.values()}) == len(BLOCKS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_node_is_one_that_any_writer_can_print_and_has_a_name_of_its_own(kind):
    assert issubclass(kind, nodes.container | nodes.inline)
    assert not hasattr(nodes, kind.__name__)


@pytest.mark.parametrize("kind", KINDS)
def test_a_node_survives_the_doctree_cache(kind):
    node = kind("", nodes.paragraph("", "文"), classes=["x"])
    again = pickle.loads(pickle.dumps(node))
    assert type(again) is kind
    assert again.pformat() == node.pformat() == node.deepcopy().pformat()
