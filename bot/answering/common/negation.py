"""Which stretches of a question are negated."""

from __future__ import annotations

from msgspec import Struct

from bot.answering.common.called_untrue import is_called_untrue
from bot.answering.common.denied_subject import denies_subject
from bot.answering.common.said_beside import said_beside
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.question import BEFORE, Question
from bot.understanding.syntax.scope import DENYING, REPORTING

_FAR = 10 * BEFORE
_PAIR = 2
_ABSENT = frozenset({"not", "none", "without"})
_BESIDE = 2  # How far before a place its own denial stands.
_REACH = 4  # How far after "without" or "no" a word stands that is negated with it.
# How far after "instead of" what is replaced may end ("instead of all of it being in one single place").
_REACH_OF_INSTEAD = 7


class Segment(Struct, frozen=True):
    """Positions `start` to `end` (exclusive) of a question, negated as a whole or not."""

    start: int
    end: int
    negated: bool


def segments(question: Question) -> list[Segment]:
    """The question cut where a negated part begins, and where it ends before "but"."""
    negations = dict.fromkeys(question.positions.at_any("not", "never", "none", "without"))
    genuine = [position for position in negations if negates(question, position)]
    if not genuine or any(question.cues_at(at) & _ABSENT == {"without"} for at in genuine[1:]):  # "No X is without Y": all have it.
        return [Segment(-_FAR, _FAR, False)]
    first = genuine[0]
    end = min((position for position in question.positions.at("but") if position > first), default=_FAR)
    start = first if _says_after(question, first) and not denies_subject(question, first) else _start_of_denied(question, first)
    return [Segment(-_FAR, start, False), Segment(start, end, True), Segment(end, _FAR, False)]


def _start_of_denied(question: Question, position: int) -> int:
    """Where begins what a negation denies that stands after all of it: its own part after "and" ("X is in Y and Z has no part in it"), or all."""
    for at in reversed([at for at in question.positions.at("and") if at < position]):
        verbs = [verb for verb in question.positions.at_any("host", "aux", "holds") if verb < at]
        named = [term.position for term in question.terms if term.position >= 0]
        if any(at < name < position for name in named) and any(name < min(verbs, default=-1) for name in named):
            return at
    return -_FAR


def first_negation(question: Question) -> int:
    """Where a negated part begins, before all else where there is none."""
    return next((segment.start for segment in segments(question) if segment.negated), -_FAR)


def is_denied(question: Question) -> bool:
    """Whether yes to a yes/no question means that things are not where its places are: its denials are odd in number.

    A denial is a verb of lacking ("X lacks Y"), "not" where somebody's claim is judged ("he says X is not in Y, right?"; else it only asks
    "isn't X in Y?"), and "untrue". Denials in one language's double form ("nobody never") count once. Where some places are wanted and
    others not, each has its own.
    """
    untrue = "untrue" in question.positions.by_cue and is_called_untrue(question)
    if len(question.regions) > 1 and denies_each(question):
        return not untrue
    lacking, plain = _denials(question)
    told = plain and (is_judged(question) or is_no_longer(question) or question.cues & {"never", "only"} or _closes(question, plain))
    told = told or (plain and (denies_any(question) or _denies_wholly(question) or _denies_members(question) or _denies_several(question)))
    return (len(lacking) + bool(told) + untrue) % 2 == 1


def _denies_several(question: Question) -> bool:
    """Whether none of several products is spoken of, or a denial stands before the first and one before another ("nem X nem Y ficam lá")."""
    if len(question.products) < _PAIR or "none" in question.cues:
        return len(question.products) >= _PAIR
    named = question.own_positions_of(PRODUCT)
    denials = question.positions.at_any("not", "without")
    return bool(named) and all(any(0 < at - denial <= _BESIDE for denial in denials) for at in (named[0], named[-1])) and len(named) > 1


def denies_of_each(question: Question) -> bool:
    """Whether the same is denied of one product and then of another ("X isn't in Z, Y isn't either", "X não fica lá, Y também não")."""
    named = question.own_positions_of(PRODUCT)
    if len(named) < _PAIR:
        return False
    tags = question.positions.at("confirm")
    denials = [at for at in question.positions.at_any("not", "never") if at not in tags]
    return any(named[0] < at < named[-1] - 1 for at in denials) and any(at >= named[-1] - _BESIDE for at in denials)


def denies_any(question: Question) -> bool:
    """Whether it is asked if there is anything that is not in a place ("is there any X data that can't be in Y?")."""
    if question.data or not question.regions or any(where.wanted for where in question.regions):
        return False
    told = max(question.positions.at("claims"), default=-1)  # "Anyone who says that X is not in Y" is no thing that is not there.
    things = [at for at in question.positions.at("any") if at > told]
    return any(0 <= thing < at < question.regions[0].position for thing in things for at in question.positions.at("not"))


def _denies_wholly(question: Question) -> bool:
    """Whether a denial goes on after the place that it denies ("X is not in Y at all")."""
    last = max((where.position for where in question.regions), default=-1)
    wholly = any(at > last for at in question.positions.at("any")) and bool(question.regions)
    return wholly and any(1 < at < last for at in question.positions.at("not"))


def _denies_members(question: Question) -> bool:
    """Whether a product is asked to be one of those that are not in a place ("is X one of the products that can't be in Y?")."""
    named = min(question.own_positions_of(PRODUCT), default=-1)
    first = min((where.position for where in question.regions), default=-1)
    joints = question.positions.at_any("those", "subject")
    return named >= 0 and any(named < at < first and at - 1 in joints and at - 1 > named for at in question.positions.at("not"))


def _is_only_doubt(question: Question, cues: set[str]) -> bool:
    """Whether words with `cues` only tell a doubt, and what is doubted is then asked plainly ("I doubt that X is in Y. Is it?")."""
    last = max((where.position for where in question.regions), default=-1)
    return cues >= {"not", "lacks", "claims"} and any(at > last >= 0 for at in question.positions.at("aux"))


def is_judged(question: Question) -> bool:
    """Whether somebody's claim is to be judged: "right?", "is it false?", "he says ..."."""
    closes = bool(question.positions) and question.positions[-1][1] in question.positions.at("yes")
    return closes or bool(question.cues & {"confirm", "untrue", "claims"})


def is_no_longer(question: Question) -> bool:
    """Whether something is said to be so no longer, as if it had been so before ("no longer in X")."""
    return "still" in question.cues and not set(question.positions.at("still")).isdisjoint(question.positions.at_any("not", "never"))


def denies_saying(question: Question) -> bool:
    """Whether it is denied that somebody says something ("he didn't say that X is in Y"), which tells nothing of what they think."""
    nots = set(question.positions.at_any("not", "none"))
    spelled = question.positions.at("spelled")  # "They did not write the article."
    return any(at - 1 in nots for at in question.positions.at("claims") if at not in nots and at not in spelled) if nots else False


def _closes(question: Question, plain: list[int]) -> bool:
    """Whether "not" ends what is told of a product after others were told of the same places ("X is in Y but Z not?")."""
    products = question.own_positions_of(PRODUCT)
    return "regions" in question.filled and bool(plain and products) and min(plain) > max(products)


def _denials(question: Question) -> tuple[list[int], list[int]]:
    """Where a verb of lacking stands, and where a plain "not", of those that belong to the places asked about."""
    if DENYING.isdisjoint(question.positions.by_cue):
        return [], []
    wanted = {where.wanted for where in question.regions}
    last = max((where.position for where in question.regions), default=0)
    bounded = not wanted and question.count and question.cues & {"more_than", "fewer_than"}
    if len(wanted) > 1 or bounded or any(position > last for position in question.positions.at("but")):
        return [], []
    at: dict[int, set[str]] = {}
    for cue, position in question.positions:
        at.setdefault(position, set()).add(cue)
    begin = max((position for position, cues in at.items() if cues & REPORTING), default=-1)
    begin = begin if not _named_before(question, begin) else -1
    lacking: list[int] = []
    plain: list[int] = []
    aside = said_beside(question)
    for position, cues in sorted(at.items()):
        tag = cues & {"confirm", "untrue"} and not (cues & {"not"} and _says_after(question, position) and position > begin + 1)
        if position in aside or position < begin or tag or _is_only_doubt(question, cues) or (cues >= {"not", "aux"} and position == 0):
            continue
        if ("lacks" in cues and "leave_aside" not in cues) or ("without" in cues and "not" not in cues and True not in wanted):
            lacking.append(position)
        elif cues & {"not", "never", "none"} and ("without" not in cues or "none" in cues or True not in wanted):
            plain.append(position)
    return lacking, plain


def opens_with_not(question: Question) -> bool:
    """Whether "not" belongs to the opening of the question ("isn't it ...?")."""
    return any(position <= 1 and not _named_before(question, position) for position in question.positions.at("not"))


def denies_each(question: Question) -> bool:
    """Whether the last of several places has a denial of its own, and they are all denied ("neither in X nor in Y", "not in X, nor in Y")."""
    if any(where.wanted or where.beyond for where in question.regions):
        return False
    denials = [at for at in question.positions.at_any("not", "without") if at >= 0]
    last = max(where.position for where in question.regions)
    first = min(where.position for where in question.regions)
    return any(at < first for at in denials) and any(first < at < last and last - at <= _BESIDE for at in denials)


def denies_elsewhere(question: Question) -> bool:
    """Whether all that lies outside of a place is denied: by one phrase ("nowhere but in X"), or after it ("apart from X, there is nothing else")."""
    nothing = question.positions.at("none")
    outside = question.positions.at_any("outside", "except") if nothing or "only" in question.cues else ()
    if not set(nothing).isdisjoint(outside):
        return True
    last = max((where.position for where in question.regions), default=0)
    return bool(outside) and any(at > last for at in (*nothing, *question.positions.at("only")))


def asks_whether_not(question: Question) -> bool:
    """Whether a verb opens the question together with "not" ("aren't all ...?", "are not all ...?")."""
    verbs = question.positions.at("aux")
    return any(at <= 1 and (at in verbs or at - 1 in verbs) for at in question.positions.at("not"))


def denies_before(question: Question) -> bool:
    """Whether a clause before the question, in its sentence, is denied ("if I do not buy any, ...?"), so that yes or no would mislead.

    What only goes on with things that are absent ("no X nor Y") denies no clause.
    """
    absent = question.positions.at("without")
    return any(position < 0 and position not in absent for position in question.positions.at_any("not", "never"))


def denies_claim(question: Question) -> bool:
    """Whether a claim to be confirmed says "not" ("not all are in X, right?"), not only in the words that ask for a yes ("..., isn't it?")."""
    tags = question.positions.at("confirm")
    return bool(tags) and not set(tags).issuperset(question.positions.at("not"))


def not_only(question: Question, position: int) -> bool:
    """Whether "only" at a position is itself negated ("not only")."""
    return position - 1 in question.positions.at("not")


def is_replaced(question: Question, position: int) -> bool:
    """Whether what stands at a position is what something named before is said to take the place of ("a processor rather than a controller")."""
    return any(0 < position - at <= _REACH_OF_INSTEAD and _named_before(question, at) for at in question.positions.at("instead"))


def is_open(question: Question, position: int) -> bool:
    """Whether what "without" at a position takes away is something that the question names as absent."""
    return any(term.negated and position < term.position <= position + _REACH for term in question.terms)


def negates(question: Question, position: int) -> bool:
    """Whether a negation turns what is said: not the "n't" that opens a question, "not only", or "no" before a mere circumstance."""
    at = question.positions
    if position < 0 or ("only", position + 1) in at or ("yes_no", position) in at or is_open(question, position):
        return False
    if not {("not", position), ("never", position), ("none", position)} & set(at):
        return ("without", position) in at and any(position < term.position <= position + _REACH for term in question.terms)
    if ("none", position) in at and any(term.negated and term.position == position - 1 for term in question.terms):
        return ("without", position - 2) not in at
    if not _says_after(question, position) and not any(cue == "definitions" and at > position for cue, at in question.positions):
        closes = ("lacks", position) in at or (is_judged(question) and ("confirm", position) not in at)  # "Is X left out?"
        return _is_postponed(question, position) or (closes and _named_before(question, position))
    if ("claims", position) in at:
        return True
    told = any(cue in ("confirm", "reports", "yes_no", "because", "untrue") and before < position for cue, before in at)
    if {("never", position), ("none", position), ("without", position)} & set(at):
        return True
    opens = ("aux", position) in at or ("aux", position - 1) in at or ("at", position - 1) in at or position == 0
    claimed = position == 0 and ("aux", 0) not in at and is_judged(question)  # "Não existe X, certo?"
    return told or claimed or _named_before(question, position) or _speaks_before(question, position - 1) or not opens


def _says_after(question: Question, position: int) -> bool:
    """Whether anything is said after a position that can be true or false."""
    places = [where.position for where in question.mentioned]
    return any(at >= position for at in (*places, *(amount.position for amount in question.amounts), *(term.position for term in question.terms)))


def _is_postponed(question: Question, position: int) -> bool:
    """Whether "none" or "nenhum" stands last and denies what is before it ("a plan there is none")."""
    return ("none", position) in question.positions and ("or", position - 1) not in question.positions


def _speaks_before(question: Question, position: int) -> bool:
    """Whether what is spoken of stands before a verb at a position, as in a sentence that asks nothing ("so data are not ...?")."""
    return any(0 <= at < position for at in question.positions.at_any("data", "product", "data_center", "those", "article_says"))


def _named_before(question: Question, position: int) -> bool:
    """Whether something is named before a position."""
    return any(0 <= term.position < position for term in question.terms)
