"""The question within a sentence that tells a story ("our new officer won't sign without knowing where X is hosted, the board meets at noon").

A question that hangs on a verb of the story, or what somebody of it wants, and that is whole by itself is all that is asked. What stands before
it, and after a comma, bears on nothing where it names no product, no data or place that what is asked could be limited to, and no condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.understanding.linking.lexicon import CONCEPT, DATA, NUMBER, OUTSIDE, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue
from bot.understanding.linking.units import offers_length
from bot.understanding.segmenting.told_around import is_article, is_explained, is_told_after, is_told_before, names_something
from bot.understanding.syntax.openings import ASKING, HALF, PEOPLE
from bot.understanding.syntax.scope import REPORTING, Mentions, is_place, is_unknown
from bot.understanding.syntax.sentence import Sentence
from bot.understanding.syntax.situations import POINTING

_LEAST = 2  # The number of words that a question has at least.
_LONGEST = 2 * HALF  # A sentence of more mentions is left as it is, so that the work grows with a message and not faster.
_REACH = 8  # So many words before a question stands the verb that it hangs on, and so many before that what denies it.
_REACH_OF_WISH = 5  # So many words after a wish stands what is wanted.

_OPEN = frozenset({"where", "which", "how_long", "how_many", "what"})
_STRONG = frozenset({"where", "how_long"})
_SENSE = frozenset({"define", "contains", "definitions"})
_COVERING = frozenset({"applies", "contains", "holds"})
_WISHES = frozenset({"demand", "suffices"})
_VERBS = REPORTING | _WISHES | {"without"}
_VERBAL = _WISHES | {"aux", "available"}
_MAY_OPEN = _OPEN | _WISHES | {"define", "yes_no", "condition", "what_about", "reports", "list"}
_WANTED = frozenset({"where", "list", "location_noun", "every_region", "define", "definitions", "how_long"})
_SPOKEN_OF = frozenset({"data", "host", "location_noun", "product"})
_OF_PURPOSE = frozenset({"toward", "before"})
_LISTED = frozenset({"product", "all"})
_TOLD = PEOPLE | {"it", "at", "toward", "assistant", "compare", "article_says", "laugh"}
_NOTING = frozenset({"recorded", "holds", "deed"})
_POINTING = POINTING | {"first_one", "last_one"}
_LEADING = frozenset({"of", "because", "at", "from"})
_NAMED = frozenset({PRODUCT, DATA, CONCEPT})


def without_story(sentence: Sentence) -> None:
    """Cut a sentence to the question within it, where one is whole by itself and the rest bears on nothing."""
    mentions = sentence.mentions
    if not _LEAST < len(mentions) <= _LONGEST:
        return
    for begin in _openings(sentence):
        for end in _ends(sentence, begin):
            part, before, after = mentions[begin:end], mentions[:begin], mentions[end:]
            if not (before or after) or not _is_whole(part):
                continue
            if is_told_before(before, part, sentence, judged=_is_judged(part)) and (is_told_after(after) or _is_purpose(after, part)):
                _cut(sentence, begin, end)
                return


def _cut(sentence: Sentence, begin: int, end: int) -> None:
    first = sentence.mentions[begin]
    sentence.mentions = sentence.mentions[begin:end]
    if _is_whether(first) or _is_long_whether(first):
        sentence.asked = True
        if not has_cue(first, REPORTING):
            sentence.mentions[0] = as_cue(first, "yes_no")
    sentence.breaks = {(at - begin if at > 0 else at + begin) for at in sentence.breaks if begin < abs(at) < end}
    sentence.aside = {mention.start for mention in sentence.mentions if mention.start in sentence.aside}


def _openings(sentence: Sentence) -> Iterator[int]:
    """Where a question within the sentence may begin: at its question word, or at the wish for what is demanded."""
    mentions = sentence.mentions
    for at in range(len(mentions) - _LEAST + 1):
        mention = mentions[at]
        if not mention.cues or _MAY_OPEN.isdisjoint(mention.cues):
            continue
        if has_cue(mention, _WISHES | {"list", "reports"}) and (wanted := _wanted(mentions, at)) >= 0:
            yield wanted
        elif at and _is_long_report(mentions, at):
            yield at
        elif at:
            led = "at" in mentions[at - 1].cues and "aux" not in mentions[at - 1].cues
            asks = _is_open(mention) or (led and "what" in mention.cues and names_something(mentions[at + 1]))
            if not (asks or _is_whether(mention) or _is_long_whether(mention)):
                continue
            begin = at - 1 if led else at
            if begin and _hangs(mentions, begin, mention, max((abs(place) for place in sentence.breaks if abs(place) <= begin), default=0)):
                yield begin


def _wanted(mentions: Sequence[Mention], wish: int) -> int:
    """Where a wish begins for a list, a place, a sense or a length of time, and not that something be so; a list of products begins with its word.

    It is -1 where nothing such is wanted.
    """
    if not has_cue(mentions[wish], _WISHES):
        asked = "reports" in mentions[wish].cues or all(mention.kinds == (SMALL,) for mention in mentions[:wish])
        return wish if asked and _lists(mentions, wish) else -1
    wanted = _WANTED
    for at in range(wish + 1, min(wish + 1 + _REACH_OF_WISH, len(mentions))):
        other = mentions[at]
        if "list" in other.cues and _lists(mentions, at):
            return at
        if has_cue(other, wanted):
            return wish
        leads = other.cues == ("toward",) or (wanted is not _WANTED and has_cue(other, PEOPLE | {"it"}))
        wanted = wanted - _STRONG if leads and len(other.text) == _LEAST else wanted
        if not (leads or other.kinds == (CONCEPT,) or is_article(other) or (other.cues and _LEADING.issuperset(other.cues))):
            break
    return -1


def _lists(mentions: Sequence[Mention], at: int) -> bool:
    """Whether the products that a list is asked of come right after its word."""
    following = mentions[at + 1 : at + _REACH_OF_WISH]
    listed = next((other for other in following if not (is_article(other) or "of" in other.cues)), None)
    return listed is not None and has_cue(listed, _LISTED)


def _is_whether(mention: Mention) -> bool:
    if "yes_no" in mention.cues:
        return "reports" in mention.cues or (_VERBAL.isdisjoint(mention.cues) and mention.end - mention.start == 1)
    return mention.cues == ("condition",)


def _is_long_whether(mention: Mention) -> bool:
    """Whether words that else add a question ("and if") may say "is whether" after a verb of asking."""
    return "what_about" in mention.cues and mention.end - mention.start > 1


def _is_long_report(mentions: Sequence[Mention], at: int) -> bool:
    """Whether a verb of asking and the word for "whether" are one mention ("asking me if"), what it is asked of right after it."""
    if "reports" not in mentions[at].cues or mentions[at].end - mentions[at].start == 1:
        return False
    subject = next((mention for mention in mentions[at + 1 : at + 3] if mention.kinds != (SMALL,)), mentions[at])
    return not _NAMED.isdisjoint(subject.kinds) and not subject.cues


def _is_open(mention: Mention) -> bool:
    if has_cue(mention, {"aux", "it"}) or ("subject" in mention.cues and mention.end - mention.start == 1):
        return False
    return has_cue(mention, _OPEN) or ("define" in mention.cues and not has_cue(mention, _COVERING | REPORTING))


def _hangs(mentions: list[Mention], at: int, opener: Mention, first: int) -> bool:
    """Whether a question that begins at a position hangs on a verb before it, of the part of a sentence that begins `first`.

    The verb is one of asking, telling or wishing, whoever is told or sees it between them. "Where" and "how long" may hang on any word that is
    no name and no cue ("without knowing where ..."), which is asked after such a word otherwise ("it runs on which clouds?").
    """
    if _is_whether(opener) and "condition" not in opener.cues:
        subject = next((other for other in reversed(mentions[first:at]) if not (other.kinds == (SMALL,) or "only" in other.cues)), opener)
        return subject.kinds != (CONCEPT,)  # "The frob works only if X is in Y" asks not whether X is there.
    if _is_long_whether(opener) and have_cue(mentions[first:at], {"sole"}):
        return not any(map(names_something, mentions[first:at]))  # "The only thing that matters is whether ..."
    if at == first or _is_long_whether(opener) or "define" in opener.cues:
        return at > first and (_is_verb(mentions[at - 1]) or (at > 1 and "without" in mentions[at - 2].cues))
    if "how_long" in opener.cues and (mentions[at - 1].kinds == (CONCEPT,) or offers_length(mentions[first:at])):
        return False  # "Describe the log retention of X."
    seen = False
    for place in range(at - 1, max(first, at - _REACH) - 1, -1):
        before = mentions[place]
        if _is_verb(before) or (place < at - 1 and "duty" in before.cues and has_cue(opener, _STRONG)):
            return True  # "We have to tell the regulator where ..."
        done, seen = before.kinds == (CONCEPT,) and not seen, seen or before.kinds == (CONCEPT,)
        led = bool(place) and {OUTSIDE} == set(before.kinds) and has_cue(mentions[place - 1], _LEADING | {"toward"})
        if not (done or led or _may_be_told(before) or (is_place(before) and place < at - 1)):
            break
    last = mentions[at - 1]
    if has_cue(opener, _STRONG) and _notes(mentions[first:at]):
        return True
    if "aux" in last.cues and at - first > 1:
        told = mentions[first : at - 1]  # What is left to know "is where X is", but "X is where?" asks of X, and "it is where?" of that.
        if has_cue(told[-1], {"it"}):
            return False
        return has_cue(opener, _STRONG) and not any(names_something(mention) or has_cue(mention, _SPOKEN_OF) for mention in told)
    return has_cue(opener, _STRONG) and not (names_something(last) or last.cues)


def _notes(told: Sequence[Mention]) -> bool:
    """Whether somebody notes or records what is asked ("the rules make us write down where ..."), and nothing is named before that."""
    verb = told[-1]
    plain = has_cue(verb, _NOTING) and not has_cue(verb, {"aux", "host"}) and len(told) > _LEAST
    return plain and not any(has_cue(other, _SPOKEN_OF) or not _NAMED.isdisjoint(other.kinds) or is_place(other) for other in told[:-1])


def _is_verb(mention: Mention) -> bool:
    """Whether a question may hang on a mention; a question word for what something means ("what is") is none, its verb ("explain") is."""
    return has_cue(mention, _VERBS) or ("define" in mention.cues and mention.end - mention.start == 1)


def _may_be_told(mention: Mention) -> bool:
    """Whether a mention may belong to who is told something."""
    if mention.cues:
        return has_cue(mention, _TOLD)
    return is_unknown(mention) or not {SMALL, NUMBER}.isdisjoint(mention.kinds)


def _ends(sentence: Sentence, begin: int) -> Iterator[int]:
    """Where a question that begins at a position may end: before a comma, bracket or dash, before what it is for, or with the sentence."""
    last = len(sentence.mentions)
    for at in sorted(map(abs, sentence.breaks)):
        if begin + _LEAST <= at < last:
            yield at
    yield from (at for at in range(begin + _LEAST, last - 1) if has_cue(sentence.mentions[at], _OF_PURPOSE) and not is_article(sentence.mentions[at]))
    yield last


def _is_purpose(after: Mentions, part: Mentions) -> bool:
    """Whether what follows an open question of places or of a sense only tells what the answer is for, or by when it is wanted.

    It names neither people, for whom something else might hold, nor what the articles speak of.
    """
    if not _is_wish(part) or any(has_cue(mention, _TOLD) and mention is not after[0] and "at" not in mention.cues for mention in after):
        return False
    named = any(not _NAMED.isdisjoint(mention.kinds) or is_place(mention) for mention in after[_LEAST:])
    return not named and ("before" in after[0].cues or (len(after) > _LEAST and is_unknown(after[1])))


def _is_wish(part: Mentions) -> bool:
    """Whether a part is what somebody wants, of which no other subject is asked than where it is or what it means."""
    return has_cue(part[0], _WISHES) and not any(mention.kinds == (CONCEPT,) for mention in part)


def _is_whole(part: Mentions) -> bool:
    """Whether a part asks something of what it names itself, every word of it explained."""
    if not is_explained(part) or any(has_cue(mention, _POINTING) and not has_cue(mention, {"aux", "subject", "product"}) for mention in part):
        return False
    first = part[0]
    named = any(not _NAMED.isdisjoint(mention.kinds) and not (mention.cues or SMALL in mention.kinds) for mention in part)
    if "what" in first.cues and not has_cue(first, {"define", "where", "which"}):
        return named and have_cue(part, _SENSE)
    listed = have_cue(part, _LISTED)
    if has_cue(first, REPORTING) and not (has_cue(first, ASKING) or listed):
        return named and have_cue(part[1:], {"aux"}) and any(map(is_place, part))
    if _is_whether(first) or _is_long_whether(first):
        return named and have_cue(part[1:], {"aux", "host", "available", "holds"})
    return named or (any(map(is_place, part)) and (listed or have_cue(part, {"which"})))


def _is_judged(part: Mentions) -> bool:
    """Whether what a part asks or claims is so or not, so that the circumstances of who asks may bear on it."""
    return any(map(is_place, part)) and not (_is_open(part[0]) or have_cue(part, _LISTED))
