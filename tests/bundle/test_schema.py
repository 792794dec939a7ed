"""The published schema of bundle.json: the model's, and fit for what is written."""

from __future__ import annotations

import json
import zipfile

import jsonschema
import pytest

from build_tools.bundle.model import CATALOGUE
from build_tools.bundle.schema import SCHEMA, schema
from tests.bundle.making import write_bundle


def test_the_published_schema_is_the_models():
    assert SCHEMA.read_text("utf-8") == schema(), "run .venv/bin/python -m build_tools.bundle.schema"


def test_a_catalogue_fits_the_schema_and_one_with_an_odd_key_does_not(tmp_path):
    withdrawn = [{"id": "report/aim:costs", "reason": "集計に誤りがあったため", "instead": "report/aim:goals"}]
    with zipfile.ZipFile(write_bundle(tmp_path, withdrawn=withdrawn)) as archive:
        catalogue = json.loads(archive.read(CATALOGUE))
    jsonschema.validate(catalogue, json.loads(schema()))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(catalogue | {"odd": 1}, json.loads(schema()))
