"""One product put in the place of another ("if we swap X for Y, is Z possible?"): what is asked then is asked of the new one.

One that is given up gives way to one that is taken then ("if we drop X and move to Y"). Whether a region is lost or gained by it is whether the
one has a region that the other has not; that a place is lost is that the new one lacks it.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from bot.understanding.linking.lexicon import CONCEPT, DATA, EVERYDAY, NUMBER, OUTSIDE, PRODUCT, SMALL, SOFTWARE
from bot.understanding.linking.mentions import Mention, as_cue, first_with_cue, has_cue, have_cue, without_cues
from bot.understanding.syntax.lacking import with_places_left_out
from bot.understanding.syntax.scope import Mentions, is_place, is_unknown, silent

_LEADING = frozenset({"from", "of", "at", "it", "using", "with"})
_JOINING = frozenset({"with", "toward", "because", "at", "from"})
_LEAVING = frozenset({"replaces", "abandons"})
_LOSING = frozenset({"loses", "gains"})
_ABANDONING = frozenset({"replaces", "abandons", "leave_aside"})
_REPLACING = _LEAVING | _LOSING
MAY_REPLACE = _REPLACING | {"toward", "leave_aside"}
_TAKING = frozenset({"toward", "using", "host", "holds"})
_HAVING = frozenset({"using", "holds", "available"})
_BEFORE = 3  # So many words stand between the verb and the old product at most, and so many between the two.
_LONGEST_MOVE = 6  # So many words between the two where one is given up and another is taken ("and move all that we have to").
_REACH_OF_DENIAL = 5  # So many words after a region it is said that those who ask do not have it.


def with_replaced(mentions: list[Mention]) -> list[Mention]:
    """The mentions of a message, those of a product that gives way to another, and of the verb, saying nothing or only that the two are compared."""
    found = _replacement(mentions)
    if found is None:
        mentions = with_places_left_out(mentions)
        if not have_cue(mentions, _REPLACING):
            return _with_move(mentions)
        left = {at for at, mention in enumerate(mentions) if has_cue(mention, _LEAVING) and _leaves_vendor(mentions, at)}
        plain = [_plain(mentions, at) if has_cue(mention, _REPLACING) else mention for at, mention in enumerate(mentions)]
        return [as_cue(mention, "replaces") if at in left else mention for at, mention in enumerate(plain)]
    verb, old, new = found
    lost = [at for at, mention in enumerate(mentions) if has_cue(mention, _LOSING)]
    lacked = _lacked(mentions, new)
    if (lost or lacked) and not any(map(is_place, mentions)):
        return _compared(mentions, found, lost, gains=lacked or any("gains" in mentions[at].cues for at in lost))
    changed = list(mentions)
    for at in range(verb, new):
        changed[at] = silent(mentions[at])
    for at in lost:
        changed[at] = as_cue(mentions[at], "lacks") if "loses" in mentions[at].cues else as_cue(mentions[at], "available")
    return changed


def _compared(mentions: list[Mention], found: tuple[int, int, int], lost: list[int], *, gains: bool) -> list[Mention]:
    """The mentions, asking what the product that has more by it has and the other has not."""
    verb, old, new = found
    changed = list(mentions)
    for at in range(verb, new):
        changed[at] = silent(mentions[at])
    changed[verb] = as_cue(mentions[verb], "compare")
    changed[old], changed[new] = (mentions[new], mentions[old]) if gains else (mentions[old], mentions[new])
    for at in lost:
        noun = OUTSIDE in mentions[at].kinds and not has_cue(mentions[at], {"using", "loses"})
        changed[at] = as_cue(mentions[at], "location_noun") if noun else as_cue(mentions[at], "aux", "not")
    return changed


def _lacked(mentions: Mentions, new: int) -> bool:
    """Whether a region after the new product is said to be one that those who ask do not have ("a region that we don't have today")."""
    for at in range(new + 1, len(mentions)):
        if "location_noun" in mentions[at].cues:
            after = mentions[at + 1 : at + 1 + _REACH_OF_DENIAL]
            denied = first_with_cue(after, {"not"}, len(after))
            return have_cue(after[denied : denied + _BEFORE], _HAVING)
    return False


def _with_move(mentions: list[Mention]) -> list[Mention]:
    """The mentions, the word before another vendor's software that something is brought from to a product saying that one replaces the other."""
    for at, mention in enumerate(mentions[:-_BEFORE]):
        if "from" in mention.cues and "toward" not in mention.cues and _leaves_vendor(mentions, at, {"toward"}):
            return [*mentions[:at], as_cue(mention, *mention.cues, "replaces"), *mentions[at + 1 :]]
    return mentions


def _leaves_vendor(mentions: Mentions, verb: int, joined: AbstractSet[str] = frozenset()) -> bool:
    """Whether another vendor's software, by its name or as a subject, gives way to a product ("we leave Frob for X", "our old frobber for X").

    Where the two must be `joined`, one of those cues stands between them.
    """
    old = next((at for at in range(verb + 1, min(verb + 2 + _BEFORE, len(mentions))) if not _only_leads(mentions[at])), verb)
    new = next((at for at in range(old + 1, min(old + 2 + _LONGEST_MOVE, len(mentions))) if PRODUCT in mentions[at].kinds), old)
    between = mentions[old + 1 : new]
    told = new > old and not {SOFTWARE, CONCEPT}.isdisjoint(mentions[old].kinds) and (_is_move(between) or _joins(between))
    return told and (not joined or have_cue(between, joined))


def _plain(mentions: Mentions, at: int) -> Mention:
    """A verb that replaces no product by another, as what else it means; of data that people exchange it says nothing."""
    exchanged = "replaces" in mentions[at].cues and CONCEPT not in mentions[at].kinds
    if exchanged and any({DATA, EVERYDAY} & set(mention.kinds) for mention in mentions[max(0, at - _BEFORE - 1) : at]):
        return silent(mentions[at])
    noun = mentions[at].cues == ("gains",) and mentions[at].end - mentions[at].start > 1
    if noun and sum(PRODUCT in mention.kinds for mention in mentions) > 1:
        return as_cue(mentions[at], "difference")  # "What is the extra region of X over Y?"
    if "gains" in mentions[at].cues and sum(map(is_place, mentions)) > 1:
        return as_cue(mentions[at], "gains")  # "What do we gain if we go from X to Y?"
    return without_cues(mentions[at], _REPLACING)


def _replacement(mentions: Mentions) -> tuple[int, int, int] | None:
    """Where the verb stands, the product that gives way, and the one that comes in its place."""
    products = [at for at, mention in enumerate(mentions) if PRODUCT in mention.kinds]
    for old, new in zip(products, products[1:], strict=False):
        between = mentions[old + 1 : new]
        verb = next((at for at in range(old - 1, max(-1, old - 2 - _BEFORE), -1) if not _only_leads(mentions[at])), -1)
        if verb >= 0 and has_cue(mentions[verb], _ABANDONING) and _is_move(between) and not _is_of_data(mentions[:verb]):
            return verb, old, new
        if not (between and _joins(between)):
            continue
        if verb >= 0 and "replaces" in mentions[verb].cues:
            return verb, old, new
        leaves = "from" in mentions[old - 1].cues and old > 1 and have_cue(between, {"toward"})
        if leaves and _moves(mentions[old - 2]) and _asks_of_places(mentions):
            return old - 2, old, new
    return None


def _is_move(between: Mentions) -> bool:
    """Whether what stands between two products says that the second one is taken ("and move everything to", "and use")."""
    if not 1 < len(between) <= _LONGEST_MOVE or "and" not in between[0].cues:
        return False
    if any(is_place(mention) or DATA in mention.kinds or has_cue(mention, {"not", "where", "which"}) for mention in between):
        return False
    last = next((mention for mention in reversed(between[1:]) if not _only_counts(mention)), between[0])
    verb = any(not mention.has(SMALL) for mention in between[1:-1])
    return has_cue(last, _TAKING) or (verb and has_cue(last, {"at", "with"}))


def _joins(between: Mentions) -> bool:
    """Whether no more than a few words that join lie between two things."""
    return len(between) <= _BEFORE and all(_only_joins(mention) for mention in between)


def _only_counts(mention: Mention) -> bool:
    """Whether a mention only leads to what is taken, or says how much that is ("just the two")."""
    return mention.kinds == (SMALL,) or NUMBER in mention.kinds or "only" in mention.cues


def _is_of_data(before: Mentions) -> bool:
    """Whether data, and nobody, are what a verb is said of ("can data leave X and go to Y?")."""
    return bool(before) and (DATA in before[-1].kinds or "data" in before[-1].cues)


def _only_joins(mention: Mention) -> bool:
    return mention.has(SMALL) or (bool(mention.cues) and _JOINING.issuperset(mention.cues))


def _only_leads(mention: Mention) -> bool:
    return mention.has(SMALL) or NUMBER in mention.kinds or (bool(mention.cues) and _LEADING.issuperset(mention.cues))


def _moves(mention: Mention) -> bool:
    return DATA not in mention.kinds and (is_unknown(mention) or not {CONCEPT, OUTSIDE, SMALL}.isdisjoint(mention.kinds))


def _asks_of_places(mentions: Mentions) -> bool:
    return any(is_place(mention) or has_cue(mention, {"location_noun", "where", "loses"}) for mention in mentions)
