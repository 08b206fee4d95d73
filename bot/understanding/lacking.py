"""Words that leave something out or deny it: said of a product and a place they say that it is not there, elsewhere they make an exception."""

from __future__ import annotations

from bot.understanding.lexicon import CONCEPT, PRODUCT, SMALL
from bot.understanding.mentions import Mention, as_cue, without_cues
from bot.understanding.scope import Mentions, is_place, names, silent

_LEAVING_OUT = frozenset({"except", "lacks"})
_DENYING = frozenset({"lacks", "not"})
_CLOSING = frozenset({"gives_up", "lacks"})
_SUBJECTS = frozenset({"product", "which", "those", "it"})
# Cues of words between a verb and what it is said of, or what it leaves out.
_BEFORE = frozenset({"aux", "not", "at"})
_AFTER = frozenset({"at", "toward", "both", "all"})
# Cues of words between "nothing" and the product that it is said of, and how far after it that stands.
_OWNING = frozenset({"of", "at"})
_REACH_OF_NOTHING = 3
# Cues of words after a place that stands for the products in it ("the X-only ones").
_ONES = frozenset({"only", "product", "those", "subject"})


def with_verbs_of_lacking(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, a verb of leaving out read as one of lacking between a product and a place ("which exclude X?"), else as an exception.

    Where nothing comes after it that it could leave out, it is what else it may mean of the subject before it ("os logs são excluídos").
    """
    found: list[Mention] = []
    for at, mention in enumerate(mentions):
        if CONCEPT in mention.kinds and _LEAVING_OUT.issubset(mention.cues) and _is_done_to_subject(mentions, at):
            mention = without_cues(mention, _LEAVING_OUT)
        elif _LEAVING_OUT.issubset(mention.cues):
            cues = ("lacks",) if _is_said_of_product(mentions, at) else tuple(cue for cue in mention.cues if cue not in _DENYING)
            mention = as_cue(mention, *cues)
        found.append(mention)
    return tuple(found)


def with_places_left_out(mentions: list[Mention]) -> list[Mention]:
    """The mentions, a verb of leaving and the word that closes it after a place read as one of lacking, said of a product ("X leaves Y out")."""
    for at, mention in enumerate(mentions):
        if "abandons" not in mention.cues or not _follows_product(mentions, at):
            continue
        end = next((end for end in range(at + 2, len(mentions)) if not _is_listed(mentions[end])), at)
        if end > at and not _CLOSING.isdisjoint(mentions[end].cues) and is_place(mentions[end - 1]):
            return [*mentions[:at], as_cue(mention, "not", "lacks"), *mentions[at + 1 : end], silent(mentions[end]), *mentions[end + 1 :]]
    return mentions


def _follows_product(mentions: Mentions, at: int) -> bool:
    """Whether a product, or the word for one, stands before a verb."""
    subject = next((other for other in reversed(mentions[:at]) if not (other.kinds == (SMALL,) or _BEFORE & set(other.cues))), None)
    return subject is not None and (PRODUCT in subject.kinds or not _SUBJECTS.isdisjoint(subject.cues))


def _is_listed(mention: Mention) -> bool:
    """Whether a mention is a place, or stands between places in a list of them."""
    return is_place(mention) or mention.kinds == (SMALL,) or not {*_AFTER, "and", "or"}.isdisjoint(mention.cues)


def with_nothing_of_product(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, "nothing" of a product read as "never", said of that product ("nothing in X may be kept outside Y")."""
    found = set[int]()
    for at, mention in enumerate(mentions[:-2]):
        after = [other for other in mentions[at + 1 : at + 1 + _REACH_OF_NOTHING] if other.kinds != (SMALL,)]
        if "none" in mention.cues and len(after) > 1 and not _OWNING.isdisjoint(after[0].cues) and PRODUCT in after[1].kinds:
            found.add(at)
    several = sum(PRODUCT in mention.kinds for mention in mentions) > 1
    return tuple(as_cue(mention, "never") if at in found else mention for at, mention in enumerate(mentions)) if found and not several else mentions


def _is_done_to_subject(mentions: Mentions, at: int) -> bool:
    """Whether a subject of the articles is all that is named before a verb, and nothing is named after it."""
    after = mentions[at + 1 :]
    return any(map(names, mentions[:at])) and not any(names(other) or PRODUCT in other.kinds or is_place(other) for other in after)


def _is_said_of_product(mentions: Mentions, at: int) -> bool:
    """Whether a product, or the word for one, stands before a verb, and a place after it that stands for no products."""
    subject = next((other for other in reversed(mentions[:at]) if not (other.kinds == (SMALL,) or _BEFORE & set(other.cues))), None)
    after = [other for other in mentions[at + 1 :] if not (other.kinds == (SMALL,) or _AFTER & set(other.cues))]
    if subject is None or not after or not is_place(after[0]):
        return False
    ones = after[1:2]
    return (PRODUCT in subject.kinds or not _SUBJECTS.isdisjoint(subject.cues)) and all(_ONES.isdisjoint(other.cues) for other in ones)
