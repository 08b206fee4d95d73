"""Short codes of regions that are ordinary words too ("US", "IN", "eu"): places in their exact capitals, and in a list of places however written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.understanding.linking.lexicon import CUE, REGION, Lexicon
from bot.understanding.linking.spelling import Token
from bot.understanding.linking.stems import Stem

_AT = f"{CUE}:at"
# Cues of words that join codes in a list, and of those before one.
_JOINS = frozenset({f"{CUE}:or", f"{CUE}:and"})
_LEADS = _JOINS | {_AT}
# What a word means that goes on to the next one, so that it is a code at the end of a list only where nothing but such a word follows.
_GOES_ON = frozenset({_AT, f"{CUE}:subject"})
_BORROWED = frozenset({_AT, f"{CUE}:aux"})
_AFTER_LIST = frozenset({f"{CUE}:{cue}" for cue in ("only", "location_noun", "data_center", "host", "available")})

_AFTER_CODE = frozenset({f"{CUE}:{cue}" for cue in ("location_noun", "data_center", "host", "yes_no")})
_VERBS = frozenset({f"{CUE}:host", f"{CUE}:aux"})
# What a word means that begins nothing that a preposition could lead to ("is IN offered?", "takes IN always").
_AFTER_NOUN = frozenset({f"{CUE}:{cue}" for cue in ("available", "aux", "ever", "both")})

_MARKS = frozenset(",&+")
_NONE, _JOIN, _CODE, _PLACE = range(4)
# Places are a list from so many on, and surely one from so many: of two codes each may be an ordinary word.
_FEWEST, _FEWEST_SURE = 2, 3


class Codes:
    """The codes of a lexicon, looked for in messages."""

    def __init__(self, lexicon: Lexicon, stemmers: dict[str, Stem]) -> None:
        self._lexicon = lexicon
        self._stemmers = stemmers
        self._of_word = {code.casefold(): meaning for code, meaning in lexicon.written_exactly.items()}
        self._meanings = lru_cache(maxsize=20_000)(self._meanings_of)
        self._kind = lru_cache(maxsize=20_000)(self._kind_of)

    def exact(self, tokens: Sequence[Token], index: int, length: int) -> str | None:
        """What a word in its exact capitals means; one that is a preposition too ("US or IN?") only in a list or where none can stand."""
        meaning = self._lexicon.written_exactly[tokens[index].text]
        if _AT not in self._meanings(tokens[index].folded):
            return meaning if length == 1 else None
        if all(token.text.isupper() for token in tokens if token.is_word):
            return None
        lists = self._is_beside(tokens[index - 1 : index], _LEADS) and self._is_beside(tokens[index + 1 : index + 2], _JOINS)
        return meaning if lists or self._leads_nowhere(tokens, index) else None

    def _leads_nowhere(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether no place can follow a preposition: it ends what is said, or is before a noun of hosting and after no verb of it ("IN hosting")."""
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is None or not following.is_word:
            return True
        before = self._meanings(tokens[index - 1].folded) if index else frozenset[str]()
        if not _AFTER_NOUN.isdisjoint(self._meanings(following.folded)):
            return True
        return not _AFTER_CODE.isdisjoint(self._meanings(following.folded)) and _VERBS.isdisjoint(before)

    def _is_beside(self, beside: Sequence[Token], cues: frozenset[str]) -> bool:
        """Whether beside a code there is nothing, a mark, another code, or a word with one of the cues."""
        return all(
            not token.is_word or token.text in self._lexicon.written_exactly or not cues.isdisjoint(self._meanings(token.folded)) for token in beside
        )

    def listed(self, tokens: Sequence[Token], folded: Sequence[str], language: str, *, alone: bool) -> dict[int, str]:
        """Where codes stand for places whatever their capitals, with their meanings: in lists ("us, in and au").

        A code that is no word of any language stands for its place anywhere, and in a message that is all in one language (`alone`) one that is no
        word of that ("an eu option").
        """
        if self._of_word.keys().isdisjoint(folded):
            return {}
        there = [at for at, word in enumerate(folded) if word in self._of_word]
        found = {at: self._of_word[folded[at]] for at in there if self._is_foreign(folded[at], language if alone else "")}
        beside = {word for at in there for word in (*folded[max(0, at - 1) : at], *folded[at + 1 : at + 2])}
        if all(self._kind(word) in (_NONE, _PLACE) for word in beside):
            return found
        for run, row in self._runs(folded):
            if self._goes_on(run[-1], folded):
                run = run[:-1]
            codes = [at for at in run if self._kind(folded[at]) == _CODE]
            if len(run) < _FEWEST or not codes or all(tokens[at].text in self._lexicon.written_exactly for at in codes):
                continue
            others = len(codes) < len(run) and not row
            if len(run) >= _FEWEST_SURE or others or any(self._can_only_be(folded[at], language) for at in codes):
                found.update((at, self._of_word[folded[at]]) for at in codes)
        return found

    def _runs(self, folded: Sequence[str]) -> Iterator[tuple[list[int], bool]]:
        """Lists of places: the indexes of their members, and whether nothing stands between them.

        A preposition before a member ("us and in au") is none, but in a row of codes ("us eu in au").
        """
        run: list[int] = []
        joined, row = False, True
        for index, word in enumerate(folded):
            kind = self._kind(word)
            before_member = index + 1 < len(folded) and self._kind(folded[index + 1]) in (_CODE, _PLACE)
            if kind == _CODE and before_member and _AT in self._meanings(word) and not (len(run) > 1 and row and not joined):
                kind = _NONE if not joined else _JOIN
            if kind in (_CODE, _PLACE) and run and (joined or (row and kind == _CODE)):
                row = row and not joined
                run.append(index)
                joined = False
            elif kind in (_CODE, _PLACE):
                yield from [(run, row)] if run else []
                run, joined, row = [index], False, kind == _CODE
            elif kind == _JOIN and run:
                joined = True
            elif run:
                yield run, row
                run, joined = [], False
        if run:
            yield run, row

    def _goes_on(self, index: int, folded: Sequence[str]) -> bool:
        """Whether the last of a list is a word that what follows it belongs to ("us and in freshdesk", "a Índia, e eu quero")."""
        if self._kind(folded[index]) != _CODE or _GOES_ON.isdisjoint(self._meanings(folded[index])) or index + 1 == len(folded):
            return False
        following = folded[index + 1]
        return following[:1].isalnum() and _AFTER_LIST.isdisjoint(self._meanings(following))

    def _is_foreign(self, word: str, language: str) -> bool:
        """Whether a code is no word of a language, and no preposition or verb of another that names or speech may borrow ("check in")."""
        return word in self._of_word and _BORROWED.isdisjoint(self._meanings(word)) and self._can_only_be(word, language)

    def _can_only_be(self, word: str, language: str) -> bool:
        """Whether a code is no word of the message's language, or of any where none is known."""
        return all(not self._lexicon.phrases[code].alone.get(stem(word)) for code, stem in self._stemmers.items() if language in ("", code))

    def _kind_of(self, word: str) -> int:
        if word in self._of_word:
            return _CODE
        meanings = self._meanings(word)
        if any(meaning.startswith(REGION) for meaning in meanings):
            return _PLACE
        return _JOIN if word in _MARKS or not _JOINS.isdisjoint(meanings) else _NONE

    def _meanings_of(self, word: str) -> frozenset[str]:
        """All that a word alone may mean in any language, or as a name."""
        tables = [(self._lexicon.names.alone, word), *((self._lexicon.phrases[code].alone, stem(word)) for code, stem in self._stemmers.items())]
        return frozenset(meaning for phrases, form in tables for meaning in (phrases.get(form) or "").split("|"))
