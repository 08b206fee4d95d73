"""Words that leave something out or deny it: said of a product and a place they say that it is not there, elsewhere they make an exception."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.linking.lexicon import CONCEPT, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue, without_cues
from bot.understanding.syntax.scope import Mentions, is_place, names, silent
from bot.understanding.syntax.sentence import Sentence

_LEAVING_OUT = frozenset({"except", "lacks"})
_DENYING = frozenset({"lacks", "not"})
_BEING = frozenset({"aux", "host", "not", "of", "what_about"})
_REFUSED = ("not", "lacks", "demand", "is_out")
# What a sentence has that says of a place that it is out, and that asks more than if it is.
PLACE_OUT = frozenset({"is_out"})
_SEEKING = frozenset({"which", "what", "where", "how_many", "product", "condition", "what_if"})
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


def with_places_out(sentences: Sequence[Sentence]) -> None:
    """Read what is said to be out right after a place as lacking there ("so X is out?"), and as plainly there where that is denied.

    Where it is only told, and something else asked after it, somebody refuses the place ("X is out for us. Which can we use?").
    """
    for sentence in sentences:
        told = sentence is not sentences[-1] or have_cue(sentence.mentions, _SEEKING)
        sentence.mentions = _with_place_out(sentence.mentions, _REFUSED if told else ("lacks",))


def _with_place_out(mentions: list[Mention], cues: tuple[str, ...]) -> list[Mention]:
    """The mentions, what is said to be out right after a place, and before no other, saying what `cues` do."""
    for at, mention in enumerate(mentions):
        place = at - 1 if "is_out" in mention.cues else -1
        while place > 0 and not is_place(mentions[place]) and (mentions[place].kinds == (SMALL,) or has_cue(mentions[place], _BEING)):
            place -= 1
        if place < 0 or not is_place(mentions[place]) or any(map(is_place, mentions[at + 1 :])):
            continue
        between = mentions[place + 1 : at]
        if have_cue(between, {"not"}):
            return [*mentions[: place + 1], *map(silent, between), silent(mention), *mentions[at + 1 :]]
        return [*mentions[:at], as_cue(mention, *cues), *mentions[at + 1 :]]
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
