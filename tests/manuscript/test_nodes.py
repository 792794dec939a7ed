"""Our nodes: containers that any writer can print, each with its element in the HTML contract."""

from __future__ import annotations

import inspect
import pickle

import pytest
from docutils import nodes

from build_tools.manuscript import nodes as own

KINDS = [kind for _, kind in inspect.getmembers(own, inspect.isclass) if kind.__module__ == own.__name__]


def test_every_node_has_its_element_and_no_element_is_shared_by_name():
    assert set(KINDS) == set(own.ELEMENTS)
    assert len({name for _, name in own.ELEMENTS.values()}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_node_is_a_container_that_no_node_of_docutils_is_named_after(kind):
    assert issubclass(kind, nodes.container)
    assert not hasattr(nodes, kind.__name__)


@pytest.mark.parametrize("kind", KINDS)
def test_a_node_survives_the_doctree_cache(kind):
    node = kind("", nodes.paragraph("", "文"), classes=["x"])
    again = pickle.loads(pickle.dumps(node))
    assert type(again) is kind
    assert again.pformat() == node.pformat() == node.deepcopy().pformat()
