"""Whose a place is that no data are asked about: the customer's, or of somebody that a question is asked for."""

from __future__ import annotations

from bot.understanding.linking.lexicon import EVERYDAY, NUMBER, PLACE, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, first_with_cue, has_cue, have_cue
from bot.understanding.syntax.origins import is_asked_of_owned
from bot.understanding.syntax.scope import FILLING, REPORTING, Mentions, is_filling, is_place, is_unknown

_ANOTHER = frozenset({"other", "product", "those"})
_JOINING_CITIES = frozenset({"and", "what_about"})
_LEAST_OF_PAIR = 3  # So many words stand before the second city of a customer at least.
_LEAST_OF_TWO = 5  # So many words stand before the second place at least.
_REACH_OF_CUSTOMER = 4  # So many mentions stand between a customer and the customer's place at most.

# How many mentions after somebody's place the verb stands with which they ask.
_REACH_OF_ASKER = 4

# Cues of words after a place, and before it, that make it one where data would be.
_PLACING = frozenset({"host", "available", "location_noun", "data_center", "aux", "yes_no"})
_PLACED = frozenset({"aux", "or", "only", "host"})

# Cues between a place and what is asked after it that may set the two apart.
_SETTING_APART = frozenset({"or", "not", "but", "correction"})


def is_customers(mentions: Mentions, position: int) -> bool:
    """Whether a place is the customer's own ("our client in Toronto"), or what another is near to, not one that is asked about."""
    if have_cue(mentions[max(0, position - 1) : position], {"nearest"}):
        return True
    if is_asked_of_owned(mentions, position):
        return False
    if is_of_party(mentions, position) or _is_askers(mentions, position) or _is_of_another(mentions, position):
        return True
    if _adds_city(mentions, position):
        return True
    before, after = mentions[max(0, position - 1) : position], mentions[position + 1 : position + 2]
    owner = [mention for mention in (*before, *after) if "customer" in mention.cues]
    if owner and (owner[0] in before or owner[0].end - owner[0].start == 1):
        return True
    described = after and is_unknown(after[0]) and position + 2 < len(mentions)
    if described and position and mentions[position - 1].kinds == (SMALL,) and "customer" in mentions[position + 2].cues:
        return True  # "Our German frobbing customer."
    if after and "staff" in after[0].cues and PLACE in mentions[position].kinds and any(map(is_place, mentions[: max(0, position - 1)])):
        return True  # "Can X be in Y for the Z team?"
    if have_cue(mentions[max(0, position - 2) : position], {"using", "available"}):
        return False  # "What a customer can have in Y" is there, whoever the customer is.
    for mention in reversed(mentions[max(0, position - _REACH_OF_CUSTOMER) : position]):
        if "customer" in mention.cues:
            return True
        if not {"at", "aux"} & set(mention.cues) and not is_unknown(mention):
            return False
    return False


def _adds_city(mentions: Mentions, position: int) -> bool:
    """Whether a city is joined to one that is a customer's own ("our client in Perth and Delhi")."""
    if position < _LEAST_OF_PAIR or PLACE not in mentions[position].kinds:
        return False
    other = position - 2 if has_cue(mentions[position - 1], _JOINING_CITIES) else position - 3
    joined = have_cue(mentions[other + 1 : position], _JOINING_CITIES) and PLACE in mentions[other].kinds
    return joined and is_customers(mentions, other)


def _is_of_another(mentions: Mentions, position: int) -> bool:
    """Whether a place is that of another customer, after one's own ("one client in X and another in Y")."""
    if position < _LEAST_OF_TWO or "at" not in mentions[position - 1].cues or not has_cue(mentions[position - 2], _ANOTHER):
        return False
    joined = have_cue(mentions[position - 3 : position - 2], {"and", "what_about"}) and is_place(mentions[position - 4])
    return joined and have_cue(mentions[max(0, position - 4 - _REACH_OF_CUSTOMER) : position - 4], {"customer"})


def is_of_party(mentions: Mentions, position: int) -> bool:
    """Whether a place tells where somebody is that a question is asked for: "can a Perth frobbery have X in Y?".

    It stands before a product and the place that is asked about after it; a region of the articles does only as an adjective.
    """
    before, after = mentions[max(0, position - 2) : position], mentions[position + 1 : position + 2]
    told = len(before) == 2 and "at" in before[1].cues and is_filling(before[:1])
    if any(not _PLACING.isdisjoint(other.cues) for other in after if not told) or any(not _PLACED.isdisjoint(other.cues) for other in before[-1:]):
        return False
    if PLACE not in mentions[position].kinds and not (before and NUMBER in before[-1].kinds and after and set(after[0].kinds) <= FILLING):
        return False
    named = next((at for at in range(position + 1, len(mentions)) if is_place(mentions[at]) or _is_product(mentions[at])), position)
    asked = next((at for at in range(named + 1, len(mentions)) if is_place(mentions[at])), position)
    of_one = PRODUCT in mentions[named].kinds
    if not of_one and not ("product" in mentions[named].cues and len(before) == 2 and "at" in before[1].cues and _is_of_people(before[0])):
        return False
    between = mentions[position + 1 : asked if of_one else named]
    return asked > named and all(_SETTING_APART.isdisjoint(other.cues) for other in between)


def _is_of_people(mention: Mention) -> bool:
    """Whether a word before somebody's place may be what they are or have there, and speaks of no data or hosting."""
    return has_cue(mention, {"customer"}) or (not mention.cues and (EVERYDAY in mention.kinds or set(mention.kinds) <= FILLING))


def _is_product(mention: Mention) -> bool:
    """Whether a mention is a product or a word for one."""
    return PRODUCT in mention.kinds or "product" in mention.cues


def _is_askers(mentions: Mentions, position: int) -> bool:
    """Whether a place only tells where somebody is from who asks or wants something of another ("the German counsel asks whether X is in Y")."""
    after = mentions[position + 1 :]
    verb = first_with_cue(after[:_REACH_OF_ASKER], REPORTING, -1)
    if verb < 0 or not (is_filling(mentions[:position]) and is_filling(after[:verb])):
        return False
    return any(map(is_place, after[verb + 1 :]))


def names_party(mentions: Mentions, position: int) -> bool:
    """Whether a word tells who somebody is: beside a customer ("a frob customer", "client Frobco") or the place of one ("a frobbery in Perth")."""
    before, following = mentions[max(0, position - 1) : position], mentions[position + 1 : position + 3]
    named = before if mentions[position].text.istitle() else ()
    described = following[:1] if before and not {SMALL, NUMBER}.isdisjoint(before[0].kinds) else ()
    if have_cue((*named, *described), {"customer"}):
        return True
    if (
        before
        and "aux" in before[0].cues
        and position > 1
        and "customer" in mentions[position - 2].cues
        and not is_place(following[0] if following else before[0])
    ):
        return True  # "The client is torn between X and Y."
    if before and is_place(before[0]) and is_of_party(mentions, position - 1):
        return True
    return is_in_own_city(mentions, position)


def is_in_own_city(mentions: Mentions, position: int) -> bool:
    """Whether a word tells what somebody is or has in a place of theirs ("a frobbery in Perth", "a meeting in Perth")."""
    following = mentions[position + 1 : position + 3]
    return len(following) == 2 and "at" in following[0].cues and is_place(following[1]) and is_of_party(mentions, position + 2)
