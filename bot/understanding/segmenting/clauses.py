"""A message cut into clauses, each with the mentions in it and what part it plays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT, DATA, PRODUCT, SMALL
from bot.understanding.linking.mentions import UNKNOWN, Mention, as_cue, cues_of, has_cue, have_cue, have_kind, without_cues
from bot.understanding.linking.spelling import Token
from bot.understanding.reading.all_but import LEFT_OUT, OPENING_OUT, with_all_but, with_exception_first, with_left_out_asked
from bot.understanding.reading.asked_last import asks_whose, with_sense_asked_last
from bot.understanding.reading.choices import goes_on_choosing
from bot.understanding.reading.deeds import without_deeds
from bot.understanding.reading.examples import FOR_EXAMPLE, without_examples
from bot.understanding.reading.leaving_out import LEAVING_REWORDED
from bot.understanding.reading.no_other import DENYING_OTHERS, MAY_DENY_OTHERS, with_no_other
from bot.understanding.reading.only_lacking import ONLY_LACKING, ONLY_NOT, ONLY_REST, with_only_lacking
from bot.understanding.reading.set_aside import without_set_aside
from bot.understanding.reading.striking import STRIKING, goes_on_striking
from bot.understanding.reading.sweeping import CHOSEN_NOT, REST_NOT, SWEEPING, THOSE_NOT, WHO, with_every_asked, with_those_not, with_which_asked
from bot.understanding.reading.things_got import GETTERS, without_getting
from bot.understanding.reading.ticking import POINTING, with_listed_asked
from bot.understanding.resolving.own_claims import as_judging, judges_of_own, tells_who_demands, without_noun_of_claim
from bot.understanding.resolving.own_product import POINTING_REWORDED
from bot.understanding.segmenting.bare_claims import BareClaims, bare_claims
from bot.understanding.segmenting.claimants import without_claimant
from bot.understanding.segmenting.claims import JUDGING
from bot.understanding.segmenting.closing import CLOSING, with_closed
from bot.understanding.segmenting.contrasts import CONCEDING, contrasts_with, with_concession
from bot.understanding.segmenting.embedded import without_story
from bot.understanding.segmenting.judging import with_plain_claims
from bot.understanding.segmenting.listing import only_lists, wants_list
from bot.understanding.segmenting.meeting import MEETING, echoes, with_demand_judged
from bot.understanding.segmenting.sentences import asks_in_brackets, mentions_of
from bot.understanding.segmenting.stories import without_context, without_stories, without_told_last
from bot.understanding.syntax.absence import NO, with_none_denied, without_exclaimed
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.couples import NOT_ONLY, with_not_only
from bot.understanding.syntax.going_on import goes_on_choosing_by
from bot.understanding.syntax.lacking import PLACE_OUT, with_places_out
from bot.understanding.syntax.openings import ASKING, COUPLES, HALF, PEOPLE, begins_question, may_begin_at, repeats_conjunction, runs_on
from bot.understanding.syntax.requesting import CAN_LIST, CHOOSING, MAY_LIST, without_asking_for_list, without_choice
from bot.understanding.syntax.scope import is_content, is_place, pairs_off, silent
from bot.understanding.syntax.sentence import Sentence
from bot.understanding.syntax.situations import parts_situation
from bot.understanding.syntax.suppositions import OPENING, part_likened, part_suppositions

_JOINING = COUPLES | {"because"}  # "X is in Y while Z is not."

# Cues of what asks whether something told is so of a product, and of what may stand beside them.
_FOR_PRODUCTS = JUDGING | {"applies"}
_POINTING = frozenset({"it", "yes", "aux", "at", "of", "from", "toward", "subject", "and", "what_about", "because", "yes_no", "both"})

# Cues of a message that only asks which ones are meant.
_QUESTION_WORDS = frozenset({"which", "list", "aux", "and", "what_about", "those", "product", "subject", "it"})

_INFERRING, _DENYING_WORDS = ("infers",), frozenset({"not", "never", "none"})
_KEEPING = frozenset({"keeps_out"})
_POSSIBLE = frozenset({"available", "able", "yes_no", "usage", "none"})
_DENYING_TAG = frozenset({"which", "confirm"})
_ASKING_LAST, _ASKING_WHOSE = frozenset({"aux", "what"}), frozenset({"who", "at"})
_NOWHERE = frozenset[int]()
_TAG = 2  # The number of words of a tag ("might they?").
# Where all of some cues are said, what takes their words as they are meant, in this order.
_REWORDINGS = (
    (CONCEDING, with_concession), *LEAVING_REWORDED, (NOT_ONLY, with_not_only),
    (frozenset({"leave_aside"}), without_set_aside), (CHOOSING, without_choice),
    (REST_NOT, with_those_not), (CHOSEN_NOT, with_those_not), (THOSE_NOT, with_those_not),
    (ONLY_LACKING, with_only_lacking), (ONLY_NOT, with_only_lacking), (ONLY_REST, with_only_lacking),
    (FOR_EXAMPLE, without_examples), (OPENING_OUT, with_exception_first),
    (MAY_LIST, without_asking_for_list), (CAN_LIST, without_asking_for_list),
    *POINTING_REWORDED,
)  # fmt: skip


def split_clauses(told: Sequence[Sentence], tokens: list[Token]) -> list[Clause]:
    """Clauses of a message's sentences in order: their parts at colons and dashes, and second questions after "and" or a comma.

    A clause that only asks whether the one before it is right ("Is he right?"), or the one after it in its sentence, or that lists its
    products, is made a part of that one.
    """
    sentences = [sentence.copy() for sentence in told]
    said = cues_of(mentions_of(sentences))
    if not said.isdisjoint(CLOSING):
        with_closed(sentences)
    if not said.isdisjoint(PLACE_OUT):
        with_places_out(sentences)
    if not said.isdisjoint(JUDGING):
        with_plain_claims(sentences)
    clauses = _clauses_of(sentences)
    return [replace(clauses[0], asked=True)] if len(clauses) == 1 and "which" in clauses[0].cues and _is_question_word(clauses[0]) else clauses


def split_bare_claims(sentences: Sequence[Sentence], tokens: list[Token]) -> tuple[list[Clause], BareClaims]:
    """The clauses of the claims alone that a message quotes or tells, and these claims; none where it claims nothing."""
    claims = bare_claims(sentences, tokens)
    return _clauses_of(claims.sentences), claims


def _clauses_of(sentences: list[Sentence]) -> list[Clause]:
    found: list[Clause] = []
    opened = -1  # Which clause asks only by the words that open it ("they want to confirm: ...").
    for number, sentence in enumerate(sentences):
        said = cues_of(sentence.mentions)
        sentence.mentions = _plain(sentence, said)
        if said >= LEFT_OUT:
            with_left_out_asked(sentence)
        without_story(sentence)
        if said >= SWEEPING:
            with_which_asked(sentence)
        then_judged = "account" not in said and number + 1 < len(sentences) and _judges_alone(sentences[number + 1])
        for clause in map(without_context, _questions(sentence, number, judged=then_judged)):
            if len(found) > 1 and clause.asked and _only_confirms(clause):
                found = without_told_last(found)
            if found and not clause.cues.isdisjoint(_FOR_PRODUCTS) and judges_of_own(clause, found[-1]):
                clause = replace(clause, mentions=as_judging(clause.mentions), asked=True)
            if found and found[-1].sentence == number and tells_who_demands(clause):
                found[-1] = replace(found[-1], asked=found[-1].asked or clause.asked)
                continue
            clause = without_noun_of_claim(clause) if found and "it" in clause.cues else clause
            if found and not MEETING.isdisjoint(clause.cues) and (judged := with_demand_judged(found[-1], clause, sentence)):
                found[-1:] = judged
                continue
            if found and _judges_for_products(clause, found[-1]):
                found[-1] = replace(found[-1], mentions=_for_products(found[-1], clause), asked=True)
                continue
            told_last = bool(found) and (not found[-1].asked or opened == len(found) - 1)
            if told_last and (_only_judges(clause, found[-1]) or (not found[-1].asked and only_lists(clause, found[-1]))):
                told = without_claimant(found[-1].mentions, judged=not JUDGING.isdisjoint(clause.cues))
                found[-1] = replace(found[-1], mentions=(*told, *clause.mentions), asked=not _tells_of_us(found[-1], clause))
            elif found and goes_on_choosing(clause, found[-1]):
                found[-1] = replace(found[-1], mentions=(*found[-1].mentions, *clause.mentions), asked=found[-1].asked or clause.asked)
            elif found and found[-1].sentence == number and _only_opens(found[-1]):
                asked = clause.asked or not wants_list(found[-1])
                opened = len(found) - 1 if asked and not clause.asked else opened
                found[-1] = replace(clause, mentions=(*found[-1].mentions, *clause.mentions), asked=asked, pauses=frozenset())
            else:
                found.append(clause)
    return found if len(found) <= 1 else without_stories(found)


def _plain(sentence: Sentence, said: frozenset[str]) -> list[Mention]:
    """The mentions of a sentence with cues `said`, what people want ignored, choose between, do or got saying nothing."""
    mentions = without_exclaimed(sentence.mentions, sentence.breaks) if "not" in said and sentence.breaks else sentence.mentions
    mentions = with_none_denied(mentions, sentence.breaks) if said >= NO else mentions
    if said >= _DENYING_TAG:
        mentions = [as_cue(mention, "not") if _denies_which(mentions, at) else mention for at, mention in enumerate(mentions)]
    if "infers" in said and (said.isdisjoint(_DENYING_WORDS) or not any(map(is_place, mentions))):
        mentions = [silent(mention) if mention.cues == _INFERRING else mention for mention in mentions]
    if "keeps_out" in said and said.isdisjoint(_POSSIBLE):
        mentions = [without_cues(mention, _KEEPING) if has_cue(mention, _KEEPING) else mention for mention in mentions]
    if not (said.isdisjoint(MAY_DENY_OTHERS) or said.isdisjoint(DENYING_OTHERS)):
        mentions = with_no_other(mentions)
    for cues, reworded in _REWORDINGS:
        if said >= cues:
            mentions = reworded(mentions)
    if said >= _ASKING_WHOSE:
        mentions = [as_cue(mention, "which") if asks_whose(mentions, at) else mention for at, mention in enumerate(mentions)]
    if said >= _ASKING_LAST:
        mentions = with_sense_asked_last(mentions)
    if not said.isdisjoint(WHO):
        mentions = with_every_asked(mentions)
    if not said.isdisjoint(POINTING):
        mentions = with_listed_asked(mentions)
    if have_kind(mentions, UNKNOWN):
        mentions = without_deeds(mentions)
    if "all" in said:
        mentions = with_all_but(mentions, said, sentence.breaks)
    return mentions if GETTERS.isdisjoint(said) else without_getting(mentions)


def _denies_which(mentions: list[Mention], at: int) -> bool:
    """Whether what else asks for a yes at the end of a sentence denies what products are asked for ("which products can't they have?")."""
    tag = mentions[at].cues == ("confirm",) and 0 < at < len(mentions) - 1
    return tag and has_cue(mentions[at - 1], {"product", "which"}) and has_cue(mentions[at + 1], {"aux", "available", "host"})


def _is_question_word(clause: Clause) -> bool:
    """Whether a clause is a question word and no more, which asks without any mark too ("and which are")."""
    return clause.cues <= _QUESTION_WORDS and all(mention.cues or mention.kinds == (SMALL,) for mention in clause.mentions)


def _judges_for_products(clause: Clause, before: Clause) -> bool:
    """Whether it is asked if what was claimed before is so for other products ("logs are kept for a year. Does that hold for X?")."""
    asks = clause.asked and PRODUCT in clause.kinds and not _FOR_PRODUCTS.isdisjoint(clause.cues) and clause.cues <= _FOR_PRODUCTS | _POINTING
    if not asks or before.asked or any(is_content(mention) and PRODUCT not in mention.kinds for mention in clause.mentions):
        return False
    claimed = before.kinds & {DATA, CONCEPT} or any(map(is_place, before.mentions))
    people = "aux" in before.mentions[0].cues or have_cue(before.mentions[:2], ASKING | PEOPLE | {"because"})
    return bool(claimed) and ("claims" in before.cues or not people) and sum(PRODUCT in mention.kinds for mention in before.mentions) <= 1


def _for_products(claim: Clause, judging: Clause) -> tuple[Mention, ...]:
    """The mentions of a claim, for the products of the clause that wants it judged in the place of its own."""
    told = without_claimant(claim.mentions, judged=True)
    return (*(silent(mention) if PRODUCT in mention.kinds else mention for mention in told), *judging.mentions)


def _only_opens(clause: Clause) -> bool:
    """Whether a clause only says what is wanted of the rest of its sentence: to be confirmed, yes or no, a list."""
    return wants_list(clause) or _only_confirms(clause) or _only_asks_yes_no(clause) or ("verbatim" in clause.cues and not clause.has_content)


def _tells_of_us(clause: Clause, listed: Clause) -> bool:
    """Whether a clause only tells of those who speak, and lists things without a question mark ("we have two products: X and Y")."""
    return listed.has_content and not listed.asked and "subject" in clause.mentions[0].cues and clause.cues.isdisjoint(ASKING)


def _only_judges(clause: Clause, before: Clause) -> bool:
    """Whether a clause only asks whether what the one before it says is right, or for yes or no in the same sentence."""
    told = before.sentence == clause.sentence and not has_cue(before.mentions[0], ASKING)
    judges = _only_confirms(clause) or echoes(clause, before) or (told and _only_asks_yes_no(clause))
    return judges and (before.has_content or "every_region" in before.cues)


def _only_asks_yes_no(clause: Clause) -> bool:
    """Whether a clause is no more than "yes or no"."""
    return len(clause.mentions) == 1 and "yes_no" in clause.mentions[0].cues


def _only_confirms(clause: Clause) -> bool:
    """Whether a clause asks for confirmation and names nothing itself ("is he right?", "might they?")."""
    if clause.has_content or not clause.talk <= {"injection"}:
        return False
    verb, *rest = clause.mentions
    pointing = all("it" in mention.cues or {"assistant", "subject"}.issubset(mention.cues) for mention in rest)
    tag = clause.asked and len(clause.mentions) <= _TAG and "aux" in verb.cues and pointing
    return tag or not JUDGING.isdisjoint(clause.cues)


def _judges_alone(sentence: Sentence) -> bool:
    """Whether a sentence only asks if what was told before it can be so ("is that allowed?")."""
    plain = sentence.asked and not any(is_content(mention) or is_place(mention) for mention in sentence.mentions)
    return plain and have_cue(sentence.mentions, {"available"}) and not have_cue(sentence.mentions, ASKING - {"yes_no", "how"})


def _questions(sentence: Sentence, number: int, *, judged: bool = False) -> Iterator[Clause]:
    """Parts of a sentence: at every colon and dash, and before a second question or a contrast; of claims that are `judged` after it, too."""
    if have_cue(sentence.mentions, OPENING):
        part_likened(sentence)
        part_suppositions(sentence)
    start, told, places = 0, False, may_begin_at(sentence)
    if places:
        sentence.cues = cues_of(sentence.mentions)
    for index in places:
        if sentence.aside and asks_in_brackets(sentence, start, index):
            yield _clause(sentence, start, index, number, asked=told or sentence.asked)
            start, told = index, False
            sentence.aside.difference_update(mention.start for mention in sentence.mentions[index:])
            continue
        if STRIKING in sentence.cues and -index not in sentence.breaks and goes_on_striking(sentence.mentions, start, index):
            continue
        if goes_on_choosing_by(sentence, start, index):
            continue
        hard, joins = -index in sentence.breaks, not _JOINING.isdisjoint(sentence.mentions[index].cues)
        if not (hard or joins or index in sentence.breaks):
            if runs_on(sentence, start, index):
                yield _clause(sentence, start, index, number, asked=told or sentence.asked)
                start, told = index, False
            continue
        before, after = sentence.mentions[max(start, index - HALF) : index], sentence.mentions[index + 1 : index + HALF]
        contrasts = joins and contrasts_with(before, after, asked=judged or sentence.asked or have_cue(before, {"reports"}))
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
