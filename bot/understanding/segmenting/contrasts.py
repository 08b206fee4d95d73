"""Two products of which one sentence says different things: "X is in Y but Z isn't"."""

from __future__ import annotations

from bot.understanding.linking.lexicon import DATA, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue, have_kind
from bot.understanding.syntax.openings import ASKING
from bot.understanding.syntax.scope import is_place

_PLAIN = ASKING - {"yes_no", "what", "how"}
_COMPARING = frozenset({"same", "difference", "compare", "both"})
_OWNERS = frozenset({"customer", "account"})
CONCEDING = frozenset({"because", "but"})
_DENYING = frozenset({"not", "lacks", "without"})
_AROUND_PLACE = _DENYING | {
    "at", "of", "toward", "it", "those", "theirs", "there", "aux", "host", "holds", "available", "list", "location_noun", "what", "subject", "any",
}  # fmt: skip
_ARTICLES = 2  # So many small words stand between them at most.
_POINTING = frozenset({"those", "it"})
_NEXT = 2  # What is set against something is named among so many mentions, also after "those of".


def contrasts_with(before: list[Mention], after: list[Mention], *, asked: bool) -> bool:
    """Whether of two products one is said not to be there ("X is in Y but Z isn't"), or each is `asked` of its own place ("X in Y and Z in W?")."""
    pointing = _NEXT if have_cue(after[:1], _POINTING) and have_cue(after[1:_NEXT], {"of"}) else 0  # "Those of Z cannot."
    named = next((mention.kinds for mention in after[pointing : pointing + _NEXT] if {PRODUCT, DATA} & set(mention.kinds)), ())
    if not named or not have_kind(before, PRODUCT):
        return False
    if not any(map(is_place, before)) or have_cue(after, _PLAIN | _COMPARING) or have_cue(before, _PLAIN) or _compares(before):
        return False
    denied = [have_cue(half, {"not"}) for half in (before, after[1:])]
    alike = PRODUCT in named or have_kind(before, DATA)
    return denied[0] != denied[1] or (asked and alike and any(map(is_place, after)) and is_place(before[-1]))


def _compares(mentions: list[Mention]) -> bool:
    """Whether things are compared; that one customer, or account, is the same throughout compares nothing ("can the same client have ...?")."""
    words = [at for at, mention in enumerate(mentions) if has_cue(mention, _COMPARING)]
    return any("same" not in mentions[at].cues or not have_cue(mentions[at + 1 : at + 2], _OWNERS) for at in words)


def with_concession(mentions: list[Mention]) -> list[Mention]:
    """The mentions, a word that concedes that something is not in a place saying "but", after a place ("X in Y although not in Z")."""
    at = next((at for at, mention in enumerate(mentions) if CONCEDING.issubset(mention.cues)), 0)
    after = mentions[at + 1 :]
    if not at or not any(map(is_place, mentions[:at])) or not (any(map(is_place, after)) and have_cue(after, _DENYING)):
        return mentions
    others = [mention for mention in after if not (is_place(mention) or has_cue(mention, _AROUND_PLACE))]
    if len(others) > _ARTICLES or any(mention.kinds != (SMALL,) for mention in others) or have_cue(after, {"oneself", "customer"}):
        return mentions
    return [*mentions[:at], as_cue(mentions[at], "but"), *after]
