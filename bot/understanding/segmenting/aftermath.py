"""What people ask about a claim other than whether it is right: what follows from it, or what they have to do ("does that get us into trouble?").

A bare yes or no would be heard as the answer to that.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.linking.lexicon import EVERYDAY
from bot.understanding.linking.mentions import has_cue, have_cue
from bot.understanding.segmenting.settling import SHORTEST_AFFAIR, asks_if_possible, asks_if_so_or_not
from bot.understanding.syntax.scope import Mentions, is_content, is_place, names
from bot.understanding.syntax.sentence import Sentence

_LONGEST = 12  # The number of mentions of "what happens to us if an auditor gets to know?" at most.
_ASKING_ASSENT = frozenset({"confirm", "untrue", "vouches", "reports", "article_says", "thanks", "list", "still"})
_OF_DEEDS = frozenset({"duty", "correction", "quality", "insult"})
_OPEN = frozenset({"what", "how", "why", "who"})
_OF_HOSTING = frozenset({"location_noun", "compare", "difference", "first_one", "last_one", "define", "which", "where", "when", "injection"})


def asks_what_follows(sentences: Sequence[Sentence]) -> bool:
    """Whether the last sentence of a message names nothing and asks what follows from what the one before it tells, which may be signed."""
    if len(sentences) == 1 or not sentences[-1].asked:
        return False
    named = (sentence for sentence in reversed(sentences[:-1]) if any(names(mention) or is_place(mention) for mention in sentence.mentions))
    if next(named, sentences[-2]).asked:
        return False
    asking = sentences[-1].mentions
    return len(asking) <= _LONGEST and _follows(asking) and any(map(is_content, sentences[-2].mentions))


def _follows(asking: Mentions) -> bool:
    """Whether words that name nothing ask for more than assent: of a deed, how good or bad something is, or of people's affairs."""
    if any((is_content(mention) and mention.kinds != (EVERYDAY,)) or has_cue(mention, _OF_HOSTING) for mention in asking):
        return False
    if has_cue(asking[0], _OPEN):
        return True
    if have_cue(asking, _ASKING_ASSENT) or asks_if_possible(asking) or asks_if_so_or_not(asking):
        return False
    affair = not asking[-1].cues and len(asking[-1].text) >= SHORTEST_AFFAIR  # "Apologise", that says nothing of hosting.
    return have_cue(asking, _OF_DEEDS) or (affair and len(asking) > 1)
