"""Two people's claims of the same thing, the second one only the other's opposite ("some say X can't be in Y; I say it can. Am I right?").

The second is taken out of the message, and what judges it is turned to judge the first: where one of the two is right, the other is wrong.
"""

from __future__ import annotations

from msgspec import Struct

from bot.understanding.linking.lexicon import NUMBER, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue
from bot.understanding.segmenting.claims import CLAIMING, JUDGING
from bot.understanding.syntax.openings import HALF
from bot.understanding.syntax.scope import DENYING, Mentions, is_place, names, silent
from bot.understanding.syntax.sentence import Sentence

_DISAGREEING = frozenset({"disagrees"})
_COUNTERING = CLAIMING | _DISAGREEING
_SAYING = frozenset({
    "aux", "available", "host", "not", "yes", "without", "lacks", "it", "there", "what", "subject", "yes_no", "at", "both", "holds",
    "using", "perfect",
})  # fmt: skip
_TELLING = frozenset({"aux", "available", "not", "yes", "lacks", "holds"})
_ELSE = frozenset({PRODUCT, NUMBER})
_TURNING = frozenset({"and", "but", "because", "what_about"})
_LEAST_NAME = 4  # The number of letters of what may be the noun for somebody at least.
_LONGEST = 12  # The number of mentions of "whereas the sales person of ours says that it can't" at most.


class _Found(Struct, frozen=True):
    """A counterclaim as a stretch of all mentions of a message, before what judges it, its verb, and where the first claim names its product."""

    product: int
    start: int
    verb: int
    end: int
    judge: int


def without_counterclaim(sentences: list[Sentence]) -> list[Sentence]:
    """The sentences of a message, a claim that only turns another one taken out, and what judges that turned where the two differ."""
    places = [(number, at) for number, sentence in enumerate(sentences) for at in range(len(sentence.mentions))]
    mentions = [sentences[number].mentions[at] for number, at in places]
    if len(mentions) > HALF or (found := _find(mentions, _starts(sentences))) is None:
        return sentences
    judge = _turned(mentions, found)
    kept = [sentence.copy() for sentence in sentences]
    for position in range(found.end, found.judge + 1):
        number, at = places[position]
        asking = judge if position == found.judge else mentions[position]
        kept[number].mentions[at] = silent(asking) if names(asking) else asking  # "Is the supplier right?"
    for number, at in reversed(places[found.start : found.end]):
        del kept[number].mentions[at]
        kept[number].breaks = {_moved(place, at) for place in kept[number].breaks}
    return [sentence for sentence in kept if sentence.mentions]


def _moved(place: int, removed: int) -> int:
    """A break, the mention at `removed` before it or not taken out."""
    return place - (place > removed) + (place < -removed)


def _starts(sentences: list[Sentence]) -> set[int]:
    """Where a sentence, or a part of one, begins among all mentions."""
    found, before = set[int](), 0
    for sentence in sentences:
        found.update({before, *(before + abs(at) for at in sentence.breaks)})
        before += len(sentence.mentions)
    return found


def _find(mentions: Mentions, starts: set[int]) -> _Found | None:
    """The counterclaim of a message, if it has one."""
    judge = next((at for at in range(len(mentions) - 1, -1, -1) if has_cue(mentions[at], JUDGING)), -1)
    if judge < 0:
        return None
    end = max(at for at in starts if at <= judge)
    verb = next((at for at in range(end - 1, 0, -1) if has_cue(mentions[at], _COUNTERING)), 0)
    turns = {at for at in range(verb) if has_cue(mentions[at], _TURNING)}
    start = max((at for at in starts | turns if at <= verb), default=0)
    product = next((at for at, mention in enumerate(mentions[:start]) if PRODUCT in mention.kinds), start)
    if not any(map(is_place, mentions[product:start])) or not _only_turns(mentions[start:end], verb - start):
        return None
    return _Found(product, start, verb, end, judge)


def _only_turns(part: Mentions, verb: int) -> bool:
    """Whether a part names nothing, and says no more after its verb than that something is, or is not, so."""
    said = part[verb + 1 :]
    if len(part) > _LONGEST or any(map(names, said)) or any(is_place(mention) or not _ELSE.isdisjoint(mention.kinds) for mention in part):
        return False
    plain = all(mention.kinds == (SMALL,) or (mention.cues and _SAYING.issuperset(mention.cues)) for mention in said)
    return plain and (have_cue(said, _TELLING) or has_cue(part[verb], _DISAGREEING))


def _turned(mentions: Mentions, found: _Found) -> Mention:
    """What judges the first claim as the message judges the one that it means; who of the two is right, where it does not tell which."""
    judge = mentions[found.judge]
    judged = _side(mentions, found)
    if not judged:
        return as_cue(judge, "who_is_right")
    if judged == 1 or not _differ(mentions, found):
        return judge
    return as_cue(judge, "confirm" if "untrue" in judge.cues else "untrue")


def _side(mentions: Mentions, found: _Found) -> int:
    """Which of two claims is judged: that of oneself or of the others, or of those who are named again; 0 where nobody can tell."""
    asked = mentions[found.end : found.judge + 1]
    first, second = mentions[: found.product], mentions[found.start : found.verb + 1]
    only_one = _words(first) ^ _words(second)
    named = [bool(_words(asked) & _words(part) & only_one) for part in (first, second)]
    if named[0] != named[1]:
        return 1 + named[1]
    own = [_is_own(part) for part in (first, second)]
    if own[0] == own[1]:
        return 0
    if _is_own(asked):
        return 1 + own[1]
    return 1 + own[0] if have_cue(asked, {"theirs"}) else 0


def _is_own(part: Mentions) -> bool:
    """Whether those who ask are spoken of."""
    return have_cue(part, {"oneself"})


def _words(part: Mentions) -> set[str]:
    """The words of a part that may name people, without those of its verb of claiming."""
    texts = (mention.text.casefold() for mention in part if not has_cue(mention, _COUNTERING))
    return {word for text in texts for word in text.split() if len(word) >= _LEAST_NAME}


def _differ(mentions: Mentions, found: _Found) -> bool:
    """Whether one claim says what the other denies."""
    if has_cue(mentions[found.verb], _DISAGREEING):
        return True
    halves = mentions[: found.start], mentions[found.verb : found.end]
    first, second = (sum(has_cue(mention, DENYING) for mention in half) % 2 for half in halves)
    return first != second
