"""A message cut into clauses, each with the mentions in it and what part it plays."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from bot.understanding.lexicon import NUMBER, OUTSIDE, PRODUCT, SMALL
from bot.understanding.linking import UNKNOWN, Mention
from bot.understanding.marks import CLOSES, closes_later, inside_number, is_list_mark, is_numbered
from bot.understanding.question import KINDS
from bot.understanding.scope import is_place, pairs_off
from bot.understanding.spelling import Token

_ENDS = frozenset("?!.;\n")
_OPENS = frozenset("([")

# Cues that open a question of their own after "and" or a comma.
_ASKING = frozenset({*KINDS, "yes_no"})
_PLAIN = _ASKING - {"yes_no", "what", "how"}
_COMPARING = frozenset({"same", "difference", "compare", "both"})
_STRONG = frozenset({"where", "how_long", "when", "who", "why", "how_many", "how_much"})
_ASKED_OF = _STRONG | {"location_noun"}
_TELLING = frozenset({"reports", "confirm"})
_LEAST = 3  # The number of words that a claim has at least.
_TALK = frozenset({"greeting", "thanks", "help", "insult", "laugh", "injection", "not_knowing"})
_JOINS = frozenset({"and", "but", "what_about"})

_TAG = 2  # The number of words of a tag ("might they?").
# So many mentions before and after an "and" are looked at, so that the work grows with a message and not faster.
_HALF = 60


class Clause(Struct, frozen=True, dict=True):
    """A stretch of a message that says or asks one thing.

    `asked` is true where a question mark ends it; `aside` mentions stood in brackets; clauses of one `sentence` share
    its number; `numbered` is true for an item of a list; before the mentions `pauses` a comma stands.
    """

    mentions: tuple[Mention, ...]
    asked: bool = False
    aside: frozenset[int] = frozenset()
    sentence: int = 0
    numbered: bool = False
    pauses: frozenset[int] = frozenset()

    @cached_property
    def cues(self) -> frozenset[str]:
        """The keys of all cues in it."""
        return frozenset([cue for mention in self.mentions if mention.start not in self.aside for cue in mention.cues])

    @property
    def has_content(self) -> bool:
        """Whether anything in it is more than talk and small words."""
        return any(is_content(mention) for mention in self.mentions)

    @property
    def talk(self) -> frozenset[str]:
        """The kinds of small talk in it; a question about what the assistant is able to do asks for help."""
        talk = self.cues & _TALK
        return talk | {"help"} if self.cues >= {"assistant", "able"} else talk


def is_content(mention: Mention) -> bool:
    """Whether a mention names a product, a kind of data, a place or a subject, or is a word that nothing explains."""
    return not (mention.cues or {SMALL, NUMBER} & set(mention.kinds))


def is_unknown(mention: Mention) -> bool:
    """Whether nothing explains a mention."""
    return mention.meanings[0] == UNKNOWN


def split_clauses(tokens: list[Token], mentions: list[Mention]) -> list[Clause]:
    """Clauses in order: sentences, their parts at colons and dashes, and second questions after "and" or a comma.

    A clause that only asks whether the one before it is right ("Is he right?"), or the one after it in its sentence, or that lists its
    products, is made a part of that one.
    """
    found: list[Clause] = []
    for number, sentence in enumerate(_sentences(tokens, mentions)):
        for clause in _questions(sentence, number):
            if found and not found[-1].asked and (_only_judges(clause, found[-1]) or _only_lists(clause, found[-1])):
                found[-1] = replace(found[-1], mentions=(*found[-1].mentions, *clause.mentions), asked=True)
            elif found and found[-1].sentence == number and (_only_confirms(found[-1]) or _only_asks_yes_no(found[-1])):
                found[-1] = replace(clause, mentions=(*found[-1].mentions, *clause.mentions), asked=True, pauses=frozenset())
            else:
                found.append(clause)
    return found


def _only_lists(clause: Clause, before: Clause) -> bool:
    """Whether a clause only lists the products that the question before it in the same sentence is about ("which can: X, Y or Z?")."""
    asks = before.sentence == clause.sentence and before.cues & (_ASKING | {"aux"})
    products = [mention for mention in clause.mentions if PRODUCT in mention.kinds]
    others = all(mention in products or {"and", "or"} & set(mention.cues) for mention in clause.mentions)
    return bool(asks and others) and len(products) > 1 and not any(PRODUCT in mention.kinds for mention in before.mentions)


def _only_judges(clause: Clause, before: Clause) -> bool:
    """Whether a clause only asks whether what the one before it says is right, or for yes or no in the same sentence."""
    told = before.sentence == clause.sentence and not _has_cue(before.mentions[0], _ASKING)
    return before.has_content and (_only_confirms(clause) or (told and _only_asks_yes_no(clause)))


def _only_asks_yes_no(clause: Clause) -> bool:
    """Whether a clause is no more than "yes or no"."""
    return len(clause.mentions) == 1 and "yes_no" in clause.mentions[0].cues


def _only_confirms(clause: Clause) -> bool:
    """Whether a clause asks for confirmation and names nothing itself ("is he right?", "might they?")."""
    if clause.has_content or not clause.talk <= {"injection"}:
        return False
    tag = clause.asked and len(clause.mentions) == _TAG and "aux" in clause.mentions[0].cues and _has_cue(clause.mentions[1], {"it"})
    return tag or bool(clause.cues & {"confirm", "untrue"})


class _Sentence(Struct):
    mentions: list[Mention]
    breaks: set[int]
    asked: bool
    aside: set[int]
    numbered: bool = False
    cues: frozenset[str] = frozenset()


def _sentences(tokens: list[Token], mentions: list[Mention]) -> Iterator[_Sentence]:
    """Mentions between strong marks; `breaks` are the places of the weak ones, by the number of mentions before them."""
    current = _Sentence([], set(), False, set(), bool(tokens) and not tokens[0].is_word and is_numbered(tokens, 0))
    depth, at = 0, 0
    for index, token in enumerate(tokens):
        while at < len(mentions) and mentions[at].start <= index:
            if mentions[at].start == index:
                if depth:
                    current.aside.add(index)
                current.mentions.append(mentions[at])
            at += 1
        mark = token.text
        if token.is_word:
            continue
        if is_list_mark(tokens, index):
            if current.mentions:
                current.mentions = [mention for mention in current.mentions if mention.start != index - 1]
            if current.mentions:
                yield current
            current, depth = _Sentence([], set(), False, set(), True), 0
            continue
        if mark in _OPENS:
            depth += 1
        elif mark in CLOSES:
            depth = max(0, depth - 1)
        if mark in _ENDS and not inside_number(tokens, index) and not (depth and mark != "\n" and closes_later(tokens, index)):
            depth = 0
            if current.mentions:
                current.asked = mark == "?"
                yield current
            current = _Sentence([], set(), False, set(), mark == "\n" and is_numbered(tokens, index + 1))
        elif (mark in ":-" and not inside_number(tokens, index)) or mark == ",":
            current.breaks.add(len(current.mentions) if mark == "," else -len(current.mentions))
    if current.mentions:
        yield current


def _questions(sentence: _Sentence, number: int) -> Iterator[Clause]:
    """Parts of a sentence: at every colon and dash, and before a second question or a contrast."""
    start, told = 0, False
    sentence.cues = frozenset([cue for mention in sentence.mentions for cue in mention.cues])
    for index in range(1, len(sentence.mentions)):
        hard, joins = -index in sentence.breaks, _has_cue(sentence.mentions[index], _JOINS)
        if not (hard or joins or index in sentence.breaks):
            continue
        before, after = sentence.mentions[max(start, index - _HALF) : index], sentence.mentions[index + 1 : index + _HALF]
        contrasts = joins and _contrasts(before, after, asked=sentence.asked or any("reports" in mention.cues for mention in before))
        contrasts |= index in sentence.breaks and pairs_off(before, sentence.mentions[index : index + _HALF])
        if hard or contrasts or _begins_question(sentence, start, index):
            yield _clause(sentence, start, index, number, asked=told or (contrasts and sentence.asked))
            start, told = index, _repeats_conjunction(sentence, index)
    yield _clause(sentence, start, len(sentence.mentions), number, asked=told or sentence.asked)


def _contrasts(before: list[Mention], after: list[Mention], *, asked: bool) -> bool:
    """Whether of two products one is said not to be there ("X is in Y but Z isn't"), or each is `asked` of its own place ("X in Y and Z in W?")."""
    if not any(PRODUCT in mention.kinds for mention in after[:2]) or not any(PRODUCT in mention.kinds for mention in before):
        return False
    if not any(map(is_place, before)) or any(_has_cue(mention, _PLAIN | _COMPARING) for mention in (*before, *after)):
        return False
    denied = [any(_has_cue(mention, {"not"}) for mention in half) for half in (before, after[1:])]
    return denied[0] != denied[1] or (asked and any(map(is_place, after)) and is_place(before[-1]))


def _clause(sentence: _Sentence, start: int, end: int, number: int, *, asked: bool) -> Clause:
    part = tuple(sentence.mentions[start:end])
    aside = frozenset(mention.start for mention in part if mention.start in sentence.aside)
    pauses = frozenset(index - start for index in sentence.breaks if start < index < end)
    return Clause(part, asked, aside, number, sentence.numbered, pauses)


def _begins_question(sentence: _Sentence, start: int, index: int) -> bool:
    """Whether a question of its own begins at mention `index`: after "and" or a comma, with something asked before it."""
    mention = sentence.mentions[index]
    comma, joined, outside, opener = index in sentence.breaks, False, False, mention
    if mention.start in sentence.aside or not (comma or _has_cue(mention, _JOINS)):
        return False
    before, after = sentence.mentions[max(start, index - _HALF) : index], sentence.mentions[index : index + _HALF]
    if comma and len(after) == 1 and not _has_cue(mention, {"yes_no"}):
        return False
    if comma and (_ends_reason(sentence.mentions[start : start + 2], before) or _begins_after_comma(before, after)):
        return True
    if _has_cue(mention, _JOINS) and not _has_cue(mention, {"not"}) and index + 1 < len(sentence.mentions):
        following = sentence.mentions[index + 1 : index + 4]
        joined, opener = True, next((other for other in following[:2] if not other.has(SMALL)), following[0])
        if _has_cue(opener, {"reports"}) and not _has_cue(opener, _ASKING):
            opener = next((other for other in following if not (other.has(SMALL) or _has_cue(other, {"reports"}))), opener)
        outside = opener.meanings[0].startswith(OUTSIDE) and opener.end - opener.start > 1
        goes_on = _has_cue(mention, {"and", "what_about"}) and comma and not outside and not _has_cue(opener, _ASKING)
        if goes_on and is_content(after[1]):
            return False
    anew = joined and sentence.cues & _STRONG and _asks_anew(before, after)
    if anew or (joined and _verb_opens(before, after[1:], comma)) or _repeats_conjunction(sentence, index):
        return True
    if not (comma or joined) or not (outside or _has_cue(opener, _ASKING)) or _only_joins(opener) or mention.text[:1] in "&":
        return False
    if joined and (_has_cue(opener, _STRONG) or outside) and any(is_content(other) or _has_cue(other, _ASKED_OF) for other in before):
        return True
    asks_before = any(_has_cue(other, _ASKING | {"location_noun", "aux", "list"}) for other in before)
    told = sentence.mentions[max(0, index - _HALF) : index] if len(before) > 1 else before
    return any(map(is_content, told)) and (asks_before or comma) and (any(is_content(other) for other in after) or joined or comma)


def _ends_reason(opening: list[Mention], before: list[Mention]) -> bool:
    """Whether what stands before a comma is a reason ("since it is in X, ...")."""
    return any(_has_cue(mention, {"because"}) for mention in opening) and any(is_content(mention) for mention in before)


def _begins_after_comma(before: list[Mention], after: list[Mention]) -> bool:
    """Whether both sides of a comma ask: "is X in Y, is Z in W", "where is X, tell me which ..."; with "and" where both name something."""
    first = after[0]
    if _has_cue(first, _JOINS):
        return _both_ask(before, after)
    if _has_cue(first, {"reports"}):
        return len(after) > 1 and _has_cue(after[1], _ASKING) and _has_cue(before[0], _ASKING | {"aux", "list"})
    return _has_cue(first, {"aux"}) and _has_cue(before[0], {"aux"}) and _verb_opens(before, after, comma=True)


def _repeats_conjunction(sentence: _Sentence, index: int) -> bool:
    """Whether a part begins with the conjunction that followed "asks" or "confirm" before it ("... if X is there and if logs are kept")."""
    if _TELLING.isdisjoint(sentence.cues):
        return False
    before, after = sentence.mentions[max(0, index - _HALF) : index], sentence.mentions[index : index + _HALF]
    told = next((at for at, mention in enumerate(before) if _has_cue(mention, _TELLING) and not _has_cue(mention, {"not"})), len(before))
    if not any(map(is_content, after)) or is_content(after[0]) or sum(not mention.has(SMALL) for mention in before[told + 1 :]) < _LEAST:
        return False
    first = after[1] if after[0].text.count(" ") == 0 and _has_cue(after[0], _JOINS) else after[0]
    # A mention that was typed as one with the word before has no text of its own.
    conjunctions = {mention.text.rpartition(" ")[2].casefold() for mention in before[told : told + 2] if not is_content(mention)} - {""}
    return first.text.rpartition(" ")[2].casefold() in conjunctions


def _verb_opens(before: list[Mention], after: list[Mention], comma: bool) -> bool:
    """Whether a verb with something named after it opens a question, after another one ("is it in X, and does it have Y?")."""
    verb = next((at for at, mention in enumerate(after[:2]) if not mention.has(SMALL)), 0)
    if not _has_cue(after[verb], {"aux"}) or not any(is_content(mention) for mention in after[verb:]):
        return False
    if any(_has_cue(mention, _STRONG | {"which", "kind_of_data"}) for mention in before):
        return comma
    asks = any(_has_cue(mention, {"aux", "yes_no"}) for mention in before) and any(is_content(mention) for mention in before)
    spoken_of = next((mention for mention in after[verb + 1 :] if not mention.has(SMALL)), None)
    return asks and comma and spoken_of is not None and (is_content(spoken_of) or _has_cue(spoken_of, {"it", "subject"}))


def _asks_anew(before: list[Mention], after: list[Mention]) -> bool:
    """Whether two halves hold different question words, wherever they stand, and the second names something ("where ..., and X how long?")."""
    words = [{cue for mention in half for cue in mention.cues if cue in _STRONG} for half in (before, after)]
    return bool(words[0] and words[1] - words[0]) and any(is_content(mention) for mention in after)


def _both_ask(before: list[Mention], after: list[Mention]) -> bool:
    """Whether two halves of a sentence each name something and each hold a question word."""
    return all(any(is_content(mention) for mention in half) and _holds_question_word(half) for half in (before, after))


def _holds_question_word(half: list[Mention]) -> bool:
    """Whether a half asks; a word that can also join sentences does where a name follows it ("que nuvem ...")."""
    if any(_has_cue(mention, _ASKING - {"what"} | {"location_noun"}) for mention in half):
        return True
    return any(_has_cue(mention, {"what"}) and is_content(following) for mention, following in zip(half, half[1:], strict=False))


def _only_joins(mention: Mention) -> bool:
    """Whether a word such as "que" is as likely to join sentences as to ask."""
    return "subject" in mention.cues and not _ASKING - {"what"} & set(mention.cues)


def _has_cue(mention: Mention, keys: frozenset[str] | set[str]) -> bool:
    return not keys.isdisjoint(mention.cues)
