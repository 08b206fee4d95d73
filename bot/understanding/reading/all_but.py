"""What is left out of all: data ("all data but X"), a number without a noun ("all but three are in X"), those asked for ("X has all but which?")."""

from __future__ import annotations

from collections.abc import Set

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CUE, DATA, NUMBER, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue, have_kind
from bot.understanding.syntax.scope import is_place, silent
from bot.understanding.syntax.sentence import Sentence

ALL_BUT = frozenset({"all", "except"})
OPENING_OUT = frozenset({"except", "is_out"})
LEFT_OUT = ALL_BUT | {"which"}
_PRODUCT = "product"
_OF_DATA = frozenset({"data", "kind_of_data", "of", "at", "from", "and", "theirs"})
_JOINING = frozenset({"and", "or"})
_TELLING = frozenset({"not", "lacks", "only", "never"})
_VERBS = frozenset({"aux", "host", "available", "confirm", "and", "at"})  # What may follow a number that has no noun.


def with_all_but(mentions: list[Mention], said: Set[str], breaks: set[int]) -> list[Mention]:
    """The mentions, among which all cues `said` are, with what they leave out of all read as such."""
    if said >= ALL_BUT and have_kind(mentions, NUMBER):
        mentions = _with_products_counted(mentions, breaks)
    return _with_data_left_out(mentions) if "but" in said else mentions


def _with_data_left_out(mentions: list[Mention]) -> list[Mention]:
    """The mentions, "but" between all data and some kinds of them leaving these out ("all X data but the recordings")."""
    for at in range(2, len(mentions) - 1):
        if "but" in mentions[at].cues and _leads_to_data(mentions, at) and _is_all_data(mentions, at):
            return [*mentions[:at], as_cue(mentions[at], "except"), *mentions[at + 1 :]]
    return mentions


def _leads_to_data(mentions: list[Mention], at: int) -> bool:
    """Whether kinds of data come right after a position, and nothing tells more of them than their place."""
    after = [mention for mention in mentions[at + 1 :] if mention.kinds != (SMALL,)]
    named = next((index for index, mention in enumerate(after) if DATA not in mention.kinds and not has_cue(mention, _JOINING)), len(after))
    return named > 0 and DATA in after[0].kinds and not have_cue(after, _TELLING)


def _is_all_data(mentions: list[Mention], at: int) -> bool:
    """Whether nothing but "all", the noun for data and products stands before a position, back to "all"."""
    every = max((index for index in range(at) if "all" in mentions[index].cues), default=-1)
    denied = every > 0 and "not" in mentions[every - 1].cues
    between = mentions[every + 1 : at]
    plain = all(mention.kinds == (SMALL,) or PRODUCT in mention.kinds or has_cue(mention, _OF_DATA) for mention in between)
    return every >= 0 and not denied and plain


def with_exception_first(mentions: list[Mention]) -> list[Mention]:
    """The mentions of a sentence that begins with what it leaves out, its word meaning no more ("apart from the recordings, X is ...")."""
    at = next((at for at, mention in enumerate(mentions[:-2]) if not {"and", "what_about"}.issuperset(mention.cues or " ")), 0)
    named = next((mention for mention in mentions[at + 1 :] if mention.kinds != (SMALL,) and mention.cues != ("toward",)), mentions[at])
    if not OPENING_OUT.issubset(mentions[at].cues) or DATA not in named.kinds:
        return mentions
    return [*mentions[:at], as_cue(mentions[at], "except"), *mentions[at + 1 :]]


def _with_products_counted(mentions: list[Mention], breaks: set[int]) -> list[Mention]:
    """The mentions, a bare number after "all but", or after a whole sentence and "except", counting products."""
    found = list(mentions)
    for at, mention in enumerate(mentions):
        if NUMBER in mention.kinds and at and "except" in mentions[at - 1].cues and _is_bare(mentions, at, breaks):
            found[at] = replace(
                mention, meanings=(*mention.meanings, f"{CUE}:{_PRODUCT}"), kinds=(*mention.kinds, CUE), cues=(*mention.cues, _PRODUCT)
            )
    return found


def with_left_out_asked(sentence: Sentence) -> None:
    """Make those that are left out of all in a sentence, where it asks for them, those of which it is not so ("X has all but which?")."""
    mentions = sentence.mentions
    asked = next((at for at in range(1, len(mentions)) if _asks_left_out(mentions, at)), 0)
    if not asked or not have_cue(mentions[:asked], {"all"}) or not any(map(is_place, mentions)):
        return
    told = [silent(mention) if "all" in mention.cues else mention for mention in (*mentions[: asked - 1], *mentions[asked + 1 :])]
    mentions[:] = [as_cue(mentions[asked], "which", _PRODUCT), as_cue(mentions[asked - 1], "not"), *told]
    sentence.breaks.clear()


def _asks_left_out(mentions: list[Mention], at: int) -> bool:
    """Whether products are asked for right after a word that leaves them out; a question word alone where the sentence ends with it."""
    asked = "which" in mentions[at].cues and (at + 1 == len(mentions) or has_cue(mentions[at], {_PRODUCT}))
    return asked and "except" in mentions[at - 1].cues and "besides" not in mentions[at - 1].cues


def counts_products(mention: Mention) -> bool:
    """Whether a mention is a number that counts products."""
    return NUMBER in mention.kinds and _PRODUCT in mention.cues


def _is_bare(mentions: list[Mention], at: int, breaks: set[int]) -> bool:
    """Whether nothing that a number could count comes right after it."""
    after = next((other for other in mentions[at + 1 :] if other.kinds != (SMALL,)), None)
    ends = after is None or at + 1 in breaks or -at - 1 in breaks
    return ends or (after is not None and not is_place(after) and has_cue(after, _VERBS) and "location_noun" not in after.cues)
