"""Seeded mutations of a good PDF, each inspected: `python -m tests.inspection.mutate COUNT [PDF [FIRST]]`.

Without a PDF, of the first edition's press release. Each must be read or be told of by a problem, in time: the command
prints how often which, and ends with the traceback of the first one that does neither. Every second mutation is one
of the file without compression, where it meets syntax instead of deflated data.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from build_tools.errors import KankoError
from build_tools.inspection import inspect

ROOT = Path(__file__).parents[2]
SLACK = 10.0
WORDS = [b"/Kids", b"/K", b"/Parent", b"/Count", b"/Length", b"/Next", b"/First", b"/Pg", b"/Size", b"/W", b"/Filter"]
NUMBERS = [b"-1", b"0", b"1", b"65536", b"2147483648", b"99999999999999999999", b"null", b"[", b"<<", b"(", b"1 0 R"]


def _flip(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice((1, 10, 100))):
        data[dice.randrange(len(data))] = dice.randrange(256)


def _drop(data: bytearray, dice: random.Random) -> None:
    start = dice.randrange(len(data))
    del data[start : start + dice.choice((1, 100, 5000))]


def _double(data: bytearray, dice: random.Random) -> None:
    start, to = dice.randrange(len(data)), dice.randrange(len(data))
    data[to:to] = data[start : start + dice.choice((10, 1000))]


def _truncate(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(len(data)) :]


def _number(data: bytearray, dice: random.Random) -> None:
    """What stands behind a key becomes something else."""
    for _ in range(dice.choice((1, 5))):
        found = data.find(dice.choice(WORDS), dice.randrange(len(data)))
        if found >= 0:
            end = data.find(b"\n", found)
            key = data[found : found + 8].split(b" ")[0]
            data[found : max(end, found)] = key + b" " + dice.choice(NUMBERS)


def _reference(data: bytearray, dice: random.Random) -> None:
    """References lead elsewhere: to other kinds of objects, upwards, to themselves."""
    for _ in range(dice.choice((1, 10, 50))):
        found = data.find(b" 0 R", dice.randrange(len(data)))
        start = found
        while start > 0 and data[start - 1 : start].isdigit():
            start -= 1
        if found >= 0:
            data[start:found] = str(dice.randrange(400)).encode()


MUTATIONS: list[Callable[[bytearray, random.Random], None]] = [_flip, _drop, _double, _truncate, _number, _reference]


def mutated(plain: bytes, packed: bytes, seed: int) -> bytes:
    """The mutation of that number: of the uncompressed file where it is even, else of the other."""
    dice, data = random.Random(seed), bytearray(packed if seed % 2 else plain)
    for mutation in dice.sample(MUTATIONS, dice.choice((1, 1, 2))):
        if data:
            mutation(data, dice)
    return bytes(data)


def read(path: Path) -> str:
    """Inspects a file."""
    inspect(path)
    return "read"


def outcome(path: Path, look: Callable[[Path], str]) -> str:
    """What a look at a file says, or the name of the problem; raises what is neither, or takes longer than it may."""
    started = time.monotonic()
    try:
        found = look(path)
    except KankoError as error:
        (problem,) = error.problems
        found = problem.name
    if time.monotonic() - started > SLACK:
        raise TimeoutError(path)
    return found


def survey(good: Path, seeds: Iterable[int], folder: Path, look: Callable[[Path], str] = read) -> Counter[str]:
    """Outcomes of all, two at a time; a mutation has the name of the file that it is one of."""
    plain = subprocess.run(["qpdf", "--qdf", good, "-"], check=True, capture_output=True).stdout
    packed = good.read_bytes()

    def one(seed: int) -> str:
        path = folder / str(seed) / good.name
        path.parent.mkdir()
        path.write_bytes(mutated(plain, packed, seed))
        found = outcome(path, look)
        path.unlink()
        return found

    with ThreadPoolExecutor(2) as threads:
        return Counter(threads.map(one, seeds))


def _first_edition(folder: Path) -> Path:
    from build_tools.pipeline import Order, build

    build(Order(ROOT / "source", folder / "dist", only=("press-release",)))
    return folder / "dist" / "press-release.pdf"


def main() -> None:
    """Print how often which outcome came."""
    count, *rest = sys.argv[1:]
    with TemporaryDirectory() as name:
        folder = Path(name)
        good = Path(rest[0]) if rest else _first_edition(folder)
        first = int(rest[1]) if rest[1:] else 0
        started = time.monotonic()
        found = survey(good, range(first, first + int(count)), folder)
    for name_of_it, times in found.most_common():
        print(f"{times:6} {name_of_it}")
    print(f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
