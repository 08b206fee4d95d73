"""Who is supposed to move to another product, after something was asked of one ("what if they move to X?"): that takes its place, and no more."""

from __future__ import annotations

from bot.understanding.linking.lexicon import CONCEPT, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, has_cue, have_cue
from bot.understanding.syntax.scope import is_unknown, silent

SUPPOSING = "what_if"
_PEOPLE = frozenset({"subject", "customer", "it"})
_LEADING = frozenset({"toward", "with", "at", "because", "of", "using", "host", "available"})
_AFTER = frozenset({"instead", "correction", "what_about"})
_SHORTEST = 3


def with_switched(mentions: list[Mention]) -> list[Mention]:
    """The mentions of a message, what somebody is supposed to do before the product that it ends with saying nothing."""
    if len(mentions) < _SHORTEST or not has_cue(mentions[0], {SUPPOSING}):
        return mentions
    end = next((at for at, mention in enumerate(mentions) if PRODUCT in mention.kinds), 0)
    doing = [at for at in range(1, end) if _does(mentions[at])]
    led = have_cue(mentions[1:end], {"toward"})
    plain = all(at in doing or _only_leads(mentions[at]) for at in range(1, end))
    if not (led and len(doing) <= 1 and plain and all(_only_ends(mention) for mention in mentions[end + 1 :])):
        return mentions
    return [silent(mention) if 0 < at < end else mention for at, mention in enumerate(mentions)]


def _does(mention: Mention) -> bool:
    """Whether a mention may be the verb of moving: a word that nothing explains, or a subject of an article."""
    return is_unknown(mention) or CONCEPT in mention.kinds


def _only_leads(mention: Mention) -> bool:
    return mention.has(SMALL) or (bool(mention.cues) and _LEADING.union(_PEOPLE).issuperset(mention.cues))


def _only_ends(mention: Mention) -> bool:
    return mention.has(SMALL) or has_cue(mention, _AFTER)
