"""The command `kanko`: arguments in, exit code out; the only part that prints."""

from __future__ import annotations

import click

from build_tools.cli.build import build, cache
from build_tools.cli.bundle import bundle
from build_tools.cli.check import check, explain
from build_tools.cli.collate import collate
from build_tools.cli.compare import compare, errata
from build_tools.cli.export import export
from build_tools.cli.new import new
from build_tools.cli.reuse import reuse


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kanko", prog_name="kanko")
def main() -> None:
    """Kanko turns MyST Markdown into an official publication: PDFs and a website. 刊行物を作ります。"""


for _command in (build, check, explain, compare, errata, bundle, reuse, collate, export, cache, new):
    main.add_command(_command)
