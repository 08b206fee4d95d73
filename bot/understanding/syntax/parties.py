"""Who does what a clause asks about, where it is not the vendor: somebody else who keeps data, or people who open them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.understanding.linking.lexicon import CUE, DATA, EVERYDAY, NUMBER, PRODUCT, SMALL
from bot.understanding.linking.mentions import UNKNOWN, Mention, first_with_cue
from bot.understanding.syntax.scope import is_place, looks_like_name, names

# The mark of a question whose data somebody else than the vendor keeps or opens ("does our partner store X's tickets in Y?").
BY_OTHERS = "by_others"

# Cues of which one is in all that is marked.
DOINGS = frozenset({"holds", "host", "opens", "there", "available", "using", "deed", "demand", "likened", "speaks"})

_KEEPING = frozenset({"holds", "host"})
_HAVING = _KEEPING | {"available", "using"}
_STANCES = frozenset({"deed", "demand", "likened"})  # What somebody thinks of a product, or does about it ("approves", "accepts", "likes").
_MORE, _THINGS = frozenset({"more_than", "other", "additional", "any"}), frozenset({SMALL, NUMBER, EVERYDAY, UNKNOWN, CUE})
_POSSIBLE = frozenset({"available", "using", "aux", "customer"})
_PARTIES = frozenset({"party", "customer"})
_ASKING_ON = frozenset({"aux", "available", "lacks", "yes_no"})
_JOINING = frozenset({"of"})
_COUNTING = frozenset({"any", "whichever"})
_THAT = frozenset({"it", "what", "which"})
_OPENING = frozenset({"available", "yes_no", "condition", "what_about"})  # "Can a customer keep X in Y?", "if a customer keeps ..."
_LEAST_OF_SOMEBODY = 2  # Who has no word of people is a small word with its article ("the auditor").
_LATEST = 4  # The last mention that may be a party, and the reach of a verb.


def asks_for_thing(mentions: Sequence[Mention]) -> bool:
    """Whether it is asked if there is something that a word of no meaning here names, and that does something ("is there a setting that ...?")."""
    opening = next((at for at, mention in enumerate(mentions[:_LATEST]) if _says_there_is(mentions, at)), -1)
    at = opening + 1
    while 0 < at < len(mentions) and (mentions[at].cues or NUMBER in mentions[at].kinds) and _COUNTING.issuperset(mentions[at].cues):
        at += 1
    nouns = at
    while 0 < nouns < len(mentions) and {SMALL, UNKNOWN}.issuperset(mentions[nouns].kinds):
        nouns += 1
    return at < nouns < len(mentions) and "subject" in mentions[nouns].cues and bool(_THAT & set(mentions[nouns].cues))


def is_done_by_others(mentions: Sequence[Mention], pauses: Collection[int]) -> bool:
    """Whether somebody who is named before the verb keeps data, or data are opened; commas stand before the mentions `pauses`."""
    opening = first_with_cue(mentions, {"opens"}, 0)
    weighing = PRODUCT in mentions[opening + 1].kinds if 0 < opening < len(mentions) - 1 else False
    weighing = weighing and not any("aux" in mention.cues or "who" in mention.cues for mention in mentions[:opening])  # "They are looking at X."
    if _is_kept(mentions, pauses) or _is_weighed(mentions, pauses) or _is_spoken(mentions) or _takes_more(mentions, pauses):
        return True
    return opening > 0 and not weighing and _has_object(mentions, opening)


def _is_kept(mentions: Sequence[Mention], pauses: Collection[int]) -> bool:
    """Whether somebody keeps, or a party has or chooses, what is named after the verb, and nobody asks if they can."""
    somebody = [at for at, mention in enumerate(mentions[:_LATEST]) if _is_party(mention, at)]
    if not somebody:
        return False
    verb = next((at for at, mention in enumerate(mentions) if _KEEPING & set(mention.cues) and _POSSIBLE.isdisjoint(mention.cues)), 0)
    parties = [at for at in somebody if at < verb]
    if not (parties and _has_object(mentions, verb)):
        parties = [at for at in somebody if "party" in mentions[at].cues]
        verb = next((at for at in range(parties[-1] + 1, len(mentions)) if _has(mentions[at])), 0) if parties else 0
        if not any(PRODUCT in mention.kinds or DATA in mention.kinds for mention in mentions[verb + 1 :]):
            return False
    goes_on = min((at for at in pauses if at > verb), default=len(mentions))
    if not verb or any(_ASKING_ON & set(mention.cues) for mention in mentions[goes_on:]):
        return False  # "... keeps X in Y, can that be?"
    if any(names(mention) or (_OPENING & set(mention.cues) and "perfect" not in mention.cues) for mention in mentions[: parties[-1]]):
        return False
    return all({SMALL, UNKNOWN}.issuperset(mention.kinds) or _JOINING & set(mention.cues) for mention in mentions[parties[-1] + 1 : verb])


def _is_weighed(mentions: Sequence[Mention], pauses: Collection[int]) -> bool:
    """Whether somebody approves, accepts or likes the product named right after the verb ("does the auditor accept X in Y?")."""
    verb = next((at for at, mention in enumerate(mentions[: _LATEST + 1]) if _is_stance(mention)), 0)
    who = [mention for mention in mentions[:verb] if mention.kinds == (SMALL,) or _PARTIES & set(mention.cues)]
    known = any(mention.cues for mention in who) or (len(who) >= _LEAST_OF_SOMEBODY and not _speaks_of_hosting(mentions[verb + 1 :]))
    if not known or any(mention not in who and "aux" not in mention.cues for mention in mentions[:verb]):
        return False
    if any(_ASKING_ON & set(mention.cues) for at in pauses if at > verb for mention in mentions[at:]):
        return False
    named = next((mention for mention in mentions[verb + 1 :] if mention.kinds != (SMALL,)), mentions[verb])
    return PRODUCT in named.kinds


def _is_stance(mention: Mention) -> bool:
    """Whether a mention is such a verb, and neither a wish ("the client wants X") nor a story of what was done."""
    return bool(_STANCES & set(mention.cues)) and {"past", "suffices", "aux"}.isdisjoint(mention.cues)


def _is_spoken(mentions: Sequence[Mention]) -> bool:
    """Whether it is asked if those of a product know a language ("do X agents in Y speak Frobbish?")."""
    at = first_with_cue(mentions, {"speaks"}, 0)
    before = [mention for mention in mentions[:at] if not (mention.kinds == (SMALL,) or is_place(mention) or mention.cues == ("at",))]
    return bool(before) and not {PRODUCT, DATA}.isdisjoint(before[-1].kinds)


def _takes_more(mentions: Sequence[Mention], pauses: Collection[int]) -> bool:
    """Whether it is asked if something takes more than a place, of which no article speaks ("does hosting X in Y need an extra contract?")."""
    verb = next((at for at, mention in enumerate(mentions) if {"demand", "suffices"}.issubset(mention.cues) and "aux" not in mention.cues), 0)
    before = [mention for mention in mentions[:verb] if mention.kinds != (SMALL,)]
    after = mentions[verb + 1 :]
    if not (after and before) or any(at > verb - 1 for at in pauses) or not is_place(before[-1]):
        return False
    things = all(_MORE.issuperset(mention.cues) and _THINGS.issuperset(mention.kinds) for mention in after)
    return things and any(PRODUCT in mention.kinds for mention in before)


def _speaks_of_hosting(mentions: Sequence[Mention]) -> bool:
    return any({"host", "location_noun", "data_center"} & set(mention.cues) for mention in mentions)


def _has(mention: Mention) -> bool:
    """Whether a mention is a verb of having, choosing or keeping, not one that only helps another."""
    return bool(_HAVING & set(mention.cues)) and ("aux" not in mention.cues or "using" in mention.cues)


def _says_there_is(mentions: Sequence[Mention], at: int) -> bool:
    """Whether a mention says that something exists, in one word or as the second after a verb."""
    cues = set(mentions[at].cues)
    return cues >= {"aux", "available", "yes_no"} or ("there" in cues and at > 0 and "aux" in mentions[at - 1].cues)


def _is_party(mention: Mention, at: int) -> bool:
    """Whether a mention is a word for somebody, or a name that is an everyday word too."""
    return bool(_PARTIES & set(mention.cues)) or (
        mention.kinds == (SMALL,) and at > 0 and looks_like_name(mention.text, at) and not mention.text.isupper()
    )


def _has_object(mentions: Sequence[Mention], verb: int) -> bool:
    """Whether data or a product follow a verb before any place."""
    pointing = {"it", "those"} if "opens" in mentions[verb].cues else {"it", "those", "data"}  # "I read the data of the table."
    for mention in mentions[verb + 1 : verb + 1 + _LATEST]:
        if is_place(mention):
            return False
        if {DATA, EVERYDAY, PRODUCT} & set(mention.kinds) or pointing & set(mention.cues):
            return True
    return False
