"""Whether yes or no from a statement would mislead, since only a part of what is asked is spoken of."""

from __future__ import annotations

from collections.abc import Sequence, Set

from bot.answering.common.claims import Claims
from bot.answering.common.following import echoes
from bot.answering.common.matching import Match
from bot.answering.common.negation import denies_before, segments
from bot.answering.common.polarity import is_untrue_twice
from bot.understanding.linking.lexicon import CONCEPT
from bot.understanding.syntax.question import Question

# Cues that add to what was spoken of before, or ask whether it is so.
_ASSERTING = frozenset({"confirm", "untrue", "still", "only", "other", "before", "without", "all"})
_ALL_OR_ONE = frozenset({"all", "product", "or", "only"})
_SAME_PLACE = frozenset({"same", "location_noun"})

_AVERTING = frozenset({"lacks", "holds", "averts"})
_LAST_OF_OPENING = 3  # The verb that asks stands no later than this.


def leaves_out_unsaid(match: Match, claims: Claims, question: Question) -> bool:
    """Whether something is absent, or added, of which the statement says nothing ("and without apps?"), after something that it does speak of.

    Where the question itself names what the statement is about, what the statement explains may be absent too.
    """
    if match.affirmed or "terms" not in question.filled and "topic" not in question.filled:
        return False
    said = {*match.line, *(word for claim in (*claims.confirmed, *claims.denied) for word in (claim.word, *claim.beside))}
    if any(term.position >= 0 and not set(term.keys).isdisjoint(match.line) for term in question.own_concepts):
        said.update(match.said.statement.explains)
    added = {at + 1 for at in question.positions.at("with")} if question.cues >= {"with", "what_about"} else set[int]()
    unsaid = (term for term in question.terms if term.position >= 0 and CONCEPT in term.kinds and said.isdisjoint(term.keys))
    explained = match.said.statement.explains
    return any(term.negated or (term.position in added and set(explained).isdisjoint(term.keys)) for term in unsaid)


def is_one_of_two(question: Question, line: Sequence[str], judged: Sequence[int]) -> bool:
    """Whether all that is `judged`, by positions, is the second of two things to choose from, as "all" and one are."""
    first = min((at for at in judged if at >= 0), default=0)
    if question.cues >= _ALL_OR_ONE and question.products:
        return any(min(question.positions.at("all")) < at for at in question.positions.at("or"))  # "Is it so of all products, or of X only?"
    others = [term.position for term in question.own_concepts if set(term.keys).isdisjoint(line)]
    return any(0 <= at < choice < first for choice in question.positions.at("or") for at in (*question.positions.at("host"), *others))


def leaves_open(question: Question) -> bool:
    """Whether yes or no would mislead: a condition before it is denied, what is called untrue twice, or it says something that names nothing."""
    named = any(term.position >= 0 for term in question.terms) or any(where.position >= 0 for where in question.mentioned)
    own = named or question.amounts or question.numbers or question.dates or (question.products and "products" not in question.filled)
    goes_on = own or "positions" in question.filled or echoes(question) or question.cues & _ASSERTING or question.cues >= _SAME_PLACE
    return not goes_on or denies_before(question) or ("untrue" in question.cues and is_untrue_twice(question))


def lacks_condition(question: Question, line: Sequence[str], claimed: Set[str]) -> bool:
    """Whether that is said to be absent for which alone the statement holds ("without a custom mailbox"), and which it does not claim itself.

    Of what "none" opens the question with something is said ("none of the calls leaves X"): it is no condition.
    """
    absent = [term for term in question.terms if term.negated and ("none", term.position - 1) not in question.positions]
    return any(set(term.keys) & set(line) and claimed.isdisjoint(term.keys) for term in absent)


def says_and_denies(question: Question, line: Sequence[str]) -> bool:
    """Whether a subject is named twice, once as absent ("frobbed by standards, without citing any standard"), so that yes or no would mislead."""
    denied = next((segment for segment in segments(question) if segment.negated), None)
    if denied is None:
        return False
    subjects = [(set(term.keys).intersection(line), denied.start <= term.position < denied.end) for term in question.terms if term.text]
    inside, outside = (set[str]().union(*(keys for keys, within in subjects if within == side)) for side in (True, False))
    return not inside.isdisjoint(outside)


def asks_to_avert(question: Question) -> bool:
    """Whether it is asked if people can do without something, or keep it from being so ("can we refuse the copy in X?", "... stop it leaving?")."""
    if _AVERTING.isdisjoint(question.positions.by_cue):
        return False
    asking, demands = question.positions.at_any("aux", "yes_no"), question.positions.at("demand")
    verbs = {at + step for at in asking if at <= _LAST_OF_OPENING for step in (1, 2)}
    refused = [at for at in question.positions.at("lacks") if at in demands]
    possible = set(question.positions.at("yes_no")).difference(question.positions.at("aux"))
    people = {at + 1 for at in (*question.positions.at_any("subject", "customer", "toward"), *possible)}
    verbs_of_people = verbs & people
    kept = verbs_of_people.intersection(question.positions.at("holds"))
    averted = verbs_of_people.intersection(question.positions.at("averts"))
    turned = [at for at in question.positions.at("from") if any(term.position == at + 1 and CONCEPT in term.kinds for term in question.terms)]
    beyond = {where.position - 1 for where in question.mentioned}  # "Keep X out of Y."
    turned += [term.position for term in question.terms if term.position in beyond and CONCEPT in term.kinds]
    turned += [at for at in question.positions.at("from") if at + 1 in question.positions.at("there")]
    turned += question.positions.at_any("averts", "outside")
    return bool(averted) or not verbs.isdisjoint(refused) or (bool(kept) and any(at > min(kept) for at in turned))
