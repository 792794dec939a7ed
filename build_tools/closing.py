"""The check that ends a build: what can't be proven is not delivered, but put aside with its proof."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.errors import Language
from build_tools.findings import Proof, Rejected
from build_tools.inspection import begin
from build_tools.manuscript import LOCATIONS, MANUSCRIPT

if TYPE_CHECKING:
    from build_tools.early import Linted
    from build_tools.inspection import Reading
    from build_tools.proving import Proven, Request

PROOF, FINDINGS = "proof", "findings.json"


@dataclass(frozen=True)
class Closing:
    """What a build is about to deliver: PDFs that it made, the set's manuscript, the edition's folder and the output
    folder; `rejected` is where to put what must not go there. `linted` is what the sources were found to be already.
    """

    made: Sequence[Path]
    manuscript: Path
    source: Path
    out: Path
    rejected: Path
    language: Language
    linted: Callable[[], Linted] | None = None


def close(closing: Closing, progress: Callable[[str], None]) -> Proven:
    """Prove a build before it is delivered, together with what stays of the set in the output folder.

    Raises Rejected where something is found that counts; then PDFs and proof are in the folder for it, which is gone
    otherwise. Findings name the files as they will be called.
    """
    shutil.rmtree(closing.rejected, ignore_errors=True)
    begun = {path: begin(path, trusted=True) for path in (*closing.made, *_staying(closing))}
    from build_tools.proving import prove  # while the pages are being read

    proven = prove(_request(closing, begun), progress)
    if proven.proof.rejected:
        beside = {LOCATIONS: proven.locations or b"", MANUSCRIPT: closing.manuscript.read_bytes()}
        raise Rejected(_put_aside(closing, proven.proof, beside), closing.rejected)
    return replace(proven, proof=proven.proof.renamed({path: closing.out / path.name for path in begun}))


def _request(closing: Closing, begun: Mapping[Path, Reading]) -> Request:
    from build_tools.proving import Request

    return Request(tuple(begun), closing.manuscript, closing.source, begun=begun, linted=closing.linted)


def close_press(closing: Closing, people: Mapping[Path, Path], progress: Callable[[str], None]) -> Proof:
    """Prove files for the press before they are delivered, each against the one for people (`people`, by file). The
    manuscript tells how much findings weigh.

    Raises Rejected as `close` does.
    """
    begun = {path: begin(path, trusted=True) for path in (*closing.made, *people.values())}
    from build_tools.proving import Request, prove

    files = tuple(closing.made)
    proof = prove(Request(files, closing.manuscript, begun=begun, people=people), progress).proof
    if proof.rejected:
        shutil.rmtree(closing.rejected, ignore_errors=True)
        raise Rejected(_put_aside(closing, proof, {}), closing.rejected)
    return proof.renamed({path: closing.out / path.name for path in files})


def _staying(closing: Closing) -> tuple[Path, ...]:
    """The PDFs of the set that are not made anew but were made from the same manuscript."""
    before = closing.out / MANUSCRIPT
    if not before.is_file() or before.read_bytes() != closing.manuscript.read_bytes():
        return ()
    made = {path.name for path in closing.made}
    return tuple(path for path in sorted(closing.out.glob("*.pdf")) if path.name not in made)


def _put_aside(closing: Closing, proof: Proof, more: Mapping[str, bytes]) -> Proof:
    """Beside each other: PDFs, further files by name, findings and the pictures of the proof, which is given back."""
    from build_tools.reports import write_report

    beside = closing.rejected.with_name(f".{closing.rejected.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for path in closing.made:
        shutil.copy2(path, beside / path.name)
    for name, content in more.items():
        (beside / name).write_bytes(content)
    beside.rename(closing.rejected)
    proof = proof.renamed({path: closing.rejected / path.name for path in closing.made})
    write_report(proof, "json", closing.rejected / FINDINGS, closing.language)
    write_report(proof, "proof", closing.rejected / PROOF, closing.language)
    return proof
