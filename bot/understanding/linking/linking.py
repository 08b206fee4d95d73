"""Mentions: which words of a message name something, exactly first, then in spite of typing errors."""

from __future__ import annotations

from bot.folding import MEANINGFUL_MARKS, fold
from bot.understanding.linking.codes import Codes
from bot.understanding.linking.known import Known
from bot.understanding.linking.lexicon import CONCEPT, CUE, DATA, EVERYDAY, NUMBER, PRODUCT, REGION, SMALL, SOFTWARE, Lexicon
from bot.understanding.linking.mentions import UNKNOWN, Mention, Sense, have_cue, parted
from bot.understanding.linking.neighbours import Neighbours
from bot.understanding.linking.phrases import Phrasebook
from bot.understanding.linking.spelling import Speller, Token
from bot.understanding.linking.stems import Stem

ACCENT_VOTES = 2.0

# Short words are mostly articles and prepositions, which stay in the language that words of others are mixed into.
LONGEST_SHORT, WEIGHT_OF_SHORT = 2, 1.5

# How many words of a second language make a message a mixed one.
FEWEST_OF_MIXED = 2

QUOTES = frozenset("'\"«»")

# Kinds of names that a question may quote from an article in another language.
_NAMES = frozenset({PRODUCT, DATA, CONCEPT, REGION})

_AT = (f"{CUE}:at",)
_NOT = f"{CUE}:not"
_BEFORE_NOT = frozenset({"holds", "aux"})
_NAMED = f"{CUE}:assistant"
_COUNTED = f"{CUE}:own_product"
_ACCOUNT = f"{CUE}:account"
_OF_NOUN = frozenset({_COUNTED, _ACCOUNT})
_PLACE = f"{CUE}:location_noun"
_PLURAL = f"{CUE}:plural"


def _without_quotes(tokens: list[Token]) -> list[Token]:
    """The tokens that stand in no pair of quotation marks."""
    marks = [index for index, token in enumerate(tokens) if token.text in QUOTES]
    inside = {index for first, last in zip(marks[::2], marks[1::2], strict=False) for index in range(first, last + 1)}
    return [token for index, token in enumerate(tokens) if index not in inside]


class Linker:
    """Finds the mentions of a message by a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        stemmers = lexicon.stemmers()
        self._stemmers: dict[str, Stem] = {**stemmers}
        self._endings = {code: stemmer.tells for code, stemmer in stemmers.items()}
        self._read_as = Known(self._sense)
        self._phrasebook = Phrasebook(lexicon, self._stemmers)
        self._speller = Speller(lexicon, self._stemmers)
        self._neighbours = Neighbours(lexicon, self._stemmers)
        self._letters = {code: frozenset(letters) for code, letters in lexicon.letters.items()}
        self._codes = Codes(lexicon, self._stemmers)
        self._only_in = Known(self._language_of)

    def tokens(self, parts: list[str]) -> list[Token]:
        """Tokens of the words and marks of a message, typing errors mended, foreign words as those of the same meaning."""
        return self._speller.tokens(self._neighbours.in_own_words(parts))

    def language(self, tokens: list[Token], before: str = "") -> tuple[str, dict[str, float]]:
        """The likeliest language, that of the thread `before` it or "" where nothing tells, and each language's share of telling words."""
        counts = dict.fromkeys(self._lexicon.common, 0.0)
        lent: dict[str, float] = {}  # What words tell that are used in the language of the thread too ("ok e logs?").
        only_in = self._only_in
        for token in tokens:
            telling = only_in[token.folded]
            if not telling:
                continue
            if before not in ("", telling) and self._stemmers[before](token.folded) in self._lexicon.borrowed[before]:
                lent[telling] = lent.get(telling, 0.0) + token.score
            else:
                counts[telling] += token.score * (WEIGHT_OF_SHORT if len(token.folded) <= LONGEST_SHORT else 1.0)
        if not "".join([token.text for token in tokens]).isascii():
            for word in [token.text.casefold() for token in tokens if not token.text.isascii()]:
                for code in [code for code, letters in self._letters.items() if not letters.isdisjoint(word)]:
                    counts[code] += ACCENT_VOTES
        if lent and not counts[before] and sum(token.is_word for token in tokens) > 1:
            counts.update({code: counts[code] + votes for code, votes in lent.items()})
        if not (before or any(counts.values())):
            counts = self._of_places(tokens) or self._meaningful(tokens)
        most = max(counts.values())
        leaders = [code for code, count in counts.items() if count == most]
        return (leaders[0] if most > 0 and len(leaders) == 1 else ""), counts

    def _lends_all(self, code: str, others: list[str], tokens: list[Token]) -> bool:
        """Whether another of some languages uses all words too that tell of a language ("logs no EEE?")."""
        own = [token.folded for token in tokens if self._only_in[token.folded] == code]
        borrowing = [other for other in others if other != code]
        return any(all(self._stemmers[other](word) in self._lexicon.borrowed[other] for word in own) for other in borrowing)

    def read(self, tokens: list[Token], before: str) -> tuple[str, list[Mention]]:
        """The language of a message, "" where nothing tells, and its mentions, looked for as in the language `before` it then."""
        detected, shares = self.language(tokens, before)
        if not detected and any(shares.values()):
            leaders = [code for code, share in shares.items() if share == max(shares.values())]
            telling = [code for code in leaders if not self._lends_all(code, leaders, tokens)]
            detected = telling[0] if len(telling) == 1 else ""
        frame = self._language_of_frame(tokens, detected) if not QUOTES.isdisjoint([token.text for token in tokens]) else ""
        detected = frame or detected
        mixed = frozenset([code for code, share in shares.items() if share >= FEWEST_OF_MIXED])
        mentions = self.mentions(tokens, detected or before, mixed)
        if not frame and list(shares.values()).count(0) < len(shares) - 1:
            around = self._language_around(tokens, mentions)
            if around and not (detected or before):
                mentions = self.mentions(tokens, around, mixed)
            detected = around or detected
        return detected, mentions

    def _language_of_frame(self, tokens: list[Token], detected: str) -> str:
        """The language of what stands around sentences in quotation marks, where its own words tell: it is who asks that writes there.

        Words that the language `detected` in the whole message has borrowed tell nothing.
        """
        frame = _without_quotes(tokens)
        if len(frame) == len(tokens):
            return ""
        language, borrowed = self.language(frame)[0], self._lexicon.borrowed.get(detected, ())
        own = [token for token in frame if not (borrowed and self._stemmers[detected](token.folded) in borrowed)]
        return language if sum(self._only_in[token.folded] == language for token in own if language) >= FEWEST_OF_MIXED else ""

    def _language_around(self, tokens: list[Token], mentions: list[Mention]) -> str:
        """The language of the words between names, which may be quoted from another."""
        named = {index for mention in mentions if not _NAMES.isdisjoint(mention.kinds) for index in range(mention.start, mention.end)}
        around, _ = self.language([token for index, token in enumerate(tokens) if index not in named])
        return around

    def _of_places(self, tokens: list[Token]) -> dict[str, float]:
        """For each language the number of words that name places and are written so in it alone; nothing where there are none."""
        known = self._lexicon.places_in
        told = [code for token in tokens if (code := known.get(token.folded) or known.get(token.text))]
        return {code: float(told.count(code)) for code in self._lexicon.common} if told else {}

    def _meaningful(self, tokens: list[Token]) -> dict[str, float]:
        """For each language the number of words that are more than small words in it."""
        counts = dict.fromkeys(self._lexicon.common, 0.0)
        for token in tokens:
            for code, phrases in self._lexicon.phrases.items():
                counts[code] += phrases.alone.get(self._stemmers[code](token.folded), SMALL) not in ("", SMALL)
        return counts

    def _language_of(self, word: str) -> str:
        """The only language in which a folded word stands alone, or nothing."""
        knowing = [code for code, common in self._lexicon.common.items() if self._stemmers[code](word) in common]
        return knowing[0] if len(knowing) == 1 else ""

    def mentions(self, tokens: list[Token], language: str, mixed: frozenset[str] = frozenset()) -> list[Mention]:
        """The longest phrases from left to right, the message's own language before others; every word is in one mention.

        In a message of several languages a word is "in", or "no", where it is in that of the word before it ("fica no", "has no").
        Small words of another language explain nothing unless the message is written in that too, as the languages in `mixed` are.
        """
        folded = [token.folded for token in tokens]
        text = self._phrasebook.text(folded, language)
        spoken = self._tables_by_language(language) if len(mixed) > 1 else {}
        listed = self._codes.listed(tokens, folded, language, alone=mixed == {language})
        written_exactly, accented, read_as = self._lexicon.written_exactly, self._lexicon.accented, self._read_as
        found, index, end = list[Mention](), 0, len(tokens)
        while index < end:
            token = tokens[index]
            if not token.is_word and token.folded not in MEANINGFUL_MARKS:
                index += 1
                continue
            length, meanings = text.longest(index)
            if length == 1:
                if not token.text.isascii():
                    meanings = accented.get(token.text.casefold(), meanings)
                before = spoken.get(self._only_in[folded[index - 1]]) if spoken and found else None
                after = self._tables_after(folded[index + 1 : index + 2], language) if _NAMED in meanings else ()
                if after or (spoken and found and _goes_on(text.single(index, before), found[-1])):
                    meanings = text.single(index, after or before)
                elif language and meanings == (SMALL,) and self._is_stray(token, language, mixed):
                    meanings = ()
            if exact := listed.get(index) or (self._codes.exact(tokens, index, length) if token.text in written_exactly else None):
                length, meanings = 1, (exact,)
            elif length > 1:
                if text.is_overlapped(index, length, meanings):
                    length, meanings = 1, text.single(index)
                elif meanings[0].startswith(REGION):
                    meanings = (*meanings, *text.cues_inside(index, length))
            meanings = meanings or self._as_name(token.folded)
            meanings = self._in_number(meanings, found[-1:], folded[index + length - 1], language) if _PLACE in meanings else meanings
            sense = read_as[folded[index if _OF_NOUN.isdisjoint(meanings) else index + length - 1], meanings, language]
            found.append(_joined(tokens, index, length, sense, asks=length > 1 and text.asks(index, meanings)))
            index += length
        return found

    def _tables_after(self, following: list[str], language: str) -> tuple[int, ...]:
        """The order for the bot's name where the word after it is only of another language, in which it is a word ("Onde ficam"); none elsewhere."""
        telling = self._only_in[following[0]] if following else ""
        return self._tables_by_language(language)[telling] if telling not in ("", language) else ()

    def _tables_by_language(self, language: str) -> dict[str, tuple[int, ...]]:
        """In which order the tables are looked up for a word after one of each language, in a message of several."""
        codes = self._phrasebook.languages(language)
        return {code: (0, at, *range(1, at)) for at, code in enumerate(codes, start=1)}

    def _sense(self, found: tuple[str, tuple[str, ...], str]) -> Sense:
        """The meanings of a mention with a word, its first one or a noun for a product, their kinds, and those of them that are cues.

        The word's ending may tell more in the message's language: that a verb is in the past, or conditional, or that there are several products.
        A word without any is a number or unknown.
        """
        word, meanings, language = found
        if not meanings:
            number = (f"{NUMBER}:{word}",) if len(word) <= 6 else (SMALL,)
            meanings = number if word.isdecimal() else (UNKNOWN,)
        told = self._endings[language](word) if language and any(meaning.startswith(CUE) for meaning in meanings) else ""
        if told and (told == "plural") <= (_COUNTED in meanings):
            meanings = (*meanings, f"{CUE}:{told}")
        if _ACCOUNT in meanings and told != "plural":
            meanings = tuple(meaning for meaning in meanings if not meaning.startswith(EVERYDAY))  # One account is whose a question is.
        pairs = parted(meanings)
        return meanings, tuple(kind for kind, _ in pairs), tuple(key for kind, key in pairs if kind == CUE)

    def _as_name(self, word: str) -> tuple[str, ...]:
        """The meanings of a word that nothing explains: software where it is spelt like the name of one."""
        return (f"{SOFTWARE}:{word}",) if self._speller.is_like_a_name(word) else ()

    def _in_number(self, meanings: tuple[str, ...], before: list[Mention], word: str, language: str) -> tuple[str, ...]:
        """The meanings of a noun for places, which after "the same" also tells by its ending whether there are several."""
        plural = bool(language) and have_cue(before, {"same"}) and self._endings[language](word) == "plural"
        return (*meanings, _PLURAL) if plural else meanings

    def meaning(self, phrase: str, language: str) -> tuple[str, ...]:
        """What all words of a phrase mean together, nothing where they are no one phrase."""
        found = self.mentions([Token(word, fold(word), True) for word in phrase.split()], language)
        return found[0].meanings if len(found) == 1 else ()

    def _is_stray(self, token: Token, language: str, mixed: frozenset[str]) -> bool:
        """Whether a small word, no name of a person, is only of languages that a message is not in ("logo" is "soon" in Portuguese)."""
        telling = self._only_in[token.folded]
        if telling in ("", language) or telling in mixed or token.text.istitle():
            return False
        own = self._stemmers[language](token.folded)
        return not (own in self._lexicon.borrowed[language] or self._lexicon.phrases[language].alone.get(own))


def _goes_on(meanings: tuple[str, ...], before: Mention) -> bool:
    """Whether a word has the meanings of the language of the mention before it: it is "in", or "no" after a verb."""
    return meanings == _AT or (_NOT in meanings and not _BEFORE_NOT.isdisjoint(before.cues))


def _joined(tokens: list[Token], start: int, length: int, sense: Sense, *, asks: bool) -> Mention:
    """One word or several as one mention."""
    span = tokens[start : start + length]
    if length == 1:
        return Mention(start, start + 1, span[0].text, *sense, span[0].score, span[0].read_as)
    return Mention(
        start,
        start + length,
        " ".join([token.text for token in span]),
        *sense,
        min([token.score for token in span]),
        " ".join([token.read_as for token in span]).strip(),
        asks,
    )
