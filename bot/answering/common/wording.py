"""Words that explain themselves: they stand in the very text, quote or name that answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.folding import fold, words
from bot.knowledge.model import Knowledge
from bot.knowledge.schema import Statement
from bot.understanding.linking.stems import Stemmer


class Wording:
    """The stems of what statements say and of what kinds of data are called, made when first asked for."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._stemmers = [Stemmer(language.file.endings, language.file.irregular) for language in knowledge.languages.values()]
        self._of_statement = lru_cache(maxsize=None)(self._statement_stems)
        self._of_data = lru_cache(maxsize=None)(self._data_stems)

    def beyond_statement(self, unknown: Sequence[str], statement: Statement) -> tuple[str, ...]:
        """Those of the words that nothing explains which the statement does not hold either."""
        return self._beyond(unknown, self._of_statement(statement.key)) if unknown else ()

    def beyond_data(self, unknown: Sequence[str], data: Sequence[str]) -> tuple[str, ...]:
        """Those of the words that nothing explains which stand neither in names nor in definitions of the kinds of data."""
        return self._beyond(unknown, frozenset().union(*map(self._of_data, data))) if unknown else ()

    def _beyond(self, unknown: Sequence[str], known: frozenset[str]) -> tuple[str, ...]:
        return tuple(word for word in unknown if known.isdisjoint(self._stems([word])))

    def _statement_stems(self, key: str) -> frozenset[str]:
        statement = self._knowledge.statements[key].statement
        return self._stems([*statement.text.values(), *statement.quotes])

    def _data_stems(self, key: str) -> frozenset[str]:
        named = [name for languages in self._knowledge.words.values() for words_of in languages.values() for name in words_of.data[key]]
        defined = [said.definition.quote for said in self._knowledge.definitions.values() if key in said.definition.data]
        return self._stems([*named, *defined])

    def _stems(self, texts: Iterable[str]) -> frozenset[str]:
        return frozenset(stem(fold(word)) for text in texts for word in words(text) for stem in self._stemmers)
