"""A question held against the lines of a statement: what it names, and how well a line fits it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.common.claims import HOME, ORIGIN, WHEN_OVER, Claims, expanded, words_of
from bot.answering.common.lengths import is_same_length
from bot.knowledge.model import Said
from bot.knowledge.schema import Duration, Statement
from bot.knowledge.vocabulary import A_YEAR, HAVING, OWN_LENGTH, THERE_IS
from bot.understanding.linking.lexicon import CONCEPT, DATA, EVERYDAY, PART, PRODUCT, REGION
from bot.understanding.syntax.question import Question, Term, Where

# The kinds of question that every statement answers.
_ALWAYS = frozenset({"", "what", "define", "which", "which_data"})
_LACKING = frozenset({"not", "lacks", "left_out"})  # Words of a line by which a statement speaks of what is not so.
_BESIDE = 2  # So many words lie at most from a place to the same place named in other words.
_PLAIN = frozenset({EVERYDAY, PART})  # Kinds of words of which no statement speaks.


class Match(Struct, frozen=True):
    """A statement that answers a question: the line of `asked_by` that is in it, how well it fits, and words that it leaves unexplained.

    `loose` tells that something in the question is none of its words; `affirmed`, that it was found by what is said to be absent;
    `other_lengths` are lengths of time that the statements told with it state.
    """

    said: Said
    line: tuple[str, ...]
    weight: float
    excluded_products: tuple[str, ...] = ()
    loose: bool = False
    unknown: tuple[str, ...] = ()
    affirmed: bool = False
    other_lengths: tuple[Duration, ...] = ()


def keys_of(question: Question) -> set[str]:
    """Everything that a line may ask for: subjects, data, parts aside, regions, cues, products, units, outside topics."""
    found = set(question.cues)
    for term in question.terms:
        if not term.negated:
            found.update(term.keys if PART not in term.kinds else [key for kind, key in zip(term.kinds, term.keys, strict=True) if kind != PART])
    found.update([where.code for where in question.regions if where.code], [amount.unit for amount in question.amounts])
    if question.names_year:
        found.add(A_YEAR)
    return found


def states_length(statement: Statement, question: Question) -> bool:
    """Whether a question names the length of time that a statement states."""
    return statement.duration is not None and any(is_same_length(statement.duration, amount) for amount in question.amounts)


def is_explained(term: Term, explained: frozenset[str]) -> bool:
    """Whether one of the words that explain a statement explains a term."""
    return PRODUCT in term.kinds or not explained.isdisjoint(term.keys)


def says_of_subject(loose: Sequence[Term], question: Question) -> bool:
    """Whether yes or no is asked of one of some words itself: it stands right after "is" ("the X of Y is frobbed?")."""
    before = question.positions.at("aux")
    return question.yes_no and any(CONCEPT in term.kinds and term.position > 1 and term.position - 1 in before for term in loose)


def is_weighty(question: Question, word: str) -> bool:
    """Whether a word stands in a question as one of weight."""
    return any(term.text and word in term.keys for term in question.terms)


def weight_of(question: Question, word: str) -> float:
    """1 for a word of weight, half for a region or a length of time, less for a cue, least for what the thread filled in."""
    if word == OWN_LENGTH:
        return 1.0
    for term in question.terms:
        if term.text and not term.negated and word in term.keys:
            kind = term.kinds[term.keys.index(word)]
            return 1.0 if kind not in (REGION,) else 0.5
    if any(where.code == word for where in question.regions):
        return 0.5
    if any(not term.negated and term.position >= 0 and word in term.keys for term in question.terms):
        return 0.35
    return 0.3 if word in question.cues else 0.2


def speaks_of_having(question: Question, line: Sequence[str]) -> bool:
    """Whether a verb of having, offering or keeping is in a question; "can" alone is none, nor one of what is had ("do logs hold data?")."""
    at = set(question.positions)
    verbs = [verb for cue, verb in at if cue in HAVING and not (cue == "available" and ("aux", verb) in at and ("holds", verb) not in at)]
    subject = min((term.position for term in question.terms if set(term.keys) & set(line)), default=-1)
    if any(term.position > subject and set(term.kinds) <= _PLAIN for term in question.terms):
        return False  # "Can I have the logs frobbed?"
    had = [position for cue, position in at if cue == "data"] + question.positions_of(DATA)
    return any(not (0 <= subject < verb and any(thing > verb for thing in had)) for verb in verbs)


def implied_words(match: Match, question: Question) -> dict[str, list[int]]:
    """Words of claims that several words of a question say together: of having, of what can be so, and of keeping something out of a place."""
    found: dict[str, list[int]] = {}
    if match.affirmed or speaks_of_having(question, match.line):
        found[THERE_IS] = []
    if _asks_if_possible(question):
        found["able"] = []
    if not set(question.positions.at("outside")).isdisjoint(question.positions.at("host")):
        found["keeps_out"] = []
    return found


def _asks_if_possible(question: Question) -> bool:
    """Whether it is asked if something can be so: a verb for that opens the question, or stands right before what would be so."""
    positions = question.positions
    able = [at for at in positions.at("aux") if at in positions.at("available") and at >= 0 and at not in positions.at_any("holds", "using")]
    named = question.positions_of(CONCEPT) if able else []
    return any(at <= 1 or at + 1 in named for at in able)


def is_left_open(match: Match, question: Question) -> bool:
    """Whether what was told before is asked of a product of which the statement leaves it open."""
    return bool(question.told) and not words_of(match.said.statement.unsaid).isdisjoint(match.excluded_products)


def stands_beside(question: Question, where: Where, words: Sequence[int]) -> bool:
    """Whether a place stands with a word at one of some positions: "generated in X", "generated on servers of X", "X generates"."""
    if any(0 < where.position - at <= _BESIDE for at in words) and (ORIGIN, where.position - 1) not in question.positions:
        return True
    led = set(question.positions.at_any("at", "data_center", "location_noun"))
    acts = where.position + 1 in words and where.position - 1 not in question.positions.at_any("at", "toward")
    return acts or any(at < where.position - _BESIDE and led.issuperset(range(at + 1, where.position)) for at in words)


def misses_place(claims: Claims, question: Question) -> bool:
    """Whether a statement tells nothing of the place that is asked about."""
    return (question.kind == "where" and _asks_place_of(claims, question)) or (ORIGIN in claims.tied and _is_at_home(claims, question))


def _asks_place_of(claims: Claims, question: Question) -> bool:
    """Whether the place is asked for of one of several that a statement tells ("in which region of that cloud?"): it tells no more."""
    told = {word for claim in claims.denied if claim.word == "only" for word in claim.beside}
    if not told:
        return False
    nouns = question.positions.at_any("where", "location_noun")
    owners = {at + 2 for at in nouns if at + 1 in question.positions.at("of")}
    return any(term.position in owners and not told.isdisjoint(term.keys) for term in question.terms)


def _is_at_home(claims: Claims, question: Question) -> bool:
    """Whether it is asked of an account's own place, from which the statement says that nothing goes ("X hosted in Y: are its logs in Y?")."""
    if "applies" in question.cues:
        return False  # "Does the rule of Y apply to X in Y?"
    own = {where.code for where in question.mentioned if where.origin or where.position < 0}
    asked = {where.code for where in question.mentioned if not (where.origin or where.position < 0)}
    if not own and len(question.mentioned) > 1 and len(asked) == 1:
        first, *_, last = (where.position for where in question.mentioned)  # "Is the log of an account hosted in Y still in Y?"
        own = asked if last - first > _BESIDE and any(at < first for at in question.positions.at_any("account", "host")) else own
    return bool(own) and own == asked and own.isdisjoint(claims.confirms_at(ORIGIN))


def points_elsewhere(question: Question, statements: Mapping[str, Said], explained: frozenset[str]) -> bool:
    """Whether "it" stands for a subject spoken of before, or told of last by all `statements` that were, of which another says nothing."""
    told = [statements[key] for key in question.after]
    before = [term for term in question.terms if term.position < 0 and CONCEPT in term.kinds]
    if told and not any(line[0] in explained for said in told for line in expanded(said.statement.asked_by)):
        return True
    return bool(before) and not any(is_explained(term, explained) for term in before)


def goes_beyond(question: Question, explained: frozenset[str]) -> bool:
    """Whether only what was spoken of before has subjects, and one of them is none that a statement speaks of ("... logs ..." - "why?")."""
    subjects = [term for term in question.terms if CONCEPT in term.kinds]
    return all(term.position < 0 for term in subjects) and any(not is_explained(term, explained) for term in subjects)


def rests_on_own_place(question: Question, line: Sequence[str]) -> bool:
    """Whether a line asks for no more of places than where those are hosted who ask ("X's logs in Y: are they in the region of the account?")."""
    home = max((term.position for term in question.terms if HOME in term.keys), default=0)
    named = [where for where in question.regions if where.code in line]
    return any(where.position < home or (where.origin and where.position < 0) for where in named)


def answers(statement: Statement, question: Question) -> bool:
    """Whether the statement answers this kind of question."""
    if question.kind == "when" and "since_when" in question.cues and not statement.of_article:
        return False
    if question.kind == "how_long" and question.yes_no and question.amounts:
        return True
    if question.kind == "where" and "exactly" in question.cues and question.regions:
        return False
    if question.cues & {"finer", "city"} and question.kind in ("where", "which") and not (statement.limited and "data_center" in question.cues):
        return False
    return question.kind in _ALWAYS or question.kind in statement.answers


def lists_lacking(match: Match, question: Question) -> bool:
    """Whether products are asked for of which a statement is not so."""
    if not _LACKING.isdisjoint(match.line):
        return False  # The statement itself tells what is not so.
    return question.kind == "which" and not question.products and (question.negative or match.affirmed)


def affirmed(question: Question) -> Question:
    """The question with what it calls absent taken as named ("no backup plan")."""
    return replace(question, terms=tuple(replace(term, negated=False) for term in question.terms))


def leads_on(question: Question, position: int) -> bool:
    """Whether a word only says what comes next, and another place stands after it ("X, then Y"), so that it tells nothing of the place before."""
    joins = "and" in question.cues_at(position) and any(WHEN_OVER in term.keys for term in question.terms if term.position == position)
    return joins and any(where.position > position for where in question.mentioned)
