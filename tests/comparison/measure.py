"""How often sections and texts are matched right: `python -m tests.comparison.measure` makes 200 edits in five editions
of two corpora each, and prints precision and recall; and what the comparison takes.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.comparison.compare import compare, paired
from build_tools.comparison.contents import Edition, Portion, portions
from build_tools.comparison.matching import matched
from tests.benchmarks.corpus import Corpus, corpus
from tests.comparison.edits import At, Edits, TextAt, edits, write
from tests.comparison.formulaic import formulaic
from tests.comparison.manuscripts import take


@dataclass
class Score:
    """Pairs that were found and are right, that were found, and that there are."""

    right: int = 0
    found: int = 0
    there: int = 0
    wrong: list[object] = field(default_factory=list)

    def add(self, found: Iterable[object], truth: Iterable[object]) -> None:
        """Count what was found against the truth."""
        one, other = set(found), set(truth)
        self.right += len(one & other)
        self.found += len(one)
        self.there += len(other)
        self.wrong += sorted(one ^ other, key=str)

    @property
    def precision(self) -> float:
        """How much of what was found is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """How much of what there is was found."""
        return self.right / self.there if self.there else 1.0

    def __str__(self) -> str:
        return f"precision {self.precision:.4f}, recall {self.recall:.4f} ({self.there} pairs)"


@dataclass
class Scores:
    """All that is measured; `kinds`: edits that are told as what they are."""

    sections: Score = field(default_factory=Score)
    touched: Score = field(default_factory=Score)
    texts: Score = field(default_factory=Score)
    texts_touched: Score = field(default_factory=Score)
    kinds: Score = field(default_factory=Score)
    seconds: list[float] = field(default_factory=list)


def measure(told: Edits, folder: Path, scores: Scores) -> None:
    """Compare both editions of these edits, and count."""
    sources = write(folder / "source", told)
    old, new = (Edition(take(source, folder / source.name)) for source in sources)
    started = time.process_time()
    comparison = compare(old, new)
    scores.seconds.append(time.process_time() - started)
    before, after = portions(old.manuscript), portions(new.manuscript)
    places = {**_places(before), **_places(after)}
    matches = matched(before, after)
    sections = {(places[one], places[other]) for match in matches for one in match.old for other in match.new}
    scores.sections.add(sections, told.sections)
    scores.touched.add(_only(sections, told), _only(told.sections, told))
    texts = _text_places((*before, *after), places)
    found = {(texts[pair.old], texts[pair.new]) for pairs in paired(matches) for pair in pairs if pair.old and pair.new}
    scores.texts.add(found, told.texts)
    scores.texts_touched.add(_only_texts(found, told), _only_texts(told.texts, told))
    keys = {("old", portion.key): places[portion] for portion in before}
    keys |= {("new", portion.key): places[portion] for portion in after}
    kinds = {
        (kind, which, keys[which, (side.document, side.id)])
        for section in comparison.sections
        for which, sides in (("old", section.old), ("new", section.new))
        for side in sides
        for kind in section.kinds
    }
    scores.kinds.add(kinds & set(told.expected), told.expected)


def _places(side: Iterable[Portion]) -> dict[Portion, At]:
    """Sections as the edits count them: by chapter, and -1 for the chapter's own."""
    found: dict[Portion, At] = {}
    chapter, section = -1, -1
    for portion in side:
        chapter, section = (chapter + 1, -1) if portion.section.level == 1 else (chapter, section + 1)
        found[portion] = (chapter, section)
    return found


def _text_places(portions: Iterable[Portion], places: dict[Portion, At]) -> dict[object, TextAt]:
    return {unit: (*places[portion], at) for portion in portions for at, unit in enumerate(portion.units)}


def _only(pairs: Iterable[tuple[At, At]], told: Edits) -> set[tuple[At, At]]:
    return {(old, new) for old, new in pairs if old in told.touched_old or new in told.touched_new}


def _only_texts(pairs: Iterable[tuple[TextAt, TextAt]], told: Edits) -> set[tuple[TextAt, TextAt]]:
    return {(old, new) for old, new in pairs if old[:2] in told.touched_old or new[:2] in told.touched_new}


def of_corpus(old: Corpus) -> Scores:
    """What five new editions give, each with 40 edits; the last one has a chapter more, at its head."""
    scores = Scores()
    for seed in range(5):
        with tempfile.TemporaryDirectory() as folder:
            measure(edits(old, 40, seed, more_chapters=seed == 4), Path(folder), scores)
    return scores


def report(name: str, scores: Scores) -> None:
    """Print the scores of a corpus."""
    print(name)
    print(f"  sections: {scores.sections}")
    print(f"  sections that an edit was made to: {scores.touched}")
    print(f"  texts, tables: {scores.texts}")
    print(f"  texts, tables of sections that an edit was made to: {scores.texts_touched}")
    print(f"  edits told as what they are: {scores.kinds.recall:.3f} of {scores.kinds.there}")
    print(f"  CPU seconds of a comparison: {', '.join(f'{each:.2f}' for each in scores.seconds)}")


if __name__ == "__main__":
    report("the corpus of the benchmarks, 300 pages", of_corpus(corpus()))
    report("short sections of the same titles, which say nearly the same", of_corpus(formulaic()))
