"""A proof as people and programs read it: `write_report(proof, form, out, language)`.

A form is a module of `forms/` that is called what the form is called: terminal, json, junit, sarif, github, and proof,
a folder of pictures.
"""

from build_tools.reports.form import FORMS
from build_tools.reports.report import write_report

__all__ = ["FORMS", "write_report"]
