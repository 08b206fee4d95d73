"""The stretch of a clause that is a whole question by itself, where what stands before and after it only tells of those who ask.

What only tells holds a word that nothing explains, or one of everyday life, and nothing that an answer could turn on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet

from bot.understanding.linking.lexicon import CONCEPT, DATA, EVERYDAY, NUMBER, OUTSIDE, PART, PRODUCT, SMALL, SOFTWARE, UNIT
from bot.understanding.linking.mentions import UNKNOWN, Mention, first_with_cue, has_cue, have_cue, have_kind
from bot.understanding.linking.units import offers_length
from bot.understanding.syntax.openings import ASKING, HALF, PEOPLE, is_heading
from bot.understanding.syntax.scope import Mentions, is_place, is_unknown

# Kinds of words by which a stretch may be a story of its own, cues by which it may, and kinds of words of which a question may be.
_OF_STORIES = frozenset({UNKNOWN, OUTSIDE, UNIT, PART})
_STORY_CUES = frozenset({"how_often", "when", "how", "thanks", "greeting"})
_OF_QUESTIONS = frozenset({PRODUCT, DATA, CONCEPT})
_CUES_THAT_TELL = _STORY_CUES | {"customer"}
_UNEXPLAINED = frozenset({UNKNOWN, OUTSIDE})

# Cues of question words that open a question wherever they stand, those that ask for a list, and those that yes or no does not answer.
_OPEN = frozenset({"where", "which", "how_long", "how_many", "who", "kind_of_data", "define"})
_LISTING = frozenset({"which", "list", "how_many"})
_COMPARED = frozenset({"same", "difference", "compare"})
_OTHERWISE = frozenset({"what", "how", "why", "when", "how_much", "how_to"})
_COMPLETING = frozenset({"host", "data", "available", "there"})
_VERBS = frozenset({"aux", "yes_no", "host", "available"})
_TYING = frozenset({"at", "with", "using", "because", "toward", "of", "not", "and", "but"})
_WISHES = frozenset({"demand", "suffices", "yes_no", "how", "what", "not"})
_OFFERING = frozenset({"available", "using"})
_LAST_OF_OPENING = 3  # The question word is among so many mentions.
_LONGEST_SUBJECT = 6  # So many mentions after its beginning a sentence has its verb.

# Cues by which a stretch narrows or turns what is asked, asks something itself, or points at something.
_BEARING = (ASKING - {"how_often", "how", "what", "when", "yes_no"}) | {
    "location_noun", "data_center", "account", "product", "data", "list", "compare", "same", "difference", "without", "except", "besides",
    "outside", "alone", "instead", "leave_aside", "correction", "or", "including", "those", "there", "rest", "other", "assured", "own_place",
}  # fmt: skip
_NARROWING = frozenset({"only", "host", "claims"})  # These do so where no other word tells a story.
_LONGEST = 2 * HALF  # A clause of more mentions is left as it is, so that the work grows with a message and not faster.
_LEAST = 2  # The number of words that a story has at least.
_LEAST_TIED = 5  # One that begins with a preposition has more.
_LEAST_DIGITS = 4  # Numbers of so many digits tell one ticket or document from others.


def may_tell(mentions: Mentions, kinds: AbstractSet[str], cues: AbstractSet[str], *, parted: bool) -> bool:
    """Whether a clause with these kinds and cues, `parted` by commas or brackets or not, may hold more than a question."""
    if not _LEAST < len(mentions) <= _LONGEST:
        return False
    if parted or not (_OF_STORIES.isdisjoint(kinds) and _CUES_THAT_TELL.isdisjoint(cues)):
        return True
    return NUMBER in kinds and any(map(_is_reference, mentions))


def bounds_of_question(mentions: tuple[Mention, ...], pauses: Collection[int], aside: Collection[int]) -> tuple[int, int]:
    """Where the question proper begins and ends (exclusive) in the mentions of a clause with commas before `pauses`.

    It is all of the clause where nothing stands around it. Brackets, around the mentions that start at `aside`, part it as commas do.
    """
    whole = (_start_of_heading(mentions), len(mentions))
    if whole[0]:
        return whole
    parted = {*(at for at in pauses if mentions[at].start not in aside), *_edges(mentions, aside)}
    placed = not have_cue(mentions, {"reply_in"})  # Who speaks of languages may name countries' too.
    bearing = [at for at, mention in enumerate(mentions) if (mention.cues and _bears(mentions, at)) or (placed and is_place(mention))]
    first, last = (bearing[0], bearing[-1]) if bearing else (len(mentions), 0)  # What tells a story stands before, or after, all of these.
    if offers_length(mentions):
        return whole
    ends = (at for at in range(last + 1, len(mentions) - 1) if (at in parted or _ends_before(mentions, at)) and only_tells(mentions[at:]))
    end = next(ends, len(mentions))
    begins = [at for at in range(_LEAST, min(end, first + 1)) if (at in parted or _begins_anew(mentions, at)) and only_tells(mentions[:at])]
    for stop in (end, len(mentions)):
        for begin in (*reversed(begins), 0):
            told = [part for part in (mentions[:begin], mentions[stop:]) if part]
            if told and begin < stop and not _goes_on(mentions[stop:]) and is_whole(mentions[begin:stop], told):
                return begin, stop
    return whole


def _start_of_heading(mentions: Mentions) -> int:
    """Where a product with the word for its place begins that ends a clause ("the contract has a gap at: X, location of data"); 0 where none does.

    Nothing is asked or wanted before it, and it does not belong to what lies outside the articles ("the price of X hosting").
    """
    at = next((at for at, mention in enumerate(mentions) if PRODUCT in mention.kinds), 0)
    before, rest = mentions[:at], mentions[at:]
    if at <= _LEAST or all(OUTSIDE not in mention.kinds for mention in before) or not have_cue(rest, {"location_noun"}):
        return 0
    told = "aux" not in before[0].cues and not any(has_cue(mention, _BEARING | _WISHES) or is_place(mention) for mention in before)
    tied = OUTSIDE in before[-2].kinds or "of" in before[-1].cues
    return at if told and not tied and is_heading([mention for mention in rest if "data" not in mention.cues]) else 0


def _edges(mentions: Mentions, aside: Collection[int]) -> list[int]:
    """Before which positions brackets open or close; not where those close that tell more of what is named right before them."""
    edges: list[int] = []
    opened = 0
    for at in range(1, len(mentions) if aside else 0):
        inside, before = mentions[at].start in aside, mentions[at - 1].start in aside
        opened = at if inside and not before else opened
        if inside != before and (inside or not (opened and _names(mentions[opened - 1]))):
            edges.append(at)
    return edges


def _is_odd(mention: Mention) -> bool:
    """Whether a mention may be of a story."""
    return not _OF_STORIES.isdisjoint(mention.kinds) or not _STORY_CUES.isdisjoint(mention.cues) or _is_reference(mention)


def _is_reference(mention: Mention) -> bool:
    """Whether a mention is the number of a ticket or document."""
    return mention.text.isdecimal() and len(mention.text) >= _LEAST_DIGITS


def _names(mention: Mention) -> bool:
    """Whether a mention names what a question may be of."""
    return not (mention.cues or {SMALL, EVERYDAY} & set(mention.kinds)) and not _OF_QUESTIONS.isdisjoint(mention.kinds)


def only_tells(part: Mentions) -> bool:
    """Whether a part of a clause only tells a story of its own."""
    if len(part) < _LEAST or ("later" in part[0].cues and have_kind(part, UNIT)):
        return False  # "After 40 days, ..." is a part of what is asked.
    if have_cue(part, {"contains"}) and have_kind(part, PART):
        return False  # "Are tags listed in ...?"
    told = any(map(is_unknown, part)) or any(_STORY_CUES & set(mention.cues) for mention in part)
    named = [at for at, mention in enumerate(part) if SOFTWARE in mention.kinds or _names(mention)]
    spoken = have_cue(part, {"reply_in"})
    if any(_bears(part, at) or (is_place(mention) and not spoken) or (not told and _narrows(part, at)) for at, mention in enumerate(part)):
        return False
    odd = named or any(map(_is_odd, part)) or have_cue(part, {"customer"})
    return bool(odd) and all(_is_of_story(part, at) for at in named)


def _bears(mentions: Mentions, at: int) -> bool:
    """Whether a mention narrows or turns what is asked; to leave something aside that lies outside the articles ("forget the price") does not."""
    if _BEARING.isdisjoint(mentions[at].cues):
        return False
    return "leave_aside" not in mentions[at].cues or all(OUTSIDE not in mention.kinds for mention in mentions[at + 1 : at + 3])


def _narrows(part: Mentions, at: int) -> bool:
    """Whether a mention narrows what is asked, or is a part of a claim, where nothing else tells a story ("the customer just sent ..." does)."""
    narrows = has_cue(part[at], _NARROWING) and "aux" not in part[at].cues
    return narrows and not (at and "only" in part[at].cues and "customer" in part[at - 1].cues)


def _points_back(part: Mentions) -> bool:
    """Whether a part points at something that it does not name before ("who signs it?", not "where does X keep its data?")."""
    pointers = (at for at, mention in enumerate(part) if has_cue(mention, {"it", "those"}) and not has_cue(mention, {"aux", "subject"}))
    pointer = next(pointers, 0)
    return pointer > 0 and not any({PRODUCT, DATA} & set(mention.kinds) for mention in part[:pointer])


def offers_that(part: Mentions) -> bool:
    """Whether it is asked if a product offers something that is not named but told before ("we need frobs, can X offer that in Y?")."""
    at = next((at for at in range(1, len(part)) if "it" in part[at].cues and has_cue(part[at - 1], _OFFERING)), 0)
    return at > 0 and all(_OF_QUESTIONS.isdisjoint(mention.kinds) and "data" not in mention.cues for mention in part[at + 1 : at + 2])


def _is_of_story(part: Mentions, at: int) -> bool:
    """Whether what could be asked about is named as a part of a story.

    It is one of many ("ticket 4812"), stands before a word that nothing explains ("deal frobbing today", "the vendor frobsheet"), or is what
    somebody does ("my boss is selling").
    """
    kinds = part[at].kinds
    if PRODUCT in kinds:
        return False
    if any(_is_reference(mention) for mention in part[at + 1 : at + 3]):
        return True
    if any(map(is_unknown, part[at + 1 : at + 2])):
        return all(mention.kinds == (SMALL,) for mention in part[:at])
    return (_is_doing(part, at) or _is_done(part, at)) and "it" not in part[0].cues


def _is_done(mentions: Mentions, at: int) -> bool:
    """Whether somebody who is not known does something to what is named ("finance is chasing the invoice")."""
    verb = next((before for before in range(at - 1, 0, -1) if mentions[before].kinds != (SMALL,)), 0)
    does = 0 < verb < at - _LEAST and "aux" in mentions[verb].cues
    return does and any(map(is_unknown, mentions[:verb])) and not any(map(_names, mentions[:verb]))


def _is_doing(mentions: Mentions, at: int) -> bool:
    """Whether a subject is what somebody does: after a verb and one of whom nothing more is known, or as the verb ("my ferret escaped")."""
    if not at or mentions[at].kinds != (CONCEPT,):
        return False
    if at == len(mentions) - 1 and is_unknown(mentions[at - 1]) and all(mention.kinds == (SMALL,) for mention in mentions[: at - 1]):
        return True
    who = mentions[max(0, at - 2)]
    doer = who if "only" in mentions[at - 1].cues else mentions[at - 1]
    if "customer" in doer.cues and mentions[at + 1 : at + 2] and mentions[at + 1].kinds[0] in (SMALL, NUMBER):
        return True
    return "aux" in mentions[at - 1].cues and (not who.cues or "customer" in who.cues) and not _names(who)


def _begins_anew(mentions: Mentions, at: int) -> bool:
    """Whether a question begins at a position without any comma before it: nothing ties its first word to the one before."""
    first, before = mentions[at], mentions[at - 1]
    if before.cues:
        return False
    if has_cue(first, _OPEN) and not has_cue(first, {"applies", "contains"}):
        return True
    subject = next((other for other in mentions[at + 1 : at + 3] if other.kinds != (SMALL,)), first)
    named = subject is not first and not _OF_QUESTIONS.isdisjoint(subject.kinds)
    if "aux" in first.cues:
        return named
    verb = have_cue(mentions[at : at + _LONGEST_SUBJECT], {"aux"})
    return named and verb and first.kinds == (SMALL,) and SMALL not in before.kinds


def _ends_before(mentions: Mentions, at: int) -> bool:
    """Whether a sentence of somebody begins at a position without any comma before it ("can X be in Y client is waiting")."""
    first, before = mentions[at], mentions[at - 1]
    complete = PRODUCT in before.kinds or is_place(before) or has_cue(before, _COMPLETING)
    if not complete or not PEOPLE.issuperset(first.cues) or _names(first):
        return False
    if have_kind(mentions[at : at + _LAST_OF_OPENING], UNIT):
        return False  # "... are kept for 2 years".
    verb = next((after for after in range(at + 1, min(at + _LONGEST_SUBJECT, len(mentions))) if mentions[after].cues), 0)
    return verb > 0 and "aux" in mentions[verb].cues


def _goes_on(after: Mentions) -> bool:
    """Whether what comes after a question asks on ("where is X, and the frob?", "its frob?"); people who are spoken of ("and my boss ...") do not."""
    if not after or not has_cue(after[0], {"and", "but", "what_about", "it"}):
        return False
    return len(after) == _LEAST or ("it" not in after[0].cues and not have_cue(after[1:_LAST_OF_OPENING], PEOPLE))


def _qualifies(story: Mentions) -> bool:
    """Whether what is told is too short or begins too much like a part of a sentence to be a story ("with frobs", "if frobbed", "in a frob")."""
    if any(has_cue(mention, {"customer", "thanks", "greeting"}) or _is_reference(mention) for mention in story):
        return False
    tied = has_cue(story[0], {"at", "with", "using", "and", "but"}) and "aux" not in story[0].cues
    return len(story) <= _LEAST or (tied and len(story) < _LEAST_TIED) or (len(story) == _LAST_OF_OPENING and "and" in story[1].cues)


def _is_sentence(story: Mentions) -> bool:
    """Whether what is told is a sentence of its own, and no more than the circumstances of what is asked ("legal is reviewing the contract")."""
    verb = first_with_cue(story, {"aux"}, len(story))
    if not verb < min(_LAST_OF_OPENING + 1, len(story) - 1) or has_cue(story[0], _TYING) or has_cue(story[verb + 1], {"it", "subject", "at"}):
        return False
    return not has_cue(story[verb], {"holds", "using"}) and (not verb or OUTSIDE not in story[verb - 1].kinds)


def _is_beside(story: Mentions) -> bool:
    """Whether what is told begins like a sentence, asks nothing, and holds nothing outside the articles that a subject might be asked for."""
    opens = len(story) > _LAST_OF_OPENING and (story[0].kinds == (SMALL,) or has_cue(story[0], PEOPLE))
    return opens and not any(OUTSIDE in mention.kinds or _names(mention) or has_cue(mention, ASKING | {"claims"}) for mention in story)


def is_whole(part: Mentions, told: Sequence[Mentions]) -> bool:
    """Whether a part asks something of something that it names itself, every word of it explained.

    What lies outside the articles bears on yes or no, also where it is only `told` ("under that law, can X be in Y?"), and so does what
    qualifies ("with frobs, can X be in Y?"), but not a sentence of its own ("legal is reviewing the contract, can X be in Y?").
    """
    if any(not _UNEXPLAINED.isdisjoint(mention.kinds) and not mention.cues for mention in part):
        return False
    stories = [mention for story in told for mention in story]
    if _points_back(part) and any(OUTSIDE in mention.kinds or _names(mention) for mention in stories):
        return False
    if offers_that(part) and any(map(_is_odd, stories)):
        return False
    named, placed = any(map(_names, part)), any(map(is_place, part))
    opening = [mention for mention in part[:_LONGEST_SUBJECT] if mention.kinds != (SMALL,)][:_LAST_OF_OPENING]
    named = named or any(CONCEPT in after.kinds and "who" in mention.cues for mention, after in zip(part, part[1:], strict=False))
    named = named or (placed and have_cue(part, {"product"}))
    listing = have_cue(opening, _LISTING)
    if have_cue(opening, _OPEN):
        return named if not listing else (named or placed) and not any(map(_qualifies, told))
    if have_cue(opening, _OTHERWISE):
        return have_kind(part, PRODUCT)
    placed |= any(CONCEPT in mention.kinds and _names(mention) for mention in part) and all(map(_is_beside, told))
    judged = placed and have_cue(part, _VERBS) and not any(map(_qualifies, told))
    judged = judged and (any(map(is_unknown, stories)) or all(OUTSIDE not in mention.kinds for mention in stories) or all(map(_is_sentence, told)))
    wanted = have_cue(part, {"location_noun"})
    wanted = wanted or (not placed and has_cue(part[0], {"demand", "suffices"}) and have_cue(part, {"host"}))
    compared = have_cue(part, _COMPARED) and sum(PRODUCT in mention.kinds for mention in part) > 1
    return (named and (judged or wanted or compared)) or (wanted and have_cue(part, {"data"}))
