"""Products that are left out of all: a number of them without a noun ("all but three are in X"), or those asked for ("X has all but which?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.understanding.lexicon import CUE, NUMBER, SMALL
from bot.understanding.mentions import Mention, as_cue, has_cue, have_cue
from bot.understanding.scope import is_place, silent
from bot.understanding.sentence import Sentence

ALL_BUT = frozenset({"all", "except"})
LEFT_OUT = ALL_BUT | {"which"}
_PRODUCT = "product"
_VERBS = frozenset({"aux", "host", "available", "confirm", "and", "at"})  # What may follow a number that has no noun.


def with_products_counted(mentions: list[Mention], breaks: set[int]) -> list[Mention]:
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
