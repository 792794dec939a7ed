"""One good edition, built once, and ways to change it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from build_tools.inspection import PdfDocument, inspect
from build_tools.pipeline import Order, build

ROOT = Path(__file__).parents[2]
NAMES = ("press-release", "report")


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the first edition's PDFs."""
    folder = tmp_path_factory.mktemp("inspected") / "dist"
    build(Order(ROOT / "source", folder, only=("pdf",)))
    return folder


@pytest.fixture(scope="session", params=NAMES)
def path(request: pytest.FixtureRequest, edition: Path) -> Path:
    """Each PDF of the first edition."""
    return edition / f"{request.param}.pdf"


@pytest.fixture(scope="session")
def read(path: Path) -> PdfDocument:
    """What the inspection finds in it."""
    return inspect(path, trusted=True)


@pytest.fixture(scope="session")
def report(edition: Path) -> Path:
    return edition / "report.pdf"


@pytest.fixture
def altered(report: Path, tmp_path: Path) -> Callable[[Callable[[pypdf.PdfWriter], object]], PdfDocument]:
    """The report, changed by a function that is given a writer of it, and inspected."""

    def alter(change: Callable[[pypdf.PdfWriter], object]) -> PdfDocument:
        writer = pypdf.PdfWriter(clone_from=report)
        change(writer)
        writer.write(tmp_path / "altered.pdf")
        return inspect(tmp_path / "altered.pdf", trusted=True)

    return alter


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes], PdfDocument]:
    """These bytes, inspected."""

    def inspected(data: bytes) -> PdfDocument:
        (tmp_path / "written.pdf").write_bytes(data)
        return inspect(tmp_path / "written.pdf", trusted=True)

    return inspected
