"""Whether a place is where something comes from, or where an account is hosted, and not one that is asked about."""

from __future__ import annotations

from bot.understanding.linking.lexicon import CONCEPT, DATA, NUMBER, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, have_cue
from bot.understanding.syntax.scope import Mentions, is_content, is_place, names

# How far after a place another one stands to which something goes from it.
_REACH_OF_ANOTHER = 30

# How many mentions may stand before the place of an account with which a sentence opens, so that the work grows with a message and not faster.
_REACH_OF_OPENING = 30

_REACH_OF_APPLYING = 3  # So many words before a product stands what applies to it.

_OWNING = frozenset({"of", "all"})
_VERBS = frozenset({"aux", "host", "holds", "available", "there"})
_ACCOUNTS = frozenset({"account", "host", "data_center"})
_ASKING = frozenset({"aux", "yes_no", "where", "which", "what", "who", "how_long"})
_SAID = frozenset({"aux", "host"})


def is_origin(mentions: Mentions, position: int) -> bool:
    """Whether a place is where an account is hosted or something comes from: "of India", "India's data center", "Freshdesk in India"."""
    if is_asked_of_owned(mentions, position):
        return False
    before = _skip(mentions, position - 1, {"data_center", "host"})
    if before >= 0 and "from" in mentions[before].cues:
        return True
    owned = 0 <= before < position - 1 and bool({"customer", "account"} & set(mentions[before].cues))
    if owned and not any(map(is_place, mentions[:before])):
        return True
    if _opens_with_account(mentions, position) or _goes_on_to_another(mentions, position):
        return True
    if position and PRODUCT in mentions[position - 1].kinds:
        return not _ends_with_verb(mentions, position)  # "X Y"; in "X, Y possible?" the place is asked about.
    told = position - 1 > before > 0 and "aux" in mentions[before].cues and PRODUCT in mentions[before - 1].kinds
    if _tells_which(mentions, position) or (told and have_cue(mentions[position + 1 : position + 2], {"aux"})):
        return True  # "X is hosted in Y, are its frobs in Z?"
    if before < 0 or not {"at", "toward"} & set(mentions[before].cues) or "aux" in mentions[before].cues:
        following = mentions[position + 1] if position + 1 < len(mentions) else None
        if following is None or PRODUCT in following.kinds:
            return following is not None
        compound = names(following) and bool({CONCEPT, DATA} & set(following.kinds))  # "The US logs."
        return compound or bool({"data_center", "host", "customer", "account"} & set(following.cues))
    if _is_of_data_center(mentions, before, position):
        return True
    owner = _skip(mentions, before - 1, {"data_center", "host", "at", "aux"})
    if owner > 0 and _leads_to_people(mentions, owner):
        return True
    if owner > 0 and PRODUCT in mentions[owner].kinds and have_cue(mentions[max(0, owner - _REACH_OF_APPLYING) : owner], {"applies"}):
        return True  # "Does the rule of frobs apply to X in Y?"
    earlier = mentions[max(0, owner - _REACH_OF_ANOTHER) : max(0, owner)]
    if owner < 0 or any(names(other) and not is_place(other) and PRODUCT not in other.kinds for other in earlier):
        return False
    return PRODUCT in mentions[owner].kinds or bool({"customer", "account"} & set(mentions[owner].cues))


def _opens_with_account(mentions: Mentions, position: int) -> bool:
    """Whether a sentence opens with where an account is, before it asks of something in another place ("if I'm hosted in X, are frobs in Y?")."""
    before = mentions[:position] if position <= _REACH_OF_OPENING else ()
    if not have_cue(before, _ACCOUNTS) or _ASKING.intersection(mentions[0].cues):
        return False
    if any(is_place(mention) or (names(mention) and _ACCOUNTS.isdisjoint(mention.cues)) for mention in before):
        return False
    later = next((at for at in range(position + 1, len(mentions)) if is_place(mentions[at])), position)
    between = mentions[position + 1 : later]
    return any(CONCEPT in mention.kinds for mention in between) and not (between and {"and", "or", "but"} & set(between[0].cues))


def _is_of_data_center(mentions: Mentions, before: int, position: int) -> bool:
    """Whether a place tells which data center is meant, another one being asked about ("the data center in X ... kept in Y?")."""
    if before <= 0 or "data_center" not in mentions[before - 1].cues:
        return False
    rest = mentions[position + 1 :]
    joined = any({"and", "or"} & set(mention.cues) for mention in rest[:1]) and any(map(is_place, rest[1:3]))
    return not joined and (any(map(is_place, rest)) or any(map(is_place, mentions[: max(0, before - 2)])))


def is_asked_of_owned(mentions: Mentions, position: int) -> bool:
    """Whether the verb between customers and a place is the question's own, said of what is theirs ("are the logs of customers kept in X?").

    The place then ends what is asked, and the verb is the first one, or its participle after the one that opens the question.
    """
    owner = _skip(mentions, position - 1, {"data_center", "host", "at", "aux"})
    if owner < 0 or "customer" not in mentions[owner].cues or not all(_adds_nothing(mention) for mention in mentions[position + 1 :]):
        return False
    between, before = mentions[owner + 1 : position], mentions[:owner]
    owned = max((at for at, mention in enumerate(before) if not {CONCEPT, DATA}.isdisjoint(mention.kinds)), default=-1)
    if (
        owned < 0
        or any(map(is_place, before))
        or any(_OWNING.isdisjoint(mention.cues) and mention.kinds != (SMALL,) for mention in before[owned + 1 :])
    ):
        return False
    opened = bool(before) and "aux" in before[0].cues
    verbs = {"host"} if opened else {"aux"}
    own = any(verbs & set(mention.cues) and "subject" not in mention.cues for mention in between)
    return own and all(_VERBS.isdisjoint(mention.cues) for mention in before[1:])


def _adds_nothing(mention: Mention) -> bool:
    """Whether a mention after what is asked neither names something nor is a verb of it."""
    return not is_content(mention) and _VERBS.isdisjoint(mention.cues)


def _ends_with_verb(mentions: Mentions, position: int) -> bool:
    """Whether a verb follows a place, and nothing that is named."""
    following = mentions[position + 1 :]
    return bool(following) and not _VERBS.isdisjoint(following[0].cues) and not any(map(is_content, following))


def _leads_to_people(mentions: Mentions, position: int) -> bool:
    """Whether a mention stands for people something holds for, who are then said to be somewhere ("does it apply to whoever is in X?")."""
    who = position if "who" in mentions[position].cues else -1
    if who > 0 and mentions[who].end - mentions[who].start > 1:
        return True  # The preposition is a part of the mention ("de quem está em ...").
    leading = set(mentions[position if who < 0 else who - 1].cues)
    return "applies" in leading or (who > 0 and bool(leading & {"toward", "of"}) and "applies" not in mentions[position].cues)


def _goes_on_to_another(mentions: Mentions, position: int) -> bool:
    """Whether something goes from a place to a later one: "logs hosted in X get copied to Y"."""
    end = min(len(mentions), position + _REACH_OF_ANOTHER)
    if (position and "toward" in mentions[position - 1].cues) or not have_cue(mentions[position + 1 : end], {"toward"}):
        return False
    return any(is_place(mentions[at]) and "toward" in mentions[_skip(mentions, at - 1, set())].cues for at in range(position + 2, end))


def _tells_which(mentions: Mentions, position: int) -> bool:
    """Whether a place tells of a product where it is hosted, before another place ("logs of X that is in Y", "of X in the Y data center")."""
    if not any(map(is_place, mentions[position + 1 :])):
        return False
    later = next(at for at in range(position + 1, len(mentions)) if is_place(mentions[at]))
    joins = {at for at in range(position + 1, later) if "and" in mentions[at].cues and _is_said_of_it(mentions[at + 1])}  # "Also stays."
    between = {cue for at in range(position + 1, later) if at not in joins for cue in mentions[at].cues if "both" not in mentions[at].cues}
    if later <= position + 1 or not between.isdisjoint({"and", "or", "but", "not", "except", "only"}):
        return False
    owner = _skip(mentions, position - 1, {"data_center", "host", "at", "aux"})
    relative = owner >= 1 and "subject" in mentions[owner].cues
    owner -= relative
    located = relative or have_cue(mentions[position + 1 : position + 2], {"data_center", *_SAID}) or mentions[owner + 1].cues == ("host",)
    kinds = {PRODUCT, CONCEPT} if mentions[owner + 1].cues == ("host",) else {PRODUCT}
    return located and owner >= 0 and not kinds.isdisjoint(mentions[owner].kinds)


def _is_said_of_it(mention: Mention) -> bool:
    """Whether a verb or a number begins what is said of what came before ("... also stays", "... also 30 days")."""
    return "host" in mention.cues or NUMBER in mention.kinds


def _skip(mentions: Mentions, position: int, cues: set[str]) -> int:
    """The first position at or before one that is neither a small word nor one of `cues`; -1 where there is none."""
    while position >= 0 and (mentions[position].kinds == (SMALL,) or (cues & set(mentions[position].cues) and "from" not in mentions[position].cues)):
        position -= 1
    return position
