"""A message cut into sentences: at strong marks, lines and the items of lists; what brackets in them hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.understanding.linking.lexicon import CONCEPT, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue
from bot.understanding.linking.spelling import Token
from bot.understanding.segmenting.inline_lists import with_items, with_lines_of_names
from bot.understanding.segmenting.marks import CLOSES, closes_later, inside_number, is_list_mark, is_numbered
from bot.understanding.syntax.openings import ASKING, HALF, JOINS
from bot.understanding.syntax.scope import is_content, is_unknown, silent
from bot.understanding.syntax.sentence import Sentence

_ENDS = frozenset("?!.;\n")
_OPENS = frozenset("([")
_LONGEST_ABBREVIATION = 4
_SHORT_FORM = 4  # So many words and points are a short form like "e.g.", and so many words an example after it at most.
_LONGEST_EXAMPLE = 4
_SHORT_WORD = 2
_LEADING = frozenset({"reports", "yes_no"})  # Cues of a word that asks to be told whether something is so.


def split_sentences(tokens: list[Token], mentions: list[Mention]) -> list[Sentence]:
    """Sentences in order; the items of a list within one belong to it where they only name what it is asked of."""
    sentences = list(_sentences(tokens, mentions))
    for sentence in sentences:
        _open_plainly(sentence.mentions)
    if len(sentences) > 1:
        sentences = with_lines_of_names(sentences)
    return with_items(sentences) if [sentence for sentence in sentences if sentence.inline] else sentences


def mentions_of(sentences: Iterable[Sentence]) -> list[Mention]:
    """All mentions of some sentences."""
    return [mention for sentence in sentences for mention in sentence.mentions]


def asks_in_brackets(sentence: Sentence, start: int, index: int) -> bool:
    """Whether brackets that end a sentence begin at a mention and ask something more ("where is X hosted (and how long are logs kept)?")."""
    mention = sentence.mentions[index]
    if mention.start not in sentence.aside or sentence.mentions[index - 1].start in sentence.aside:
        return False
    before, after = sentence.mentions[max(start, index - HALF) : index], sentence.mentions[index : index + HALF]
    if not has_cue(mention, JOINS) or any(other.start not in sentence.aside for other in after):
        return False
    asks = have_cue(after[1:3], ASKING) and any(map(is_content, after))
    return asks and any(map(is_content, before)) and have_cue(before, ASKING | {"aux", "location_noun"})


def _sentences(tokens: list[Token], mentions: list[Mention]) -> Iterator[Sentence]:
    """Mentions between strong marks; `breaks` are the places of the weak ones, by the number of mentions before them."""
    current = Sentence([], set(), False, set(), bool(tokens) and not tokens[0].is_word and is_numbered(tokens, 0))
    depth, at, end, goes_on = 0, 0, len(mentions), False
    for index in [index for index, token in enumerate(tokens) if not token.is_word]:
        mark, first = tokens[index].text, at
        while at < end and mentions[at].start <= index:
            at += 1
        current.add(mentions[first:at], aside=depth > 0)
        if is_list_mark(tokens, index):
            current.mentions = [mention for mention in current.mentions if mention.start != index - 1]
            inline = bool(current.mentions)
            if inline:
                yield current
            current, depth = Sentence([], set(), False, set(), True, inline=inline or goes_on), 0
            continue
        if mark in _OPENS:
            depth += 1
        elif mark in CLOSES:
            depth = max(0, depth - 1)
        elif mark == "?" and depth and mentions[first:at]:
            _ask_of(current, mentions[first:at])
        if mark == "." and _abbreviates(tokens, index, current.mentions):
            current.mentions[-1] = silent(current.mentions[-1])
            continue
        if mark in _ENDS and not inside_number(tokens, index) and not (depth and mark != "\n" and closes_later(tokens, index)):
            depth = 0
            goes_on = mark == ";" and current.inline
            if current.mentions:
                current.asked = mark == "?"
                if current.asked and _LEADING.issubset(current.mentions[-1].cues):
                    current.mentions[-1] = as_cue(current.mentions[-1], "confirm")  # Nothing comes after the "whether" of "confirma-se?".
                yield current
            current = Sentence([], set(), False, set(), mark == "\n" and is_numbered(tokens, index + 1))
        elif mark in ":-," and not inside_number(tokens, index):
            current.breaks.add(len(current.mentions) if mark == "," else -len(current.mentions))
    current.add(mentions[at:], aside=depth > 0)
    if current.mentions:
        yield current


def _open_plainly(mentions: list[Mention]) -> None:
    """Take what joins a sentence to the one before it as no more than that, where its subject comes next ("also, do the logs ...?")."""
    at = 1 if len(mentions) > 1 and has_cue(mentions[0], JOINS) and CONCEPT not in mentions[0].kinds else 0
    if at + 1 >= len(mentions) or CONCEPT not in mentions[at].kinds or not has_cue(mentions[at], JOINS):
        return
    after = next((mention for mention in mentions[at + 1 :] if "aux" not in mention.cues), None)
    parted = mentions[at].end < mentions[at + 1].start
    if parted or (after is not None and (SMALL in after.kinds or is_content(after))):
        mentions[at] = as_cue(mentions[at], *mentions[at].cues)


def _ask_of(sentence: Sentence, mentions: list[Mention]) -> None:
    """Take some mentions in brackets as a part of what is asked ("is X in Y (encrypted?)"), where they ask nothing in words."""
    if not have_cue(mentions, ASKING | JOINS):
        sentence.aside.difference_update(mention.start for mention in mentions)


def _abbreviates(tokens: list[Token], index: int, mentions: list[Mention]) -> bool:
    """Whether a point ends a short word that nothing explains before a number ("art. 33"), or one of two that lead to an example ("e.g. X")."""
    if not mentions or mentions[-1].end != index or index + 1 >= len(tokens):
        return False
    if tokens[index + 1].text.isdigit():
        return is_unknown(mentions[-1]) and len(mentions[-1].text) <= _LONGEST_ABBREVIATION
    first = next((at for at in (index - 1, index - _SHORT_FORM + 1) if at >= 0 and _is_short_form(tokens[at : at + _SHORT_FORM])), None)
    example = tokens[first + _SHORT_FORM :] if first is not None else []
    return any(token.text in _ENDS for token in example[1 : _LONGEST_EXAMPLE + 1])


def _is_short_form(tokens: list[Token]) -> bool:
    """Whether tokens are a small letter and a short word, with a point after each."""
    letter, *rest = [token.text for token in tokens]
    pointed = len(rest) + 1 == _SHORT_FORM and rest[::2] == [".", "."]
    return pointed and len(letter) == 1 and letter.islower() and rest[1].islower() and len(rest[1]) <= _SHORT_WORD
