"""What clauses only tell around the question of a message, taken out of them, or they out of the message."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.knowledge.vocabulary import MONTHS
from bot.understanding.linking.lexicon import CONCEPT, DATA, NUMBER, OUTSIDE, PART, PRODUCT, SOFTWARE, UNIT
from bot.understanding.linking.mentions import has_cue
from bot.understanding.resolving.media import names_medium
from bot.understanding.segmenting.contexts import without_surroundings
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.openings import ASKING, HALF
from bot.understanding.syntax.scope import is_content, is_place, number_of, silenced
from bot.understanding.syntax.situations import points_back, stands_alone, tells_situation
from bot.understanding.syntax.whole import bounds_of_question, is_whole, may_tell, offers_that, only_tells

_ASKED = ASKING - {"yes_no"} | {"host", "location_noun", "list", "demand", "suffices", "condition"}
_WISHED = frozenset({"demand", "suffices"})
_MONTHS = frozenset(MONTHS)
_MEASURED = frozenset({UNIT, PART})
_BINDING = frozenset({"more_than", "fewer_than", "at_least", "at_most", "back_to", "first_one", "last_one", "other", "correction"})
_ADDING = ("what_about",)
_OPENING = 3  # A pronoun that points at what was told is among so many mentions.
_REACH_OF_CLAIM = 4  # How many clauses before what judges it a claim may stand.
_REACH_OF_STORY = 6  # How many clauses before and after a story the question may stand, so that the work grows with a message and not faster.


def without_stories(clauses: list[Clause]) -> list[Clause]:
    """The clauses of a message without those that only tell something, and without single things told of in the others ("we lost a deal")."""
    asking = [clause for at, clause in enumerate(clauses) if not _is_story(clause, clauses[max(0, at - _REACH_OF_STORY) : at + _REACH_OF_STORY])]
    questions = [clause for clause in asking if clause.asked]
    points = any("it" in mention.cues and not has_cue(mention, {"aux", "subject"}) for clause in questions for mention in clause.mentions[:_OPENING])
    names = any(_names_it(clause) or "product" in clause.cues for clause in questions)
    if points or len(asking) == 1:
        return asking
    asking = [_without_users(clause) for clause in asking] if questions else asking
    return [_without_thing(clause) for clause in asking] if names else asking


def questions_alone(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses that do not tell a situation, where some do and none of the others points at anything; else none."""
    rest = [clause for clause in clauses if not _may_tell(clause)]
    if len(rest) == len(clauses):
        return []
    points = any(offers_that(clause.mentions) or any(map(points_back, clause.mentions)) for clause in rest)
    named = any(_names_it(clause) or "definitions" in clause.cues for clause in rest)
    return rest if named and not points else []


def _names_it(clause: Clause) -> bool:
    """Whether a clause names what it asks or tells of."""
    return not clause.kinds.isdisjoint({PRODUCT, DATA, CONCEPT}) or any(map(is_place, clause.mentions))


def _may_tell(clause: Clause) -> bool:
    """Whether a clause may only tell a situation: it measures nothing and chooses nothing that a question could turn on."""
    bound = clause.asked or clause.numbered or clause.supposes or clause.supposed or _tells_date(clause)
    return not (bound or clause.kinds & _MEASURED or clause.cues & _BINDING) and tells_situation(clause.mentions)


def _without_thing(clause: Clause) -> Clause:
    """A clause that asks nothing and names no product or place, one single thing in it being no kind of data ("a deal", "um negócio")."""
    bound = clause.asked or clause.numbered or not _ASKED.isdisjoint(clause.cues) or PRODUCT in clause.kinds or any(map(is_place, clause.mentions))
    if bound or DATA not in clause.kinds or NUMBER not in clause.kinds:
        return clause
    mentions = clause.mentions
    single = {at for at in range(1, len(mentions)) if DATA in mentions[at].kinds and number_of(mentions[at - 1]) == 1}
    return replace(clause, mentions=silenced(mentions, single))


def _without_users(clause: Clause) -> Clause:
    """A clause that only tells of a product, how many use it, or are kept in it, saying nothing ("they run X for 200 employees")."""
    mentions = clause.mentions
    if clause.asked or clause.numbered or not clause.kinds.issuperset({PRODUCT, DATA, NUMBER}) or any(map(is_place, mentions)):
        return clause
    if any(has_cue(mention, _ASKED - _WISHED) and "aux" not in mention.cues for mention in mentions):
        return clause
    counted = {at for at in range(1, len(mentions)) if DATA in mentions[at].kinds and (number_of(mentions[at - 1]) or 0) > 1}
    return replace(clause, mentions=silenced(mentions, counted))


def _is_story(clause: Clause, clauses: list[Clause]) -> bool:
    """Whether a clause asks nothing and names things in a story of its own alone ("ticket 4812 is mine"), beside others that name something too."""
    if _is_situation(clause, clauses):
        return True
    named = clause.kinds & {DATA, CONCEPT, OUTSIDE}
    if clause.asked or not named or "aux" in clause.mentions[0].cues or not only_tells(clause.mentions):
        return False
    others = [other for other in clauses if other is not clause and (named != {OUTSIDE} or other.sentence == clause.sentence)]
    return any(is_whole(other.mentions, [clause.mentions]) for other in others)


def _is_situation(clause: Clause, clauses: list[Clause]) -> bool:
    """Whether a clause tells a situation around a question that is whole without it; after a dash it may end with its question mark."""
    if clause.numbered or clause.supposes or clause.supposed or _tells_date(clause) or _adds_subject(clause):
        return False
    if names_medium(clause.mentions) and any(PRODUCT in other.kinds or "product" in other.cues for other in clauses):
        return True
    if _introduces(clause, clauses):
        return True
    if not tells_situation(clause.mentions):
        return False
    rest = [other for other in clauses if other is not clause and other.sentence == clause.sentence]
    together = tuple(mention for other in rest for mention in other.mentions)
    if len(rest) > 1 and not clause.asked and len(together) <= HALF and stands_alone(together, clause.mentions):
        return True
    for other in clauses:
        if other is clause or (clause.asked and (other.sentence != clause.sentence or clause.kinds & {OUTSIDE, CONCEPT} or other is clauses[-1])):
            continue
        if stands_alone(other.mentions, clause.mentions):
            return True
    return False


def _adds_subject(clause: Clause) -> bool:
    """Whether a clause asks what was asked before of something else that it names ("fine, but what about X?")."""
    return "what_about" in clause.cues and _names_it(clause) and any(mention.cues == _ADDING for mention in clause.mentions)


def _tells_date(clause: Clause) -> bool:
    """Whether a clause tells no more than a date ("today is 20 February")."""
    return NUMBER in clause.kinds and not _MONTHS.isdisjoint(clause.cues) and not any(map(is_content, clause.mentions))


def _introduces(clause: Clause, clauses: list[Clause]) -> bool:
    """Whether a clause only tells whose question follows it in its sentence ("question from the floor at our webinar: ...").

    Or it tells what the answer is for, or as what the question is put, which lies outside the articles and which nothing after it points at
    ("for a dashboard: ...", "there goes the riddle of the day: ...").
    """
    first = clause.mentions[0]
    purpose = "because" in first.cues and OUTSIDE in clause.kinds and clause.kinds.isdisjoint({CONCEPT, SOFTWARE})
    put = "there" in first.cues and OUTSIDE in clause.kinds and CONCEPT not in clause.kinds
    bound = clause.asked or not clause.kinds.isdisjoint({PRODUCT, DATA}) or not _ASKED.isdisjoint(clause.cues - {"reports"})
    if bound or not (purpose or put or "reports" in first.cues) or any(map(is_place, clause.mentions)):
        return False
    following = [other for other in clauses[clauses.index(clause) + 1 :] if other.sentence == clause.sentence]
    if put:
        named = any(PRODUCT in other.kinds for other in following)
        return named and any(is_place(mention) or "host" in mention.cues for other in following for mention in other.mentions)
    return bool(following) and not (purpose and any(_points_back(other) for other in following))


def _points_back(clause: Clause) -> bool:
    """Whether a clause points at something before it names any product or data itself."""
    pointers = (at for at, mention in enumerate(clause.mentions) if points_back(mention))
    before = clause.mentions[: next(pointers, 0)]
    named = any(not {PRODUCT, DATA}.isdisjoint(mention.kinds) or "product" in mention.cues for mention in before)
    return offers_that(clause.mentions) or (any(map(points_back, clause.mentions)) and not named)


def without_context(clause: Clause) -> Clause:
    """The same, without what a clause tells after its question of those who ask."""
    if NUMBER in clause.kinds and not _MONTHS.isdisjoint(clause.cues):
        return clause  # "A log of 5 January, today is 20 February."
    if may_tell(clause.mentions, clause.kinds, clause.cues, parted=bool(clause.pauses or clause.aside)):
        clause = _without_stories(clause)
    mentions = without_surroundings(clause.mentions, clause.said, clause.kinds, clause.aside, clause.pauses)
    if mentions is clause.mentions:
        return clause
    return replace(clause, mentions=mentions, pauses=frozenset(at for at in clause.pauses if at < len(mentions)))


def _without_stories(clause: Clause) -> Clause:
    """The clause without what stands before and after its question and only tells something."""
    begin, end = bounds_of_question(clause.mentions, clause.pauses, clause.aside)
    if begin == 0 and end == len(clause.mentions):
        return clause
    return replace(clause, mentions=clause.mentions[begin:end], pauses=frozenset(at - begin for at in clause.pauses if begin < at < end))


def without_told_last(clauses: list[Clause]) -> list[Clause]:
    """The clauses without the last ones that name nothing of which one before them claims something ("X is in Y. I have to sign it. Can it?")."""
    for at in range(len(clauses) - 1, max(-1, len(clauses) - _REACH_OF_CLAIM), -1):
        clause = clauses[at]
        if clause.asked or _claims(clause):
            return clauses[: at + 1] if not clause.asked else clauses
        if _names_it(_before_pointer(clause)) or has_cue(clause.mentions[0], ASKING):
            return clauses
    return clauses


def _claims(clause: Clause) -> bool:
    """Whether a clause claims something that can be judged."""
    placed = PRODUCT in clause.kinds and any(map(is_place, clause.mentions))
    return placed or ("claims" in clause.cues and _names_it(clause))


def _before_pointer(clause: Clause) -> Clause:
    """A clause up to what points at something told before it, unless it names a product, data or a place ("they put it next to my name")."""
    if not clause.kinds.isdisjoint({PRODUCT, DATA}) or any(map(is_place, clause.mentions)):
        return clause
    pointer = next((at for at, mention in enumerate(clause.mentions) if at > 1 and points_back(mention)), len(clause.mentions))
    return replace(clause, mentions=clause.mentions[:pointer])
