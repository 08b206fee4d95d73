"""What people meant by a word that nothing explains: what they picked next, or asked next in other words, and the name that it looks like."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from bot.assistant import Assistant
from bot.folding import fold_text, strip_markup, words
from bot.records import StoredTurn
from bot.understanding.linking.lexicon import CUE, DATA, PRODUCT, REGION, SMALL, SOFTWARE
from bot.understanding.linking.linking import Linker
from bot.understanding.linking.mentions import UNKNOWN, Mention
from bot.understanding.linking.typos import likeness

_NAMED = (PRODUCT, REGION, DATA)
_WORD = re.compile(r"[^\W\d_](?:[\w'-]*\w)?(?: [^\W\d_][\w'-]*)*")
_SHORTEST, _MOST_WORDS = 3, 3
# How alike a word is to a name that it may be a typing error of, by Jaro and Winkler, and by how much more than to any other name.
_LEAST_LIKENESS, _LEAST_LEAD, _SHORTEST_GUESSED = 0.88, 0.04, 6
_POINTING = "it"  # Who says so goes on about what was said before.
# Cues of what may be said besides or not, without asking anything else.
_BESIDES = {f"{CUE}:{cue}" for cue in ("and", "at", "aux", "confirm", "correction", "it", "of", "subject", "thanks", "there", "what_about", "yes")}


class Meant(Struct, frozen=True):
    """A word that nothing explains, and what was meant by it; a cue where `means` begins so."""

    word: str
    means: str
    language: str


class Reading:
    """Reads what words mean to people, by the knowledge as it is now."""

    def __init__(self, assistant: Assistant) -> None:
        self._lexicon = assistant.lexicon
        self._linker = Linker(assistant.lexicon)
        self._names = {fold_text(one.name): f"{PRODUCT}:{one.key}" for one in assistant.knowledge.products.values()}
        self._mentions = lru_cache(maxsize=5_000)(self._read)

    def meant(self, turn: StoredTurn, following: StoredTurn) -> Meant | None:
        """What the asker of a turn meant by its one word that nothing explains, as the next turn tells: a choice, or the same in other words
        that got more than a refusal. None where it does not tell."""
        if following.user != turn.user or following.is_translation or following.is_told or fold_text(turn.question) == fold_text(following.question):
            return None
        said = fold_text(following.question)  # What is said again is not what had to be said in another way.
        strange = [word for word in self.unexplained(turn.question) if fold_text(word) not in said]
        if len(strange) != 1:
            return None
        before, after = self._mentions(turn.question), self._mentions(following.question)
        named = _meanings(after) - _meanings(before)
        names = {meaning for meaning in named if meaning.partition(":")[0] in _NAMED}
        products = {name for name in names if name.startswith(PRODUCT)}
        means = products if len(products) == 1 else names or (named if following.status == "answered" else set())
        if len(means) != 1:
            return None
        meant = means.pop()
        picked = following.is_choice and following.instead_of == turn.id
        is_understood = following.status != "unknown" and not self.unexplained(following.question)
        return Meant(strange[0], meant, following.language) if picked or (is_understood and _is_reworded(meant, before, after)) else None

    def near_names(self, turn: StoredTurn) -> list[Meant]:
        """Words of a refused turn that nothing explains, each with the one product that it looks like the name of."""
        if turn.status != "unknown" or turn.is_translation or turn.is_told:
            return []
        found = []
        for word in self.unexplained(turn.question):
            near = sorted(((likeness(word, name), name) for name in self._names), reverse=True) if len(word) >= _SHORTEST_GUESSED else []
            rivals = [alike for alike, name in near if self._names[name] != self._names[near[0][1]]]
            if near and near[0][1][0] == word[0] and near[0][0] >= _LEAST_LIKENESS and near[0][0] - max(rivals, default=0.0) >= _LEAST_LEAD:
                found.append(Meant(word, self._names[near[0][1]], turn.language))
        return found

    def unexplained(self, question: str) -> frozenset[str]:
        """Words of a question that nothing explains, those that stand together as one."""
        runs: list[list[Mention]] = []
        for mention in self._mentions(question):
            if self._is_strange(mention):
                if runs and runs[-1][-1].end == mention.start and len(runs[-1]) < _MOST_WORDS:
                    runs[-1].append(mention)
                else:
                    runs.append([mention])
        found = [" ".join(mention.text for mention in run).lower() for run in runs]
        return frozenset(word for word in found if len(word) >= _SHORTEST and _WORD.fullmatch(word))

    def _is_strange(self, mention: Mention) -> bool:
        """Whether nothing explains a mention, or nothing but that it begins as names of the vendor do."""
        return UNKNOWN in mention.meanings or (mention.kinds == (SOFTWARE,) and mention.text.lower() not in self._lexicon.names)

    def _read(self, question: str) -> tuple[Mention, ...]:
        return tuple(self._linker.read(self._linker.tokens(words(strip_markup(question))), "")[1])


def _meanings(mentions: tuple[Mention, ...]) -> set[str]:
    """What is plainly named, and the cues; a mention that may mean several things tells nothing."""
    found = {mention.meanings[0] for mention in mentions if len(mention.meanings) == 1 and mention.kinds[0] in _NAMED}
    return found | {f"{CUE}:{cue}" for mention in mentions for cue in mention.cues if len(mention.meanings) == 1}


def _is_reworded(meant: str, before: tuple[Mention, ...], after: tuple[Mention, ...]) -> bool:
    """Whether a question is another one with what is meant in the place of what nothing explained, and else the same but for one thing
    at most; or whether nothing but a product is said, as in "I mean ..."."""
    old, said = _telling(before), _telling(after)
    if meant.startswith(PRODUCT) and any(PRODUCT in mention.kinds for mention in before):
        return False  # There is no place for another product.
    new = {meanings for meanings in said if meant not in _told(meanings)}
    if not new and meant.startswith(PRODUCT):
        return not any(_POINTING in mention.cues for mention in after)
    return len(old ^ new) <= 1 and bool(old & new or not (old or new))


def _telling(mentions: tuple[Mention, ...]) -> set[tuple[str, ...]]:
    """What mentions may mean, without small words, those that nothing explains, and what may be said besides."""
    found = (mention.meanings for mention in mentions if mention.kinds[0] != SMALL and UNKNOWN not in mention.meanings)
    return {meanings for meanings in found if not _BESIDES.issuperset(meanings)}


def _told(meanings: tuple[str, ...]) -> tuple[str, ...]:
    """Meanings with their cues as `_meanings` names them; those of what may mean several things are left as they are."""
    return meanings if len(meanings) == 1 else ()
