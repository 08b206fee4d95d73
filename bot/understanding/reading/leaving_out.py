"""Products and kinds of data that a clause names only to leave them out, or only to add them to a whole."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT, DATA, NUMBER, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, first_with_cue, has_cue, have_cue
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.question import NEAR, Term
from bot.understanding.syntax.scope import Mentions, is_place, silent

# Cues of words that may stand between "not" and what it rejects, and of those that may end a clause after it.
_BETWEEN = frozenset({"at", "using", "toward", "it"})
_CLOSING = frozenset({"confirm", "yes", "and", "aux"})

_REJECTING = frozenset({"not", "except", "leave_aside"})

# Cues of nouns that fewer of may be said to be.
_COUNTED = frozenset({"product", "location_noun", "available"})

# Cues of a question for products, of what joins another condition, of a "not" without a verb to be, and of what may follow what is rejected.
_CHOOSING = frozenset({"which", "product", "not"})
_SEEKING = frozenset({"what", "define"})
_LISTING = frozenset({"and", "or"})
_JOINING = frozenset({"and", "but", "subject", "product"})
_WITHOUT_VERB = frozenset({"confirm", "none", "without"})
_GOING_ON = frozenset({"not", "and", "but", "holds", "aux", "host", "available", "or"})

# What a sentence has in which a verb and its particle may stand apart, and how far they do at most.
_OUT_OF = frozenset({"from", "outside"})
_LEFT_OUT = ("not", "lacks", "gives_up")
_SWEEPING = frozenset({"any", "none"})
_REACH_OF_PARTICLE = 6
_REACH_OF_PLACE = 3

# How far before what it rejects "not" may stand, with small words between.
_REACH_OF_NOT = 6


def without_verb_of_leaving(mentions: list[Mention]) -> list[Mention]:
    """The mentions of a sentence, a verb saying nothing whose particle says that what stands between is left out ("leaves any of them out").

    So does "leave X out of Y".
    """
    for at, mention in enumerate(mentions):
        parted = mentions[max(0, at - _REACH_OF_PARTICLE) : at] if _parts_off(mentions, at) else []
        thing = next((place for place, other in enumerate(parted) if has_cue(other, _SWEEPING) or PRODUCT in other.kinds), 0)
        verb = at - len(parted) + thing - 1
        while thing and verb > 0 and mentions[verb].kinds == (SMALL,):
            verb -= 1
        if thing and CONCEPT in mentions[verb].kinds:
            named = PRODUCT in parted[thing].kinds and "gives_up" in mention.cues
            particle = as_cue(mention, *_LEFT_OUT) if named else as_cue(mention, *mention.cues)
            return [*mentions[:verb], silent(mentions[verb]), *mentions[verb + 1 : at], particle, *mentions[at + 1 :]]
    return mentions


def _parts_off(mentions: list[Mention], at: int) -> bool:
    """Whether a mention may say that what stands before it is left out, altogether or of a place after it."""
    return "gives_up" in mentions[at].cues or (has_cue(mentions[at], _OUT_OF) and any(map(is_place, mentions[at + 1 : at + _REACH_OF_PLACE])))


# Where all of some cues are said, what takes the words of leaving something out as they are meant.
LEAVING_REWORDED = ((frozenset({"gives_up"}), without_verb_of_leaving), (frozenset({"why"}), without_verb_of_leaving))


def with_rejected(terms: list[Term], clause: Clause) -> tuple[list[Term], set[str]]:
    """The terms, those with a bare "not" before them negated where another of their kind is named ("chats, not tickets"); and their keys."""
    mentions = clause.mentions
    if _REJECTING.isdisjoint(clause.said):
        return terms, set()
    named = [term.position for term in terms if {PRODUCT, DATA} & set(term.kinds)]
    rejected = {at for at in named if at and _is_rejected(mentions, at) and not _leads_pair(mentions, at, named)}
    rejected |= {at for at in named if _is_denied_after(mentions, at)}
    rejected |= {at for at in named if at - 2 in rejected and "or" in mentions[at - 1].cues}
    aside = _set_aside(clause, named) | _set_off(clause, named) | _others_than(clause, named)
    found: list[Term] = []
    keys: set[str] = set()
    for term in terms:
        kinds = {PRODUCT, DATA} & set(term.kinds) if term.position in rejected or term.position in aside else set()
        joined = have_cue(mentions[max(0, term.position - NEAR) : term.position], {"but"})
        added = kinds == {DATA} and (joined or any(0 < term.position - pause <= NEAR for pause in clause.pauses))
        others = kinds and (added or any(kinds & set(other.kinds) for other in terms if other.position not in rejected))
        if kinds and (others or term.position in aside):
            keys.update(key for kind, key in zip(term.kinds, term.keys, strict=True) if kind in (PRODUCT, DATA))
            term = replace(term, negated=True)
        found.append(term)
    return found, keys


def without_added(terms: Sequence[Term], clause: Clause) -> tuple[Term, ...]:
    """The terms, without data that are only added to a whole product ("all of X, including recordings", "chats included"), and the word for that."""
    if "including" not in clause.said:
        return tuple(terms)
    added = [at for at, mention in enumerate(clause.mentions) if "including" in mention.cues]
    data = [term.position for term in terms if DATA in term.kinds]
    products = [term.position for term in terms if PRODUCT in term.kinds]
    judged = "yes_no" in clause.cues or ("aux" in clause.mentions[0].cues and "all" not in clause.cues)
    whole = products or ("location_noun" in clause.cues and min(added) < min(data, default=0))  # "X: the full hosting table, including recordings".
    sought = added[0] > 0 and has_cue(clause.mentions[added[0] - 1], _SEEKING)  # "What is included in X data?"
    if not (data and whole) or judged or sought:
        return tuple(terms)
    first = min(added) if min(added) < max(data) else max(products)
    return tuple(terms) if min(data) < first else tuple(term for term in terms if DATA not in term.kinds and term.position not in added)


def cues_of_exception(cues: set[str], clause: Clause, position: int) -> set[str]:
    """The cues of a mention, without that of an exception where it leaves out nothing that comes after it.

    A word may also say "fewer": what is counted stands right after it ("menos produtos"); or what it leaves out stands before it, set off by
    commas ("which products, X aside, ...").
    """
    counted = [other for other in clause.mentions[position + 1 : position + 2] if NUMBER not in other.kinds]
    if cues >= {"fewer_than", "except"} and have_cue(counted, _COUNTED):
        return cues - {"except"}
    return cues - {"leave_aside"} if "leave_aside" in cues and _is_set_off(clause, position - 1) else cues


def _is_set_off(clause: Clause, at: int) -> bool:
    """Whether what is named at the end of a list is set off by commas with a word after it that leaves it out ("which products, X aside, ...")."""
    first = at
    while first > 1 and not _LISTING.isdisjoint(clause.mentions[first - 1].cues) and _is_named(clause.mentions[first - 2]):
        first -= 2
    if first < 1 or first not in clause.pauses or at + 2 not in clause.pauses or not _is_named(clause.mentions[at]):
        return False
    return not {"leave_aside", "except"}.isdisjoint(clause.mentions[at + 1].cues)


def _set_off(clause: Clause, named: Sequence[int]) -> set[int]:
    """Where what is named stands that is set off by commas and left out."""
    found: set[int] = set()
    if clause.said.isdisjoint({"leave_aside", "except"}):
        return found
    for at in reversed(named):
        if _is_set_off(clause, at) or (at + 2 in found and not _LISTING.isdisjoint(clause.mentions[at + 1].cues)):
            found.add(at)
    return found


def _is_named(mention: Mention) -> bool:
    return not {PRODUCT, DATA}.isdisjoint(mention.kinds)


def begins_after_exception(terms: Sequence[Term], position: int, clause: Clause) -> bool:
    """Whether a product after a comma is what is asked about, and only data before it are left out ("recordings aside, all of X")."""
    before = [term for term in terms if term.negated]
    if not before or any(DATA not in term.kinds or PRODUCT in term.kinds for term in before):
        return False
    return any(before[-1].position < pause <= position for pause in clause.pauses)


def _is_rejected(mentions: Mentions, position: int) -> bool:
    before, first = position - 1, position - _REACH_OF_NOT
    while before > max(0, first) and (SMALL in mentions[before].kinds or not _BETWEEN.isdisjoint(mentions[before].cues)):
        before -= 1
    cues = set(mentions[before].cues)
    return "not" in cues and not cues & {"aux", "confirm", "none"} and not _goes_on_denying(mentions, before)


def _goes_on_denying(mentions: Mentions, position: int) -> bool:
    """Whether a "not" says the same of another product as a denial before it ("X is not in Z, and neither is Y", "nem Y")."""
    again = not {"never", "without"}.isdisjoint(mentions[position].cues)
    place = next((at for at in range(position) if is_place(mentions[at])), 0)
    return again and place > 0 and have_cue(mentions[:place], {"not"})


def _others_than(clause: Clause, named: Sequence[int]) -> set[int]:
    """Where the products stand that those asked for are not ("which hold X and are not Y?", "which products that are neither Y nor Z ...?")."""
    if not _CHOOSING <= clause.said:
        return set()
    found: set[int] = set()
    for at in named:
        before = at - 1 - (at > 1 and not clause.mentions[at - 1].cues and SMALL in clause.mentions[at - 1].kinds)
        if _is_another(clause, at) or (before - 1 in found and not {"or", "not"}.isdisjoint(clause.mentions[before].cues)):
            found.add(at)
    return found


def _is_another(clause: Clause, position: int) -> bool:
    """Whether products are asked for that are not the one at a position."""
    mentions = clause.mentions
    at = position - 1
    while at > 0 and not mentions[at].cues and SMALL in mentions[at].kinds:
        at -= 1
    at -= at > 0 and "not" in mentions[at].cues and "not" in mentions[at - 1].cues  # "Não são nem o X nem o Y."
    if PRODUCT not in mentions[position].kinds or at < 1 or "not" not in mentions[at].cues or not _WITHOUT_VERB.isdisjoint(mentions[at].cues):
        return False
    at -= "aux" in mentions[at - 1].cues and "which" not in mentions[at - 1].cues
    ended = position + 1 == len(mentions) or position + 1 in clause.pauses or have_cue(mentions[position + 1 : position + 2], _GOING_ON)
    return ended and not _JOINING.isdisjoint(mentions[at - 1].cues)


def _leads_pair(mentions: Mentions, position: int, named: Sequence[int]) -> bool:
    """Whether what is named at `position` and what is joined to it are all, so that neither is left out ("cannot choose between X and Y")."""
    return list(named) == [position, position + 2] and not {"and", "or"}.isdisjoint(mentions[position + 1].cues)


def _set_aside(clause: Clause, named: Sequence[int]) -> set[int]:
    """Which of what is named is left out by a word after it ("X aside", "X and Y excluded"); not what a comma parts from it ("X, chats aside")."""
    mentions = clause.mentions
    if not named or named[-1] + 2 != len(mentions) or {"leave_aside", "except"}.isdisjoint(mentions[-1].cues):
        return set()
    aside, listed = {named[-1]}, False
    for at in reversed(named[:-1]):
        joins = at + 2 in aside and not {"and", "or"}.isdisjoint(mentions[at + 1].cues)
        listed |= joins
        goes_on = (listed or at in clause.pauses) and mentions[at].kinds == mentions[at + 1].kinds and at - 1 not in named
        parted = at + 1 in clause.pauses and not goes_on
        aside |= {at} if joins or (at + 1 in aside and not parted) else set()
    return aside


def _is_denied_after(mentions: Mentions, position: int) -> bool:
    """Whether data named after a place are denied at the end of a clause ("X is in Y, only the recordings aren't")."""
    closing = mentions[position + 1 :]
    denied = first_with_cue(closing, {"not"}, len(closing))
    if DATA not in mentions[position].kinds or denied > 1 or denied == len(closing) or not any(map(is_place, mentions[:position])):
        return False
    return all(SMALL in other.kinds or not _CLOSING.isdisjoint(other.cues) for at, other in enumerate(closing) if at != denied)
