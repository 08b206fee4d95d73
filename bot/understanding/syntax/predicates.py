"""What a clause says of its subject in a word that no article uses ("is X hard?", "X is frobbed, right?"): then that is what is asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.understanding.linking.lexicon import CONCEPT, DATA, NUMBER, SMALL
from bot.understanding.linking.mentions import Mention, has_cue, have_kind
from bot.understanding.syntax.scope import is_place, is_unknown

# The mark of a question that asks how its subject is, not whether, where or how long it is.
PREDICATED = "predicated"

_CLOSING = frozenset({"confirm", "yes", "it", "aux", "not", "yes_no", "injection"})
_OF_TIME = frozenset({"from", "at", "before"})
_JOINING = frozenset({"because", "toward", "from", "subject", "at"})
_SUBJECTS = frozenset({CONCEPT, DATA})


def is_predicated(mentions: Sequence[Mention], pauses: Collection[int]) -> bool:
    """Whether the last word of a clause, before a tag, is a quality or unknown, or one of duty has its verb, or the subject, right before it.

    Commas stand before the mentions `pauses`.
    """
    last = next((at for at in range(len(mentions) - 1, 0, -1) if not _closes(mentions[at])), 0)
    if _is_predicate(mentions, last, pauses):
        return True
    duties = [at for at, mention in enumerate(mentions[:-1]) if "quality" in mention.cues and "demand" in mention.cues]
    return any(_goes_on(mentions[at + 1]) and _is_predicate(mentions, at, pauses) for at in duties)


def _is_predicate(mentions: Sequence[Mention], at: int, pauses: Collection[int]) -> bool:
    quality = "quality" in mentions[at].cues
    if any("who" in mention.cues and mention.end - mention.start > 1 for mention in mentions[:at]):
        return False  # "... of those who visit my site".
    if not at or at in pauses or not (quality or is_unknown(mentions[at])):
        return False
    if quality and mentions[at].end - mentions[at].start > 1:
        return True  # Its verb is in it.
    before = next((place for place in range(at - 1, -1, -1) if mentions[place].kinds != (SMALL,)), 0)
    if before + 1 in pauses:
        return False
    if "it" in mentions[before].cues and before and "aux" in mentions[before - 1].cues:
        return True
    if "aux" in mentions[before].cues and not has_cue(mentions[before], {"host", "holds"}):
        return before > 0
    opens = "aux" in mentions[0].cues or ("aux" in mentions[1].cues and _SUBJECTS.isdisjoint(mentions[0].kinds))
    placed = is_place(mentions[before]) and (quality or have_kind(mentions[:before], CONCEPT))
    named = mentions[: before + 1] if placed else mentions[before : before + 1]
    becomes = quality and before + 1 < at
    return (opens or becomes) and any(not (_SUBJECTS.isdisjoint(mention.kinds) and "host" not in mention.cues) for mention in named)


def _goes_on(mention: Mention) -> bool:
    """Whether a mention may begin what, or for whom, something is a duty."""
    return has_cue(mention, _JOINING) or mention.kinds == (SMALL,)


def _closes(mention: Mention) -> bool:
    """Whether a mention belongs to a tag, or is a small word or a time after what is said."""
    if mention.kinds == (SMALL,) or NUMBER in mention.kinds:
        return True
    return bool(mention.cues) and (_CLOSING.issuperset(mention.cues) or _OF_TIME.issuperset(mention.cues))
