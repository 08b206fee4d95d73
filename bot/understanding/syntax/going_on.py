"""Conjunctions and commas after which the same question goes on: "also" before the verb, "and which" between commas, more of a description."""

from __future__ import annotations

from bot.understanding.linking.lexicon import CONCEPT, DATA, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, has_cue, have_cue, have_kind
from bot.understanding.linking.units import offers_length
from bot.understanding.syntax.scope import is_place
from bot.understanding.syntax.sentence import Sentence

_OPENING = 3  # The number of mentions that may tell, before a comma, of which products some are asked for.
_REACH = 20  # So many mentions before and after "and" are looked at, so that the work grows with a message and not faster.
_ALL = frozenset({"all", "any"})
_ASKING = frozenset({"which", "where", "how_long", "how_many", "what", "who", "it"})
_VERBS = frozenset({"aux", "host", "available", "applies"})


def ends_after_comma(before: list[Mention], after: list[Mention]) -> bool:
    """Whether one word follows a comma, or what it ends only tells of which products some are asked for ("of those with X, which ...?")."""
    return (len(after) == 1 and "yes_no" not in after[0].cues) or _narrows(before, after) or _comes_to_verb(before, after)


def _comes_to_verb(before: list[Mention], after: list[Mention]) -> bool:
    """Whether a verb follows the comma, its subject before another comma and small words between ("all the X, bar none, can be in Y")."""
    inserted = bool(before) and before[-1].kinds == (SMALL,) and "aux" in after[0].cues
    return inserted and "all" in before[0].cues and not have_cue(before, _VERBS)


def _narrows(before: list[Mention], after: list[Mention]) -> bool:
    opening = [mention for mention in before[:_OPENING] if not mention.has(SMALL)][:2]
    told = len(opening) > 1 and "of" in opening[0].cues and "product" in opening[1].cues
    return told and "which" in after[0].cues and not any(map(is_place, before))


def goes_on_choosing_by(sentence: Sentence, start: int, index: int) -> bool:
    """Whether "and" or "but" with a verb adds to what products are chosen by ("which aren't in X, but are in Y?", "which are in X and have Y?")."""
    mentions = sentence.mentions
    if not has_cue(mentions[index], {"and", "but"}) or not have_cue(mentions[start : start + _OPENING], {"which", "how_many"}):
        return False
    before, after = mentions[max(start, index - _REACH) : index], mentions[index : index + _REACH]
    if len(after) < _OPENING:
        return False
    if "it" in after[1].cues and has_cue(after[2], {"aux", "not"}):
        after = [after[0], *after[2:]]  # "Which are in X, but they aren't in Y?"
    verb = 1 + ("not" in after[1].cues and "aux" not in after[1].cues)
    told = next((mention for mention in after[verb + 1 :] if not (mention.has(SMALL) or has_cue(mention, {"at", "host", "not"}))), after[0])
    chosen = "aux" in after[verb].cues and (is_place(told) or DATA in told.kinds) and any(map(is_place, before))
    return chosen and not (have_cue(after, _ASKING) or have_kind([*before, *after], PRODUCT))


def adds_also(sentence: Sentence, start: int, mention: Mention) -> bool:
    """Whether "also" only says what holds as well, of all that are spoken of ("todo X em Y também pode") or before a verb ("does X also hold Y?")."""
    opening = sentence.mentions[start]
    if CONCEPT in mention.kinds and "aux" in opening.cues and not has_cue(opening, {"host", "holds"}):
        return not have_cue(sentence.mentions[start + 1 : sentence.mentions.index(mention)], _VERBS)
    return "both" in mention.cues and (has_cue(opening, _ALL) or _claims_of_all(sentence.mentions[start : start + _OPENING]))


def _claims_of_all(opening: list[Mention]) -> bool:
    """Whether what is to be confirmed begins with all that are spoken of ("is it true that every X in Y also ...")."""
    return has_cue(opening[0], {"confirm", "claims"}) and have_cue(opening[1:], _ALL)


def describes_on(before: list[Mention], after: list[Mention]) -> bool:
    """Whether a conjunction only adds to how products are described ("products that are in X but that have nothing in Y")."""
    relative = after[1].text.casefold() if len(after) > 1 and "subject" in after[1].cues else ""
    return any("product" in noun.cues and relative == other.text.casefold() for noun, other in zip(before, before[1:], strict=False))


def asks_which_too(sentence: Sentence, index: int, before: list[Mention], *, comma: bool) -> bool:
    """Whether "and which" stands between commas at a position, or ends at the `comma` there ("how many, and which, are in X?")."""
    return have_cue(before, {"how_many"}) and any(
        start > 0 and _stands_between(sentence, start) for start in ((index, index - 2) if comma else (index,))
    )


def _stands_between(sentence: Sentence, start: int) -> bool:
    joining, asking = sentence.mentions[start], sentence.mentions[start + 1 : start + 2]
    return start + 2 in sentence.breaks and "and" in joining.cues and bool(asking) and "which" in asking[0].cues


def goes_on_without_comma(before: list[Mention], after: list[Mention]) -> bool:
    """Whether a word that may join two questions goes on with the one before it: it includes something, tells more, or is part of what is asked."""
    return "contains" in before[-1].cues or describes_on(before, after) or offers_length([*before, after[0]]) or _weighs_data(after)


def _weighs_data(after: list[Mention]) -> bool:
    """Whether a word that may join says that there are more kinds of data ("X tem mais tipos de dados que Y?")."""
    return "more_than" in after[0].cues and have_cue(after[1:2], {"kind_of_data"})
