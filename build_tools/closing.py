"""The check that ends a build: what can't be proven is not delivered, but put aside with its proof."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.errors import Language
from build_tools.findings import Proof, Rejected
from build_tools.inspection import begin
from build_tools.manuscript.write import FILE as MANUSCRIPT
from build_tools.manuscript.write import LOCATIONS

if TYPE_CHECKING:
    from build_tools.proving import Proven

PROOF, FINDINGS = "proof", "findings.json"


@dataclass(frozen=True)
class Closing:
    """What a build is about to deliver: PDFs that it made, the set's manuscript, the edition's folder and the output
    folder; `rejected` is where to put what must not go there.
    """

    made: Sequence[Path]
    manuscript: Path
    source: Path
    out: Path
    rejected: Path
    language: Language


def close(closing: Closing, progress: Callable[[str], None]) -> Proven:
    """Prove a build before it is delivered, together with what stays of the set in the output folder.

    Raises Rejected where something is found that counts; then PDFs and proof are in the folder for it, which is gone
    otherwise. Findings name the files as they will be called.
    """
    shutil.rmtree(closing.rejected, ignore_errors=True)
    begun = {path: begin(path, trusted=True) for path in (*closing.made, *_staying(closing))}
    from build_tools.proving import Request, prove  # while the pages are being read

    proven = prove(Request(tuple(begun), closing.manuscript, closing.source, begun=begun), progress)
    if proven.proof.rejected:
        raise Rejected(_put_aside(closing, proven), closing.rejected)
    return replace(proven, proof=proven.proof.renamed({path: closing.out / path.name for path in begun}))


def _staying(closing: Closing) -> tuple[Path, ...]:
    """The PDFs of the set that are not made anew but were made from the same manuscript."""
    before = closing.out / MANUSCRIPT
    if not before.is_file() or before.read_bytes() != closing.manuscript.read_bytes():
        return ()
    made = {path.name for path in closing.made}
    return tuple(path for path in sorted(closing.out.glob("*.pdf")) if path.name not in made)


def _put_aside(closing: Closing, proven: Proven) -> Proof:
    """Beside each other: PDFs, manuscript, locations, findings and the pictures of the proof, which is given back."""
    from build_tools.reports import write_report

    beside = closing.rejected.with_name(f".{closing.rejected.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for path in (*closing.made, closing.manuscript):
        shutil.copy2(path, beside / path.name)
    (beside / LOCATIONS).write_bytes(proven.locations or b"")
    beside.rename(closing.rejected)
    proof = proven.proof.renamed({path: closing.rejected / path.name for path in closing.made})
    write_report(proof, "json", closing.rejected / FINDINGS, closing.language)
    write_report(proof, "proof", closing.rejected / PROOF, closing.language)
    return proof
