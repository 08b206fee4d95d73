"""What is told around a question or claim that is whole by itself, and whether it bears on it."""

from __future__ import annotations

from bot.understanding.linking.lexicon import CONCEPT, DATA, EVERYDAY, NUMBER, OUTSIDE, PRODUCT, SMALL, SOFTWARE
from bot.understanding.linking.mentions import Mention, has_cue, have_cue, have_kind
from bot.understanding.syntax.openings import ASKING, PEOPLE, POSSESSING
from bot.understanding.syntax.question import YEARS
from bot.understanding.syntax.scope import REPORTING, Mentions, is_place, is_unknown
from bot.understanding.syntax.sentence import Sentence
from bot.understanding.syntax.situations import is_of_people

_LONGEST_LIMIT = 4  # The number of words of "on the free plan" at most.
_LEAST_TOLD = 3  # What is told after a question, where it has fewer words, names nothing at all.
_REACH = 8  # So many words before a question stands what denies the verb that it hangs on.
_REACH_OF_WISH = 4  # So many words before a question opens a condition of telling it ("if I could tell him whether ...").

_NAMING = frozenset({PRODUCT, DATA, CONCEPT, OUTSIDE, SOFTWARE})
_TURNING = frozenset({"except", "besides", "outside", "leave_aside", "correction", "including"})
_OTHERWISE = frozenset({"why", "how_long", "how_many", "how_much", "how_often", "how_to", "kind_of_data"})
_LEADING = frozenset({"of", "because", "at", "from"})
_TYING = frozenset({"with", "using", "without", "condition"})
_OPENING = (ASKING | _TYING) - {"yes_no", "define"}
_ADDING = _TYING | _TURNING | {"at", "or", "not", "never", "only", "of", "more_than", "at_least", "at_most"}
_BEARING = (ASKING - {"how", "what", "when", "how_often", "yes_no"}) | _TURNING | {
    "location_noun", "data_center", "account", "product", "data", "list", "those", "rest", "own_place",
}  # fmt: skip


def is_article(mention: Mention) -> bool:
    """Whether a mention is a small word or number, or a preposition that is an article as well (of one letter)."""
    return not {SMALL, NUMBER}.isdisjoint(mention.kinds) or (mention.cues == ("toward",) and len(mention.text) == 1)


def names_something(mention: Mention) -> bool:
    """Whether a mention names what could be asked about, or lies outside the articles."""
    return not _NAMING.isdisjoint(mention.kinds) or is_place(mention)


def is_explained(part: Mentions) -> bool:
    """Whether every word of a part is explained, and none names what lies outside the articles alone."""
    return all(mention.cues or not (is_unknown(mention) or {OUTSIDE, SOFTWARE} & set(mention.kinds)) for mention in part)


def is_told_before(story: Mentions, part: Mentions, sentence: Sentence, *, judged: bool) -> bool:
    """Whether what stands before a question or claim, `judged` by its place or not, bears on nothing."""
    if not story:
        return True
    own = any(PRODUCT in mention.kinds and not mention.cues for mention in part)
    if any(SOFTWARE in mention.kinds or (PRODUCT in mention.kinds and not own) for mention in story if not mention.cues):
        return False
    if _asks(story) or limits(story) or any(has_cue(mention, _TURNING | _OTHERWISE) and "because" not in mention.cues for mention in story):
        return False
    supposed = have_cue(story[:-_REACH_OF_WISH], {"condition"})
    if supposed or _is_denied(story, sentence) or (judged and _is_bound(story)):
        return False
    return not any(DATA in mention.kinds and not mention.cues and _is_topic(story, at, sentence) for at, mention in enumerate(story))


def limits(story: Mentions) -> bool:
    """Whether a few words alone say for what, or for which year, a question is asked ("on the free plan, ...", "by 2030, ...")."""
    if len(story) > _LONGEST_LIMIT or have_cue(story, PEOPLE | REPORTING | {"aux"}):
        return False
    years = any(mention.text.isdecimal() and int(mention.text) in YEARS for mention in story)
    return years or ("at" in story[0].cues and have_kind(story, OUTSIDE))


def _asks(story: Mentions) -> bool:
    """Whether what stands before a question begins like one itself ("who told you where ...?", "can the admin see where ...?")."""
    first, second = story[0], story[min(1, len(story) - 1)]
    if "aux" in first.cues:
        return not (has_cue(first, POSSESSING) or "assistant" in second.cues)
    return has_cue(first, _OPENING) or ("define" in first.cues and first.end - first.start > 1)


def _is_topic(story: Mentions, at: int, sentence: Sentence) -> bool:
    """Whether data that are named in a story may be what the question is about.

    They are where they open a part of it ("tickets: he asks where ..."), also after a preposition, or follow a verb of asking ("asks about
    tickets and ..."); who asks is no topic ("the lead says ...").
    """
    before = at - 1
    while before >= 0 and story[before].kinds == (SMALL,):
        before -= 1
    if before >= 0 and has_cue(story[before], REPORTING):
        return True
    if at + 1 < len(story) and (has_cue(story[at + 1], REPORTING) or is_unknown(story[at + 1])):
        return False
    if before >= 0 and has_cue(story[before], _LEADING):
        before -= 1
    return before < 0 or before + 1 in {abs(place) for place in sentence.breaks}


def _is_bound(story: Mentions) -> bool:
    """Whether those who ask are said to use or have something of which the articles speak ("we use a custom app and ask whether ...")."""
    held = [at for at, mention in enumerate(story) if set(mention.kinds) == {CONCEPT}]
    leading = [next((other for other in reversed(story[max(0, at - _LEAST_TOLD) : at]) if NUMBER not in other.kinds), None) for at in held]
    return any(before is not None and _has(before) for before in leading)


def _has(mention: Mention) -> bool:
    """Whether a mention says that somebody uses or has what comes after it; with who does that it is one small mention ("the client uses")."""
    return has_cue(mention, {"using", "with"}) or (mention.kinds == (SMALL,) and mention.end - mention.start > 1)


def _is_denied(story: Mentions, sentence: Sentence) -> bool:
    """Whether the verb that a question hangs on is denied ("he did not ask where X is"), and not only what is done without knowing."""
    part = max((abs(at) for at in sentence.breaks if abs(at) <= len(story)), default=0)
    last = story[max(part, len(story) - _REACH) :]
    denied = have_cue(last, {"not", "never"})
    return denied and not have_cue(last, {"without", "before", "condition"})


def is_told_after(story: Mentions) -> bool:
    """Whether what stands after a question and a comma bears on nothing."""
    if not story:
        return True
    first = story[0]
    bearing = [mention for mention in story if has_cue(mention, _BEARING) and not ("aux" in mention.cues or NUMBER in mention.kinds)]
    if bearing or (has_cue(first, _ADDING) and NUMBER not in first.kinds):
        return False
    if any({PRODUCT, SOFTWARE, DATA} & set(mention.kinds) and not (mention.cues or EVERYDAY in mention.kinds) for mention in story):
        return False
    joined = has_cue(first, {"and", "but"})
    if len(story) < _LEAST_TOLD:
        return not joined and not any(map(names_something, story))
    first = story[1] if joined else first
    if joined and not has_cue(first, PEOPLE):
        return False
    if any(is_place(mention) and not is_of_people(story, at) for at, mention in enumerate(story)):
        return False
    return is_article(first) or has_cue(first, PEOPLE | {"it"}) or EVERYDAY in first.kinds
