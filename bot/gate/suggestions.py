"""Edits that the review queue proposes: other names and ways of asking, each with its evidence, and stubs for what is missing.

Who asked with a word that nothing explains, and then picked a choice or asked again with a name that is known, has said what the
word means. Nothing is changed here: a suggestion is a patch for a maintainer to look at.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from bot.assistant import Assistant
from bot.folding import fold_text
from bot.gate.patches import Patch, PatchError, with_lines, with_word
from bot.gate.questions import following_turn
from bot.knowledge.yaml_source import Place, read
from bot.records import StoredTurn
from bot.reviews import ItemDetail
from bot.store.protocol import Store
from bot.understanding.lexicon import DATA, OUTSIDE, PRODUCT, REGION, SMALL
from bot.understanding.linking import UNKNOWN, Mention

_NAMED = {PRODUCT: "products", REGION: "regions", DATA: "data"}
_WORD = re.compile(r"[^\W\d_](?:[\w'-]*\w)?(?: [^\W\d_][\w'-]*)*")
_SHORTEST, _MOST_WORDS, _MOST_QUESTIONS = 3, 3, 3
_LONGEST_QUESTION = 100
_OFTEN = 3  # From so many times on, one person's question is no one-off.


class Suggestion(Struct, frozen=True):
    """One edit. `kind` is "alias" (another name), "cue" (another way of asking) or "statement" (a stub to fill in).

    `word` is what people write and `means` what they turned out to mean by it ("product:key"), or the question of a stub.
    `people` counts for each person how often they wrote it, `picked` what they picked or asked next; `items` are numbers of items.
    `is_weak` is a stub that few people would miss: asked only once or twice by one person, about a topic that is known to be in no
    article, or not refused any more today. `id` is the same as long as the edit is.
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

    def note(self, turn: StoredTurn, item: int, picked: str) -> None:
        """One more time that it was written."""
        self.people[turn.user] = self.people.get(turn.user, 0) + 1
        if picked:
            self.picked[picked] = self.picked.get(picked, 0) + 1
        if turn.question not in self.questions and len(self.questions) < _MOST_QUESTIONS:
            self.questions.append(turn.question)
        if item not in self.items:
            self.items.append(item)


class Meant(Struct, frozen=True):
    """A word that nothing explains, and what was meant by it; a cue where `means` begins so."""

    word: str
    means: str
    language: str


class Suggesting:
    """Makes suggestions from items, by the knowledge as it is now."""

    def __init__(self, folder: Path, assistant: Assistant, store: Store) -> None:
        self._folder = folder
        self._assistant = assistant
        self._store = store

    def suggest(self, items: Iterable[ItemDetail]) -> list[Suggestion]:
        """All suggestions: names and cues before stubs, those before weak ones, in each what most people wrote, and most often, first."""
        found: dict[Meant, _Evidence] = {}
        missing: list[ItemDetail] = []
        for detail in items:
            told = [(turn, meant, picked) for turn in _turns(detail) for meant, picked in self._meant(turn)]
            for turn, meant, picked in told:
                found.setdefault(meant, _Evidence({}, {}, [], [])).note(turn, detail.item.id, picked)
            if not told and detail.item.kinds.get("unknown"):
                missing.append(detail)
        made = [self._for_word(meant, evidence) for meant, evidence in found.items()]
        made += map(self._stub, sorted(missing, key=lambda detail: (-detail.item.people, -detail.item.count, detail.item.id)))
        return sorted((one for one in made if one), key=_rank)

    def _meant(self, turn: StoredTurn) -> Iterator[tuple[Meant, str]]:
        """The word of a turn that nothing explains, with what its asker meant by it as the next turn tells, and that turn's question."""
        mentions = self._mentions(turn.question)
        words = [word for word in _unexplained(mentions) if len(word) >= _SHORTEST and _WORD.fullmatch(word)]
        following = following_turn(turn, self._store) if len(words) == 1 else None
        if following is None or fold_text(words[0]) in fold_text(following.question):
            return  # What is said again is not what had to be said in another way.
        after = self._mentions(following.question)
        named = _meanings(after) - _meanings(mentions)
        if not (following.is_choice and following.instead_of == turn.id) and not _is_same_but_for(named, mentions, after):
            return
        names = {meaning for meaning in named if meaning.partition(":")[0] in _NAMED}
        cues = named - names
        if len(names) == 1:
            yield Meant(words[0], names.pop(), following.language), following.question
        elif not names and len(cues) == 1 and following.status == "answered":
            yield Meant(words[0], cues.pop(), following.language), following.question

    def _mentions(self, question: str) -> tuple[Mention, ...]:
        return self._assistant.ask(question).mentions

    def _for_word(self, meant: Meant, evidence: _Evidence) -> Suggestion | None:
        kind, _, key = meant.means.partition(":")
        where = self._place(kind, key, meant.language)
        if where is None:
            return None
        try:
            patch = with_word(self._folder, *where, meant.word)
        except PatchError:
            return None
        name = "alias" if kind in _NAMED else "cue"
        return Suggestion(_id(name, where, meant.word), name, meant.word, meant.means, *_parts(evidence), patch)

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
        evidence = _Evidence({}, {}, [], [])
        for turn in _turns(detail):
            evidence.note(turn, item.id, "")
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
        is_refused = today.reply.status == "unknown" and not any(OUTSIDE in mention.kinds for mention in today.mentions)
        is_weak = (item.people == 1 and item.count < _OFTEN) or not is_refused
        return Suggestion(_id("statement", (file, ()), question), "statement", question, "", *_parts(evidence), patch, is_weak)


def _rank(one: Suggestion) -> tuple[bool, bool, int, int]:
    """Stubs come in the order of their items, since only the newest questions of each are at hand."""
    return (True, one.is_weak, 0, 0) if one.kind == "statement" else (False, False, -len(one.people), -one.count)


def _turns(detail: ItemDetail) -> list[StoredTurn]:
    return [exchange.turn for exchange in detail.exchanges]


def _parts(evidence: _Evidence) -> tuple[dict[str, int], dict[str, int], list[str], list[int]]:
    return _by_count(evidence.people), _by_count(evidence.picked), evidence.questions, sorted(evidence.items)


def _by_count(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _unexplained(mentions: tuple[Mention, ...]) -> list[str]:
    """Words that nothing explains, those that stand together as one."""
    runs: list[list[Mention]] = []
    for mention in mentions:
        if UNKNOWN in mention.meanings:
            if runs and runs[-1][-1].end == mention.start and len(runs[-1]) < _MOST_WORDS:
                runs[-1].append(mention)
            else:
                runs.append([mention])
    return [" ".join(mention.text for mention in run).lower() for run in runs]


def _meanings(mentions: tuple[Mention, ...]) -> set[str]:
    """What is plainly named, and the cues; a mention that may mean several things tells nothing."""
    found = {mention.meanings[0] for mention in mentions if len(mention.meanings) == 1 and mention.kinds[0] in _NAMED}
    return found | {f"cue:{cue}" for mention in mentions for cue in mention.cues if len(mention.meanings) == 1}


def _is_same_but_for(named: set[str], before: tuple[Mention, ...], after: tuple[Mention, ...]) -> bool:
    """Whether a question is another one with what is newly named in the place of what nothing explained, and else the same."""
    old, said = _telling(before), _telling(after)
    new = {meanings for meanings in said if not named.intersection(_told(meanings))}
    return len(old ^ new) <= 1 and bool(old & new or not (old or new))


def _telling(mentions: tuple[Mention, ...]) -> set[tuple[str, ...]]:
    """What mentions may mean, without small words and those that nothing explains."""
    return {mention.meanings for mention in mentions if mention.kinds[0] != SMALL and UNKNOWN not in mention.meanings}


def _told(meanings: tuple[str, ...]) -> tuple[str, ...]:
    """Meanings with their cues as `_meanings` names them; those of what may mean several things are left as they are."""
    return meanings if len(meanings) == 1 else ()


def _id(kind: str, where: tuple[str, Place], word: str) -> str:
    named = "\0".join((kind, where[0], *map(str, where[1]), word))
    return hashlib.sha256(named.encode()).hexdigest()[:8]
