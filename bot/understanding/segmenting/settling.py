"""Questions after a claim that yes or no settles: if it can be so ("can we actually do that?"), and if it is so or not ("is it or isn't it?")."""

from __future__ import annotations

from bot.understanding.linking.lexicon import SMALL
from bot.understanding.linking.mentions import Mention, has_cue, have_cue
from bot.understanding.segmenting.claims import JUDGING
from bot.understanding.syntax.scope import DENYING, Mentions

_POSSIBLE = frozenset({"aux", "available", "yes_no"})
_OPEN = frozenset({"or_not"})
_PLAIN = _POSSIBLE | _OPEN | {"able", "suffices", "deed", "host", "holds", "using", "perfect", "at"}
_PLAIN |= {"it", "subject", "oneself", "same", "and", "what_about", "any", "yes", "there"}
SHORTEST_AFFAIR = 5  # The number of letters that a word which only people's affairs explain has at least ("fined").
_STRESSING = frozenset({"correction"})
_EARLY = 2  # The verb that asks stands among so many first mentions.


def asks_if_possible(asking: Mentions) -> bool:
    """Whether words ask if what was told can be done, and name nothing else ("can we deliver that?", "a gente consegue fazer isso?")."""
    said = [mention for at, mention in enumerate(asking) if not _is_adverb(asking, at)]
    affair = bool(said) and said[-1].kinds == (SMALL,) and len(said[-1].text) >= SHORTEST_AFFAIR and said[-1].end - said[-1].start == 1
    return have_cue(said[:_EARLY], _POSSIBLE) and not affair and not have_cue(said, DENYING) and all(map(_is_plain, said))


def asks_if_so_or_not(asking: Mentions) -> bool:
    """Whether the same is asked affirmed and denied, and nothing else named ("existe ou não existe?", "can it or can't it?")."""
    return have_cue(asking, _OPEN) and not have_cue(asking, JUDGING) and all(map(_is_plain, asking))


def _is_plain(mention: Mention) -> bool:
    return has_cue(mention, _PLAIN) or mention.kinds == (SMALL,)


def _is_adverb(asking: Mentions, at: int) -> bool:
    """Whether a word that could also put something right only stresses a verb after it ("actually do that", but not "correct that")."""
    after = asking[at + 1 : at + 2]
    return has_cue(asking[at], _STRESSING) and bool(after) and "it" not in after[0].cues
