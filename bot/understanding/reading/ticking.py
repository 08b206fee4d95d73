"""Those of a list that are so somewhere, to be marked or told ("tick those without X: A, B, C"): which ones is asked, whatever the verb."""

from __future__ import annotations

from bot.understanding.linking.lexicon import DATA, PRODUCT
from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue, have_kind
from bot.understanding.syntax.openings import ASKING
from bot.understanding.syntax.scope import ASKING_VERBS, Mentions, is_place, silent

# Cues of what points at those of a list; some word for them is in every sentence that asks so.
POINTING = frozenset({"those", "it", "chosen", "those_not", "strikes_out", "subject", "which"})
_HEADS = frozenset({"those", "chosen", "those_not"})
_RELATIVE = frozenset({"what", "subject"})
_STRUCK = frozenset({"strikes_out", "all"})
_TELLING = frozenset({"with", "without", "lacks", "only", "host"})
_JOINING = frozenset({"what", "yes_no"})
_ELSE = (ASKING - _JOINING) | ASKING_VERBS | {"aux", "of", "from", "at_least", "at_most", "exactly", "any", "confirm"}
_MOST_BEFORE = 3
_PAIR = 2


def with_listed_asked(mentions: list[Mention]) -> list[Mention]:
    """The mentions of a sentence that names products after the places by which they are to be told apart, as one that asks which they are."""
    place = next((at for at, mention in enumerate(mentions) if is_place(mention)), 0)
    listed = [at for at, mention in enumerate(mentions) if PRODUCT in mention.kinds]
    if not place or len(listed) < _PAIR or listed[0] < place:
        return mentions
    head = next((at for at in range(min(_MOST_BEFORE, place)) if _points(mentions, at)), -1)
    if head < 0 or have_cue(mentions[:head], _ELSE) or have_cue(mentions[head + 1 : place], ASKING - _JOINING) or have_kind(mentions[:head], DATA):
        return mentions
    return [*map(silent, mentions[:head]), as_cue(mentions[head], "which", "product"), *mentions[head + 1 :]]


def _points(mentions: Mentions, at: int) -> bool:
    """Whether a mention stands for those of a list, or joins what they are to an article before it ("os que")."""
    mention = mentions[at]
    if has_cue(mention, _HEADS) or _STRUCK.issubset(mention.cues):
        return True
    if "it" in mention.cues and has_cue(mentions[at + 1], _TELLING):
        return True  # "List the ones without X: A, B, C."
    article = at > 0 and not set(mentions[at - 1].cues) - {"toward"} and not have_kind(mentions[at - 1 : at], PRODUCT)
    return article and _RELATIVE.issubset(mention.cues)
