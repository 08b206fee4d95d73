"""A message cut into clauses, each with the mentions in it and what part it plays."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from bot.understanding.claimants import without_claimant, without_noun_of_claim
from bot.understanding.claimed import without_stories_of_claims
from bot.understanding.contexts import without_surroundings
from bot.understanding.contrasts import contrasts_with
from bot.understanding.embedded import without_story
from bot.understanding.lexicon import CONCEPT, DATA, OUTSIDE, PRODUCT
from bot.understanding.linking import Mention
from bot.understanding.openings import (
    ASKING,
    COUPLES,
    HALF,
    Sentence,
    begins_question,
    has_cue,
    may_begin_at,
    repeats_conjunction,
    runs_on,
)
from bot.understanding.question import Positions
from bot.understanding.scope import is_content, is_place, pairs_off, silent
from bot.understanding.sentences import asks_in_brackets, split_sentences
from bot.understanding.situations import parts_situation, stands_alone, tells_situation
from bot.understanding.spelling import Token
from bot.understanding.suppositions import CONDITION, DEPENDING, OPENING, part_likened, part_suppositions
from bot.understanding.whole import bounds_of_question, is_whole, may_tell, only_tells

_JOINING = COUPLES | {"because"}  # "X is in Y while Z is not."
_TALK = frozenset({"greeting", "thanks", "help", "insult", "laugh", "injection", "not_knowing"})
_TALKING = _TALK | {"assistant"}
_NO_TALK = frozenset[str]()

_NOWHERE = frozenset[int]()
_REACH_OF_STORY = 6  # How many clauses before and after a story the question may stand, so that the work grows with a message and not faster.
_TAG = 2  # The number of words of a tag ("might they?").


class Clause(Struct, frozen=True):
    """A stretch of a message that says or asks one thing.

    `asked` is true where a question mark ends it; `aside` mentions stood in brackets; clauses of one `sentence` share
    its number; `numbered` is true for an item of a list; before the mentions `pauses` a comma stands. What its mentions make of it:
    `cues` are the keys of all cues in it, `said` also those in brackets, `kinds` those of all that is named,
    `positions` are where its cues stand. `supposed` are the subjects in a condition; `supposes` is true where the answer may depend on one.
    """

    mentions: tuple[Mention, ...]
    asked: bool = False
    aside: frozenset[int] = frozenset()
    sentence: int = 0
    numbered: bool = False
    pauses: frozenset[int] = frozenset()
    cues: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    positions: Positions = Positions()
    supposed: frozenset[int] = frozenset()
    supposes: bool = False

    def __post_init__(self) -> None:
        positions = Positions([(cue, at) for at, mention in enumerate(self.mentions) for cue in mention.cues])
        said = frozenset(positions.by_cue)
        force_setattr(self, "positions", positions)
        force_setattr(self, "said", said)
        force_setattr(self, "cues", frozenset([cue for cue, at in positions if self.mentions[at].start not in self.aside]) if self.aside else said)
        force_setattr(self, "kinds", frozenset([kind for mention in self.mentions for kind in mention.kinds]))

    @property
    def has_content(self) -> bool:
        """Whether anything in it is more than talk and small words."""
        return any(is_content(mention) for mention in self.mentions)

    @property
    def talk(self) -> frozenset[str]:
        """The kinds of small talk in it; a question about what the assistant is able to do asks for help."""
        if _TALKING.isdisjoint(self.cues):
            return _NO_TALK
        talk = self.cues & _TALK
        return talk | {"help"} if self.cues >= {"assistant", "able"} else talk


def split_clauses(tokens: list[Token], mentions: list[Mention]) -> list[Clause]:
    """Clauses in order: sentences, their parts at colons and dashes, and second questions after "and" or a comma.

    A clause that only asks whether the one before it is right ("Is he right?"), or the one after it in its sentence, or that lists its
    products, is made a part of that one.
    """
    found: list[Clause] = []
    sentences = split_sentences(tokens, mentions)
    without_stories_of_claims(sentences)
    for number, sentence in enumerate(sentences):
        without_story(sentence)
        for clause in map(_without_context, _questions(sentence, number)):
            if len(found) > 1 and clause.asked and _only_confirms(clause):
                found = _without_told_last(found)
            judging = _judging(clause, found[-1]) if found else clause
            if found and not found[-1].asked and (_only_judges(judging, found[-1]) or _only_lists(clause, found[-1])):
                told = without_claimant(found[-1].mentions, judged=bool(judging.cues & {"confirm", "untrue"}))
                found[-1] = replace(found[-1], mentions=(*told, *judging.mentions), asked=True)
            elif found and found[-1].sentence == number and _only_opens(found[-1]):
                asked = clause.asked or not _wants_list(found[-1])
                found[-1] = replace(clause, mentions=(*found[-1].mentions, *clause.mentions), asked=asked, pauses=frozenset())
            else:
                found.append(clause)
    if len(found) == 1:
        return found
    return [clause for at, clause in enumerate(found) if not _is_story(clause, found[max(0, at - _REACH_OF_STORY) : at + _REACH_OF_STORY])]


def _is_story(clause: Clause, clauses: list[Clause]) -> bool:
    """Whether a clause asks nothing and names things in a story of its own alone ("ticket 4812 is mine"), beside others that name something too."""
    if _is_situation(clause, clauses):
        return True
    named = clause.kinds & {DATA, CONCEPT, OUTSIDE}
    if clause.asked or not named or has_cue(clause.mentions[0], {"aux"}) or not only_tells(clause.mentions):
        return False
    others = [other for other in clauses if other is not clause and (named != {OUTSIDE} or other.sentence == clause.sentence)]
    return any(is_whole(other.mentions, [clause.mentions]) for other in others)


def _is_situation(clause: Clause, clauses: list[Clause]) -> bool:
    """Whether a clause tells a situation around a question that is whole without it; after a dash it may end with its question mark."""
    if clause.numbered or clause.supposes or clause.supposed or not tells_situation(clause.mentions):
        return False
    for other in clauses:
        if other is clause or (clause.asked and (other.sentence != clause.sentence or clause.kinds & {OUTSIDE, CONCEPT} or other is clauses[-1])):
            continue
        if stands_alone(other.mentions, clause.mentions):
            return True
    return False


def _without_context(clause: Clause) -> Clause:
    """The same, without what a clause tells after its question of those who ask."""
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


def _without_told_last(clauses: list[Clause]) -> list[Clause]:
    """The clauses without a last one that names nothing of which the one before it claims something ("X is in Y. I have to sign it. Can it?")."""
    told, claim = clauses[-1], clauses[-2]
    named = not told.kinds.isdisjoint({PRODUCT, DATA, CONCEPT}) or any(map(is_place, told.mentions))
    claims = not claim.asked and ("claims" in claim.cues or (PRODUCT in claim.kinds and any(map(is_place, claim.mentions))))
    return clauses[:-1] if claims and not named and not told.asked and not has_cue(told.mentions[0], ASKING) else clauses


def _judging(clause: Clause, before: Clause) -> Clause:
    """A clause that may judge the one before it, the noun for what that says standing for nothing ("is that entry right?")."""
    if not (clause.asked and clause.cues & {"confirm", "untrue"}):
        return clause
    claimed = any({PRODUCT, DATA, CONCEPT} & set(mention.kinds) for mention in before.mentions)
    return replace(clause, mentions=without_noun_of_claim(clause.mentions, before.mentions)) if claimed else clause


def _only_opens(clause: Clause) -> bool:
    """Whether a clause only says what is wanted of the rest of its sentence: to be confirmed, yes or no, a list."""
    return _wants_list(clause) or _only_confirms(clause) or _only_asks_yes_no(clause)


def _wants_list(clause: Clause) -> bool:
    """Whether a clause only asks for a list, of what comes after it ("a list, please: ...")."""
    return "list" in clause.cues and not (clause.has_content or clause.cues & ASKING)


def _only_lists(clause: Clause, before: Clause) -> bool:
    """Whether a clause only lists the products, or places, of the question before it in the same sentence ("which can: X, Y or Z?")."""
    asks = before.sentence == clause.sentence and before.cues & (ASKING | {"aux", "list", "location_noun"})
    places = [mention for mention in clause.mentions if is_place(mention)] if "which" in before.cues else []
    listed = places or [mention for mention in clause.mentions if PRODUCT in mention.kinds]
    others = all(mention in listed or {"and", "or", "at"} & set(mention.cues) for mention in clause.mentions)
    told = any(map(is_place, before.mentions)) if places else any(PRODUCT in mention.kinds for mention in before.mentions)
    enough = len(listed) > 1 or (not places and listed and "location_noun" in before.cues)
    return bool(asks and others and enough) and not told


def _only_judges(clause: Clause, before: Clause) -> bool:
    """Whether a clause only asks whether what the one before it says is right, or for yes or no in the same sentence."""
    told = before.sentence == clause.sentence and not has_cue(before.mentions[0], ASKING)
    return before.has_content and (_only_confirms(clause) or (told and _only_asks_yes_no(clause)))


def _only_asks_yes_no(clause: Clause) -> bool:
    """Whether a clause is no more than "yes or no"."""
    return len(clause.mentions) == 1 and "yes_no" in clause.mentions[0].cues


def _only_confirms(clause: Clause) -> bool:
    """Whether a clause asks for confirmation and names nothing itself ("is he right?", "might they?")."""
    if clause.has_content or not clause.talk <= {"injection"}:
        return False
    tag = clause.asked and len(clause.mentions) <= _TAG and has_cue(clause.mentions[0], {"aux"})
    tag = tag and all(has_cue(mention, {"it"}) for mention in clause.mentions[1:])
    return tag or bool(clause.cues & {"confirm", "untrue"})


def marked(clause: Clause) -> frozenset[str]:
    """The cues of a clause, with a mark where something is supposed beside it, and another where nothing is known of that."""
    if not (clause.supposes or clause.supposed):
        return clause.cues
    return clause.cues | ({CONDITION, DEPENDING} if clause.supposes else {CONDITION})


def _questions(sentence: Sentence, number: int) -> Iterator[Clause]:
    """Parts of a sentence: at every colon and dash, and before a second question or a contrast."""
    if any(mention.cues and not OPENING.isdisjoint(mention.cues) for mention in sentence.mentions):
        part_likened(sentence)
        part_suppositions(sentence)
    start, told, places = 0, False, may_begin_at(sentence)
    if places:
        sentence.cues = frozenset([cue for mention in sentence.mentions for cue in mention.cues])
    for index in places:
        if sentence.aside and asks_in_brackets(sentence, start, index):
            yield _clause(sentence, start, index, number, asked=told or sentence.asked)
            start, told = index, False
            sentence.aside.difference_update(mention.start for mention in sentence.mentions[index:])
            continue
        hard, joins = -index in sentence.breaks, not _JOINING.isdisjoint(sentence.mentions[index].cues)
        if not (hard or joins or index in sentence.breaks):
            if runs_on(sentence, start, index):
                yield _clause(sentence, start, index, number, asked=told or sentence.asked)
                start, told = index, False
            continue
        before, after = sentence.mentions[max(start, index - HALF) : index], sentence.mentions[index + 1 : index + HALF]
        contrasts = joins and contrasts_with(before, after, asked=sentence.asked or any("reports" in mention.cues for mention in before))
        contrasts |= index in sentence.breaks and contrasts_with(before, sentence.mentions[index : index + HALF], asked=False)
        contrasts |= index in sentence.breaks and pairs_off(before, sentence.mentions[index : index + HALF])
        situation = index in sentence.breaks and not sentence.supposed and parts_situation(before, sentence.mentions[index : index + HALF])
        if contrasts and "because" in sentence.mentions[index].cues:
            sentence.mentions[index] = silent(sentence.mentions[index])  # What is set against something is no mere circumstance of it.
        if hard or contrasts or situation or begins_question(sentence, start, index):
            yield _clause(sentence, start, index, number, asked=told or (contrasts and sentence.asked and not situation))
            start, told = index, repeats_conjunction(sentence, index)
    yield _clause(sentence, start, len(sentence.mentions), number, asked=told or sentence.asked)


def _clause(sentence: Sentence, start: int, end: int, number: int, *, asked: bool) -> Clause:
    part = tuple(sentence.mentions[start:end])
    aside = frozenset(mention.start for mention in part if mention.start in sentence.aside) if sentence.aside else _NOWHERE
    aside = aside if len(aside) < len(part) else _NOWHERE  # What brackets hold alone is set beside nothing.
    pauses = frozenset(index - start for index in sentence.breaks if start < index < end) if sentence.breaks else _NOWHERE
    supposed = frozenset(sentence.supposed) if sentence.supposed else _NOWHERE
    return Clause(part, asked, aside, number, sentence.numbered, pauses, supposed=supposed, supposes=sentence.supposes)
