"""The figures of the report: what was asked, what of it was answered, and what people thought of the answers. Pure counting.

Turns come newest first, so that one which an edit or a choice replaced is known before it is met: only what people see in the
end counts as a question, and memory does not grow with the turns. A vote counts for the turn that it judges, wherever that
stands, and so for the facts and the knowledge version which that very answer came from: no text is blamed for another's votes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from math import sqrt

from msgspec import Struct

from bot.records import StoredTurn, Vote
from bot.reviews import Exchange

_Z = 1.959963984540054  # The normal distribution's 97.5th percentile: an interval of 95 %.


class Tally(Struct, frozen=True):
    """How often: questions by what became of them, and the thumbs that stand."""

    answered: int = 0
    clarify: int = 0
    unknown: int = 0
    help: int = 0
    up: int = 0
    down: int = 0

    @property
    def asked(self) -> int:
        """The questions; greetings and thanks are none."""
        return self.answered + self.clarify + self.unknown

    @property
    def votes(self) -> int:
        """The thumbs that stand."""
        return self.up + self.down

    @property
    def answered_share(self) -> float | None:
        """The part of the questions that was answered, 0 to 1; None without any."""
        return self.answered / self.asked if self.asked else None

    @property
    def liked_share(self) -> float | None:
        """The part of the thumbs that points up, 0 to 1; None without any."""
        return self.up / self.votes if self.votes else None


class VersionTally(Struct, frozen=True):
    """A version of the knowledge: when it answered its first and last turn (Unix seconds), and how it did."""

    version: str
    first: float
    last: float
    tally: Tally


class FactTally(Struct, frozen=True):
    """A fact or statement by its key: the answers that used it, all together and by knowledge version, in the order of those."""

    fact: str
    tally: Tally
    versions: dict[str, Tally]


class Figures(Struct, frozen=True):
    """All that the report tells. `weeks` are ISO weeks in UTC without a gap, `began` the versions that answered first in one.

    `versions` are in the order of their first turn; `facts` begin with the surest to be disliked: that of
    which the upper end of the thumbs-up share's interval is lowest. Languages and surfaces are in the order of their questions.
    `people` asked, `voters` have a thumb that stands.
    """

    total: Tally
    people: int
    voters: int
    weeks: dict[str, Tally]
    began: dict[str, list[str]]
    languages: dict[str, Tally]
    surfaces: dict[str, Tally]
    versions: list[VersionTally]
    facts: list[FactTally]


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share, 0 to 1, by Wilson's score (1927), which holds for few votes too. (0, 1) where `whole` is 0.

    >>> [round(bound, 3) for bound in wilson(8, 10)]
    [0.49, 0.943]
    """
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, _Z * _Z / whole
    middle = share + square / 2
    reach = _Z * sqrt(share * (1 - share) / whole + square / whole / 4)
    return max(0.0, (middle - reach) / (1 + square)), min(1.0, (middle + reach) / (1 + square))


def week_of(moment: float) -> str:
    """The ISO week of a Unix time, in UTC.

    >>> week_of(0.0), week_of(1_609_459_200.0)
    ('1970-W01', '2020-W53')
    """
    year, week, _ = datetime.fromtimestamp(moment, UTC).isocalendar()
    return f"{year}-W{week:02}"


def collect(exchanges: Iterable[Exchange]) -> Figures:
    """Count turns with the votes on each, newest first; withdrawn votes count for nothing, and what Onde told by itself is no question."""
    counting = _Counting()
    for exchange in exchanges:
        counting.add(exchange.turn, exchange.votes)
    return counting.figures()


class _Counting:
    """The counts on the way: one counter for each thing that is told apart."""

    def __init__(self) -> None:
        self._total: Counter[str] = Counter()
        self._by: dict[str, defaultdict[str, Counter[str]]] = {name: defaultdict(Counter) for name in ("week", "language", "surface", "version")}
        self._facts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._spans: dict[str, tuple[float, float]] = {}
        self._replaced: set[str] = set()
        self._people: set[tuple[str, str]] = set()
        self._voters: set[tuple[str, str]] = set()

    def add(self, turn: StoredTurn, votes: Sequence[Vote]) -> None:
        """Count a turn that is not newer than those before it."""
        week = week_of(turn.asked)
        said = [str(vote.value) for vote in votes if vote.value]
        counted = said
        if self._stands(turn):
            counted = [turn.status, *said]
            self._people.add((turn.place.team, turn.user))
        self._voters.update((turn.place.team, vote.user) for vote in votes if vote.value)
        places = {"week": week, "language": turn.language, "surface": turn.place.surface, "version": turn.knowledge}
        self._total.update(counted)
        for name, key in places.items():
            self._by[name][key].update(counted)
        for fact in turn.evidence if turn.status == "answered" else ():  # A thumb on a refusal does not judge what is shown beside it.
            self._facts[fact, turn.knowledge].update(counted)
        first, last = self._spans.get(turn.knowledge, (turn.asked, turn.asked))
        self._spans[turn.knowledge] = min(first, turn.asked), max(last, turn.asked)

    def _stands(self, turn: StoredTurn) -> bool:
        """Whether a turn is a question of its own that no later one replaced.

        A translation is the question that it translates, and what Onde told by itself the one that it answers anew.
        """
        replaced = turn.id in self._replaced
        self._replaced.discard(turn.id)
        is_another = turn.is_translation or turn.is_told
        if turn.instead_of and (replaced or not is_another):
            self._replaced.add(turn.instead_of)
        return not (replaced or is_another)

    def figures(self) -> Figures:
        """What was counted, sorted."""
        order = sorted(self._spans, key=lambda version: self._spans[version])
        weeks = _without_gaps(self._by["week"])
        return Figures(
            total=_tally(self._total),
            people=len(self._people),
            voters=len(self._voters),
            weeks={week: _tally(self._by["week"].get(week, Counter())) for week in weeks},
            began=_grouped((week_of(self._spans[version][0]), version) for version in order),
            languages=_most_first(self._by["language"]),
            surfaces=_most_first(self._by["surface"]),
            versions=[VersionTally(version, *self._spans[version], _tally(self._by["version"][version])) for version in order],
            facts=self._fact_tallies(order),
        )

    def _fact_tallies(self, order: Sequence[str]) -> list[FactTally]:
        by_fact: defaultdict[str, dict[str, Tally]] = defaultdict(dict)
        for version in order:
            for fact, of_version in self._facts:
                if of_version == version:
                    by_fact[fact][version] = _tally(self._facts[fact, version])
        found = [FactTally(fact, _sum(versions.values()), versions) for fact, versions in by_fact.items()]
        return sorted(found, key=lambda each: (wilson(each.tally.up, each.tally.votes)[1], -each.tally.answered, each.fact))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)


def _tally(counts: Counter[str]) -> Tally:
    return Tally(**{name: counts[name] for name in Tally.__struct_fields__})


def _sum(tallies: Iterable[Tally]) -> Tally:
    total: Counter[str] = Counter()
    for tally in tallies:
        total.update({name: getattr(tally, name) for name in Tally.__struct_fields__})
    return _tally(total)


def _most_first(counts: dict[str, Counter[str]]) -> dict[str, Tally]:
    tallies = {key: _tally(count) for key, count in counts.items()}
    return dict(sorted(tallies.items(), key=lambda entry: (-entry[1].asked, entry[0])))


def _without_gaps(weeks: Iterable[str]) -> list[str]:
    """All weeks from the first to the last."""
    known = sorted(weeks)
    if not known:
        return []
    found = [known[0]]
    while found[-1] != known[-1]:
        monday = datetime.strptime(f"{found[-1]}-1", "%G-W%V-%u").replace(tzinfo=UTC)
        found.append(week_of((monday + timedelta(days=7)).timestamp()))
    return found
