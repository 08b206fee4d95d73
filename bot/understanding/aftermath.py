"""What people ask about a claim other than whether it is right: what follows from it, or what they have to do ("does that get us into trouble?").

A bare yes or no would be heard as the answer to that.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.lexicon import EVERYDAY, NUMBER, SMALL
from bot.understanding.linking import Mention
from bot.understanding.openings import has_cue
from bot.understanding.scope import Mentions, is_content, is_place
from bot.understanding.sentence import Sentence
from bot.understanding.spelling import Token

_ENDS = frozenset(".!;\n")
_LONGEST = 12  # The number of mentions of "what happens to us if an auditor gets to know?" at most.
_SHORTEST = 5  # The number of letters that a word which only people's affairs explain has at least ("fined").
_ASKING_ASSENT = frozenset({"confirm", "untrue", "vouches", "reports", "article_says", "thanks", "list"})
_OF_DEEDS = frozenset({"duty", "correction", "quality", "insult"})
_WANTING = frozenset({"demand", "suffices"})
_OPEN = frozenset({"what", "how", "why", "who"})
_OF_HOSTING = frozenset({"location_noun", "compare", "difference", "first_one", "last_one", "define", "which", "where", "when", "injection"})


def asks_what_follows(sentences: Sequence[Sentence], tokens: Sequence[Token]) -> bool:
    """Whether the last sentence of a message names nothing and asks what follows from what the one before it tells."""
    if not any(token.text in _ENDS for token in tokens[:-1] if not token.is_word):
        return False
    last = sentences[-1] if sentences else None
    if last is None or not last.asked or len(last.mentions) > _LONGEST or not _follows(last.mentions):
        return False
    if len(sentences) > 1 and len(last.mentions) == 1 and any(has_cue(mention, _WANTING) for mention in sentences[-2].mentions):
        return False  # The verb of what is wanted, said again ("they want it to follow X. Follows?").
    return len(sentences) > 1 and not sentences[-2].asked and any(is_content(mention) or is_place(mention) for mention in sentences[-2].mentions)


def _follows(asking: Mentions) -> bool:
    """Whether words that name nothing ask for more than assent: of a deed, how good or bad something is, or of people's affairs."""
    if any((is_content(mention) and mention.kinds != (EVERYDAY,)) or is_place(mention) for mention in asking):
        return False
    if any(has_cue(mention, _OF_HOSTING) for mention in asking):
        return False
    if has_cue(asking[0], _OPEN):
        return True
    deeds = any(has_cue(mention, _OF_DEEDS) for mention in asking)
    if any(_asks_assent(mention) or (not deeds and _only_asks_yes_no(mention)) for mention in asking):
        return False
    return deeds or (len(asking) > 1 and _is_affair(asking[-1]))  # A verb alone asks if it is so ("they have to follow X. Follow?").


def _asks_assent(mention: Mention) -> bool:
    return has_cue(mention, _ASKING_ASSENT) or (has_cue(mention, {"yes"}) and not has_cue(mention, {"it"}))


def _only_asks_yes_no(mention: Mention) -> bool:
    """Whether a mention asks if something can be ("possible?"), and is no verb that leads to another."""
    return has_cue(mention, {"yes_no"}) and not has_cue(mention, {"aux"})


def _is_affair(mention: Mention) -> bool:
    """Whether a mention is a longer word that says nothing of hosting ("apologise")."""
    return {SMALL, EVERYDAY}.issuperset(mention.kinds) and NUMBER not in mention.kinds and not mention.cues and len(mention.text) >= _SHORTEST
