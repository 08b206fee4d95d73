"""Edits that are proposed from what people could not get: other names and ways of asking, each with its evidence, and stubs for what is missing.

Nothing is changed here: a suggestion is a patch for a maintainer to look at.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from bot.assistant import Assistant
from bot.gate.meaning import Meant, Reading
from bot.gate.patches import Patch, PatchError, with_lines, with_word
from bot.knowledge.yaml_source import Place, read
from bot.records import StoredTurn
from bot.reviews import ItemDetail, Succession
from bot.store.review_protocol import ReviewStore
from bot.understanding.linking.lexicon import CONCEPT, DATA, EVERYDAY, OUTSIDE, PART, PRODUCT, REGION

_NAMED = {PRODUCT: "products", REGION: "regions", DATA: "data"}
# What a question must name to be about what articles say at all.
_SUBJECT = {PRODUCT, REGION, DATA, EVERYDAY, PART, CONCEPT}
_MOST_QUESTIONS = 3
_LONGEST_QUESTION = 100
_OFTEN = 3  # From so many times on, one person's question is no one-off.


class Suggestion(Struct, frozen=True):
    """One edit. `kind` is "alias" (another name), "cue" (another way of asking) or "statement" (a stub to fill in).

    `word` is what people write and `means` what they turned out to mean by it ("product:key"), or the question of a stub.
    `people` counts for each person how often they wrote it, `picked` what they picked or asked next; `items` are numbers of items.
    `is_weak` is a stub that few people would miss (asked only once or twice by one person, about nothing that the knowledge knows or a
    topic that is known to be in no article, or not refused any more today), and a word by which more people meant something else, or
    that only looks like a name and was written by one. `id` is the same as long as the edit is.
    """

    id: str
    kind: str
    word: str
    means: str
    people: dict[str, int]
    picked: dict[str, int]
    questions: list[str]
    items: list[int]
    patch: Patch
    is_weak: bool = False

    @property
    def count(self) -> int:
        """How often it was written."""
        return sum(self.people.values())


class _Evidence(Struct):
    """What speaks for an edit, being gathered."""

    people: dict[str, int]
    picked: dict[str, int]
    questions: list[str]
    items: list[int]

    def note(self, turn: StoredTurn, picked: str) -> None:
        """One more time that it was written."""
        self.people[turn.user] = self.people.get(turn.user, 0) + 1
        if picked:
            self.picked[picked] = self.picked.get(picked, 0) + 1
        if turn.question not in self.questions and len(self.questions) < _MOST_QUESTIONS:
            self.questions.append(turn.question)

    def belongs_to(self, item: int) -> None:
        """It was found in that item."""
        if item not in self.items:
            self.items.append(item)


class Suggesting:
    """Makes suggestions from items and from what people asked next, by the knowledge as it is now."""

    def __init__(self, folder: Path, assistant: Assistant, store: ReviewStore) -> None:
        self._folder = folder
        self._assistant = assistant
        self._store = store
        self._reading = Reading(assistant)

    def suggest(self, items: Iterable[ItemDetail], turns: Iterable[Succession]) -> list[Suggestion]:
        """All suggestions: names and cues before stubs, those before weak ones, in each what most people wrote, and most often, first.

        `items` are those of the queue, `turns` all that people asked, in their order: what they picked, or asked next and got an answer to,
        tells what a word means, whether or not it is in the queue.
        """
        found: dict[Meant, _Evidence] = {}
        guessed: dict[Meant, _Evidence] = {}
        told: dict[str, list[_Evidence]] = defaultdict(list)
        for succession in turns:
            turn, before = succession.turn, succession.other
            meant = self._reading.meant(before, turn) if before is not None else None
            if before is not None and meant is not None:
                told[before.id].append(_noted(found, meant, before, turn.question))
            for guess in self._reading.near_names(turn):
                told[turn.id].append(_noted(guessed, guess, turn, ""))
        missing = list(self._missing(items, told, {meant.word for meant in found}))
        known = {meant.word for meant in found}
        made = [self._for_word(meant, evidence, _is_outdone(meant, found)) for meant, evidence in found.items()]
        made += [self._for_word(guess, evidence, len(evidence.people) < 2) for guess, evidence in guessed.items() if guess.word not in known]
        made += map(self._stub, sorted(missing, key=lambda detail: (-detail.item.people, -detail.item.count, detail.item.id)))
        return sorted((one for one in made if one), key=_rank)

    def _missing(self, items: Iterable[ItemDetail], told: Mapping[str, list[_Evidence]], words: Collection[str]) -> Iterator[ItemDetail]:
        """Items that nobody has cleared up, to be stubs; what is found out of the others' turns is theirs."""
        for detail in items:
            of_item = [evidence for finding in self._store.findings(detail.item.id) for evidence in told.get(finding.turn, ())]
            for evidence in of_item:
                evidence.belongs_to(detail.item.id)
            if not of_item and detail.item.kinds.get("unknown") and not self._reading.unexplained(detail.item.question).intersection(words):
                yield detail

    def _for_word(self, meant: Meant, evidence: _Evidence, is_weak: bool) -> Suggestion | None:
        kind, _, key = meant.means.partition(":")
        where = self._place(kind, key, meant.language)
        if where is None:
            return None
        try:
            patch = with_word(self._folder, *where, meant.word)
        except PatchError:
            return None
        name = "alias" if kind in _NAMED else "cue"
        return Suggestion(_id(name, where, meant.word), name, meant.word, meant.means, *_parts(evidence), patch, is_weak)

    def _place(self, kind: str, key: str, language: str) -> tuple[str, Place] | None:
        """The file and list that a further name or cue belongs into."""
        if kind not in _NAMED:
            return f"languages/{language}/language.yaml", ("cues", key)
        for article, words in self._assistant.knowledge.words.items():
            if kind == PRODUCT:
                file = f"{article}/products.yaml"
                document, _ = read(self._folder / file, file)
                keys = [entry.get("key") for entry in document.data["products"]] if document else []
                if key in keys:
                    return file, ("products", keys.index(key), "aliases")
            elif language in words and key in getattr(words[language], _NAMED[kind]):
                return f"{article}/{language}.yaml", (_NAMED[kind], key)
        return None

    def _stub(self, detail: ItemDetail) -> Suggestion | None:
        """A statement to fill in, as a comment: an empty one would not be sound. None where it stands there already."""
        knowledge, item = self._assistant.knowledge, detail.item
        articles = {fact.product: fact.evidence.article for fact in knowledge.facts}
        article = next((articles[key] for key in item.products if key in articles), next(iter(knowledge.articles)))
        evidence = _Evidence({}, {}, [], [item.id])
        for exchange in detail.exchanges:
            evidence.note(exchange.turn, "")
        file = f"{article}/statements.yaml"
        text = ", ".join(f"{code}: ..." for code in knowledge.languages)
        question = " ".join(item.question.split())
        asked = f" people: {question[:_LONGEST_QUESTION]}"
        lines = [
            f"  # Asked {item.count} times by {item.people}{asked}",
            "  # Where the article says it, put its words in place of the dots and take the marks away; else leave these lines out.",
            "  # - key: ...",
            "  #   section: ...",
            "  #   quotes: [...]",
            f"  #   text: {{{text}}}",
            "  #   asked_by: [[...]]",
        ]
        patch = with_lines(self._folder, file, lines)
        if any(line.startswith("  # Asked ") and line.endswith(asked) for line in patch.before.splitlines()):
            return None
        today = self._assistant.ask(question)
        kinds = {kind for mention in today.mentions for kind in mention.kinds}
        is_gap = today.reply.status == "unknown" and OUTSIDE not in kinds and not kinds.isdisjoint(_SUBJECT)
        is_weak = (item.people == 1 and item.count < _OFTEN) or not is_gap
        return Suggestion(_id("statement", (file, ()), question), "statement", question, "", *_parts(evidence), patch, is_weak)


def _rank(one: Suggestion) -> tuple[bool, bool, int, int]:
    """Stubs come in the order of their items, since only the newest questions of each are at hand."""
    return (True, one.is_weak, 0, 0) if one.kind == "statement" else (False, False, -len(one.people), -one.count)


def _noted(found: dict[Meant, _Evidence], meant: Meant, turn: StoredTurn, picked: str) -> _Evidence:
    """The evidence of what a word means, with one more time that it was written."""
    evidence = found.setdefault(meant, _Evidence({}, {}, [], []))
    evidence.note(turn, picked)
    return evidence


def _is_outdone(meant: Meant, found: Mapping[Meant, _Evidence]) -> bool:
    """Whether more people meant something else by the word."""
    return any(other.word == meant.word and len(found[other].people) > len(found[meant].people) for other in found)


def _parts(evidence: _Evidence) -> tuple[dict[str, int], dict[str, int], list[str], list[int]]:
    return _by_count(evidence.people), _by_count(evidence.picked), evidence.questions, sorted(evidence.items)


def _by_count(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _id(kind: str, where: tuple[str, Place], word: str) -> str:
    named = "\0".join((kind, where[0], *map(str, where[1]), word))
    return hashlib.sha256(named.encode()).hexdigest()[:8]
