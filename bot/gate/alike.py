"""Near-clashes that maintainers have weighed: accepted in an article's alike.yaml, each with the reason, and held to what clashes now."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from msgspec import Struct

from bot.errors import Problem
from bot.gate.clashes import Clash, all_names, name_of, near_clashes
from bot.knowledge.model import Knowledge
from bot.knowledge.parts import ALIKE
from bot.knowledge.reading import Reading, nearest
from bot.knowledge.schema import Alike

_Pair = frozenset[str]


class Weighed(Struct, frozen=True):
    """The near-clashes of a knowledge folder: those that nobody has accepted, those that are accepted, in the entries of alike.yaml that
    accept them, and what is wrong with entries."""

    open: list[Clash]
    accepted: list[tuple[Alike, list[Clash]]]
    problems: list[Problem]


def weigh(folder: Path, knowledge: Knowledge) -> Weighed:
    """Set the near-clashes of the knowledge that was read from `folder` against what is accepted there."""
    clashes = {frozenset((clash.name, clash.other)): clash for clash in near_clashes(knowledge)}
    names = {" ".join(name): None for name in all_names(knowledge)}
    reading, accepted, problems, seen = Reading(folder), list[tuple[Alike, list[Clash]]](), list[Problem](), Counter[_Pair]()
    for file in (folder / article / f"{ALIKE}.yaml" for article in knowledge.articles):
        document = reading.document(file) if file.is_file() else None
        entries = reading.entries(file, ALIKE, Alike) if document else []
        for number, entry in enumerate(entries):
            found: list[Clash] = []
            for at, texts in enumerate(entry.pairs):
                pair = frozenset(name_of(text) for text in texts)
                seen[pair] += 1
                wrong = _unknown(texts, names) or _idle(pair, seen, clashes)
                if wrong and document:
                    problems.append(document.problem((ALIKE, number, "pairs", at), wrong))
                else:
                    found.append(clashes[pair])
            accepted.append((entry, found))
    return Weighed([clash for pair, clash in clashes.items() if pair not in seen], accepted, problems)


def _unknown(texts: tuple[str, str], names: dict[str, None]) -> str:
    """What is wrong where one of the two is no name."""
    wrong = next((text for text in texts if name_of(text) not in names), None)
    return f"nothing is called {wrong!r}{nearest(name_of(wrong), names)}" if wrong is not None else ""


def _idle(pair: _Pair, seen: Counter[_Pair], clashes: dict[_Pair, Clash]) -> str:
    """What is wrong where a pair needs no acceptance, or has one already."""
    shown = " and ".join(map(repr, sorted(pair)))
    if pair not in clashes:
        return f"{shown}: no typing error confuses these now: take the pair out"
    return f"{shown}: this pair is accepted twice: keep it once" if seen[pair] > 1 else ""
