"""One question's answer: statement, definition or table, whichever explains the whole question; else what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.answers.advice import without_advice
from bot.answering.answers.both_subjects import told_of_both
from bot.answering.answers.hosting import explains, overlooks
from bot.answering.answers.moving import moved
from bot.answering.answers.owners import find
from bot.answering.answers.refusing import clarify, refuse
from bot.answering.answers.told_in_place import only_in_place
from bot.answering.answers.unlisted import as_unsaid
from bot.answering.common.carrying import OBSTACLE, QUALIFIED, THREAD
from bot.answering.common.claims import DIRECTIONS, HOME, words_of
from bot.answering.common.findings import MORE_ASKED, Finding, say
from bot.answering.common.following import asks_for_name
from bot.answering.common.geography import Geography
from bot.answering.common.matching import Match
from bot.answering.common.table import HostingTable
from bot.answering.common.wording import Wording
from bot.answering.statements.definitions import Definitions
from bot.answering.statements.overstated import is_overstated
from bot.answering.statements.passed_over import cannot_stay, passes_over
from bot.answering.statements.statements import EXCLUDED, Statements
from bot.answering.statements.unproven import is_unproven, leaves_place
from bot.answering.table.availability import asks_which_it_is, is_beyond_availability
from bot.answering.table.choosing import asks_rows
from bot.answering.table.in_common import with_all_compared
from bot.answering.table.pledging import says_more_than_possible
from bot.answering.table.regions import place_unsaid, unsaid
from bot.answering.table.where import not_listed
from bot.knowledge.model import Knowledge
from bot.understanding.linking.lexicon import CONCEPT, DATA, PART
from bot.understanding.syntax.question import Question, keys_of_kind

# The weight of a line of everyday words beside a region.
NEARLY_ONE = 0.8

# How sure an answer still is where words of the question were passed over.
OVERLOOKED_CONFIDENCE = 0.6

_OF_PLACE = frozenset({"host", "where", "location_noun"})  # Cues that ask for a place.

_BESIDE_PLACE = frozenset(
    {"and", "what_about", "at", "or", "yes_no", "available", "toward", "thanks"}
)  # Cues beside a place that is all that is named.

_ELSEWHERE = frozenset({"what", "available", "toward", "because", "oneself", "subject", "aux", "advice", "would", "able", "article_says"})

_NEVER_CLEARER = ("how_often", "how_to", "how_much", "how", "why", "who", "when")  # Kinds that naming a product would not make clearer.


class Answerer(Struct):
    """Everything that can answer, over one knowledge."""

    knowledge: Knowledge
    table: HostingTable
    statements: Statements
    definitions: Definitions
    wording: Wording


def make_answerer(knowledge: Knowledge) -> Answerer:
    """An answerer over `knowledge`."""
    geography, wording = Geography(knowledge), Wording(knowledge)
    statements = Statements(knowledge, geography, wording)
    return Answerer(knowledge, HostingTable(knowledge, geography), statements, Definitions(knowledge), wording)


def answer(answerer: Answerer, question: Question, listed: tuple[str, ...] = ()) -> Finding:
    """What the articles say to `question`; `listed` are the products that "those" stands for."""
    if question.unknown:
        question = _without_words_of_data(answerer, question)
    question = with_all_compared(question, answerer.knowledge.products, answerer.table.explained_concepts)
    match = answerer.statements.match(question)
    if match is None and "finer" in question.cues and "city" not in question.cues and _has_one_country(answerer, question):
        of_region = replace(question, cues=question.cues - {"finer"})  # Its region is its country.
        match = next((one for one in (answerer.statements.match(of_region),) if one and HOME in words_of(one.said.statement.confirms)), None)
    others = question.software and not (match is not None and match.weight >= 1 and answerer.statements.explains_other_vendors(match))
    if others or (question.filled and _meets_obstacle(question, match)):
        return refuse(answerer.table, answerer.statements, question)
    found = _found(answerer, question, match, listed)
    if found is not None and (unsaid_after_all := as_unsaid(answerer.table, answerer.statements, answerer.definitions, question, found)):
        return unsaid_after_all
    if found is not None:
        left = match.unknown if match is not None and match.said.statement.key in found.statements[:1] else question.unknown
        statements = [answerer.knowledge.statements[key].statement for key in found.statements[:1]]
        chosen = question.kind == "which" and question.yes_no and "untrue" in question.cues  # "X. Y. Which of the two is wrong?"
        open_ended = chosen or "who_is_right" in question.cues or is_unproven(answerer.table, statements, question, found)
        open_ended = open_ended or says_more_than_possible(answerer.table, question, found)
        open_ended = open_ended or is_overstated(answerer.table, statements, question, found) or passes_over(answerer.table, question, found)
        told = replace(found, verdict=None, why=(*found.why, MORE_ASKED)) if open_ended else found
        if found.verdict == "yes" and "stays_put" in question.cues and cannot_stay(answerer.table, question):
            told = replace(found, verdict="no")
        told = without_advice(told, question) if told.verdict else told
        told = _of_news(told, question) if "heard" in question.cues else told
        return _with_overlooked(told, left, question.strange) if left else told
    if (to_place := moved(answerer.table, question)) is not None:
        return to_place
    if _is_refused(question, answerer.table.explained_concepts) or is_beyond_availability(question, answerer.table.open_concepts):
        return refuse(answerer.table, answerer.statements, question)
    if unsaid(answerer.table, question):
        return place_unsaid(answerer.table, question, ())
    return _nowhere(answerer.table, question) or clarify(answerer.table, question)


def _nowhere(table: HostingTable, question: Question) -> Finding | None:
    """That no product is in the places that alone are named, where the article lists none of them ("Brazil?"); which is meant need not be asked."""
    if not question.regions or not question.asked or not question.cues <= _BESIDE_PLACE or question.products:
        return None
    said = {at for _, at in question.positions}.union(where.position for where in question.mentioned)
    bare = said.issuperset(range(question.regions[-1].position))
    if not bare or not all(where.wanted and not (where.origin or table.geography.is_listed(where)) for where in question.regions):
        return None
    return find(table, replace(question, yes_no=True, cues=question.cues | {"product"}), ())


def _has_one_country(answerer: Answerer, question: Question) -> bool:
    """Whether each product that is asked about is hosted in one region, which is a country."""
    codes = [answerer.table.regions(product) for product in question.products]
    return bool(codes) and all(len(regions) == 1 and answerer.knowledge.regions[regions[0]].is_country for regions in codes)


def _meets_obstacle(question: Question, match: Match | None) -> bool:
    """Whether a topic of which no article speaks was handed on to a question that is about it."""
    pointed = "outside" in question.filled and not question.cues.isdisjoint({"it", "those"})
    return pointed or QUALIFIED in question.filled or (OBSTACLE in question.filled and match is None)


def _without_words_of_data(answerer: Answerer, question: Question) -> Question:
    """The question without unexplained words that are part of what the kinds of data in it are called or mean."""
    unknown = answerer.wording.beyond_data(question.unknown, question.data)
    return replace(question, unknown=unknown, strange=question.strange and bool(unknown))


def _found(answerer: Answerer, question: Question, match: Match | None, listed: tuple[str, ...]) -> Finding | None:
    """The first of statements, definitions and table that answers, in the order that the question's words call for."""
    if match is not None and question.told:
        return answerer.statements.finding(match, question)
    if match is not None and _asks_hosting_too(answerer.table, match, question):
        hosting = find(answerer.table, question, listed)
        if hosting is not None:
            return hosting
    if match is not None and _prefers_statement(match, question) and not asks_rows(answerer.table, match, question):
        said = only_in_place(answerer.table, match.said.statement, question, told_of_both(answerer.statements, match, question))
        of_home = _asks_place(question) and HOME in words_of(match.said.statement.confirms)
        told = of_home and (THREAD in question.filled or _has_one_country(answerer, question))
        return _with_regions(answerer, said, question) if told else said
    defined = answerer.definitions.find(question)
    if defined is not None:
        own = _data_without_parts(question) if defined.verdict and question.products and "products" not in question.filled else ()
        if not own or any(answerer.table.cells(product, own) for product in question.products):
            return defined
        return replace(not_listed(answerer.table, replace(question, data=own)), verdict=None)
    if asks_for_name(question) or asks_which_it_is(question) or not overlooks(question) or _asks_country_of_told(answerer, question):
        return None
    hosting = find(answerer.table, question, listed) if explains(answerer.table, question) else None
    if hosting is None and match is not None:
        return answerer.statements.finding(match, question)
    return hosting


def _data_without_parts(question: Question) -> tuple[str, ...]:
    """The data that a question is about, without those that may be a part of them ("do X's calls have contact data?")."""
    return keys_of_kind([term for term in question.terms if PART not in term.kinds], DATA) or question.data


def _asks_country_of_told(answerer: Answerer, question: Question) -> bool:
    """Whether the country is asked of what a statement just told, which the rows of data that were named with it do not tell ("where's that?")."""
    if "finer" not in question.cues or question.kind != "where" or "data" not in question.filled or question.products:
        return False
    told = [answerer.knowledge.statements[key].statement for key in question.after]
    notes = any(not set(said.footnote_of).isdisjoint(question.data) for said in told)
    return bool(told) and not notes and any(CONCEPT in term.kinds and term.position < 0 for term in question.terms)


def _is_refused(question: Question, explained: AbstractSet[str]) -> bool:
    """Whether a question names something, so that nothing is left to ask back; what rows have `explained` is nothing where a place is asked for."""
    pointed = _points_at_product(question)
    filled = {"terms", "topic"} & set(question.filled) and not (pointed and any(at < 0 for at in question.positions.at("it")))
    named = filled or question.unknown or question.products or question.data or question.outside
    told = explained if question.regions and question.yes_no else frozenset[str]()
    weighty = any(term.is_weighty and not (term.aside or not told.isdisjoint(term.keys)) for term in question.terms)
    weighty = (weighty and not pointed) or (question.kind == "how_long" and bool(question.regions))
    weighty = weighty or asks_for_name(question)
    far = question.kind == "what" and {"what"} < question.cues <= _ELSEWHERE and not question.regions  # "What shall I get my boss?"
    return bool(named or question.server_count or far) or question.names_year or weighty or "city" in question.cues or question.kind in _NEVER_CLEARER


def _points_at_product(question: Question) -> bool:
    """Whether it is asked where something is that was only pointed at ("that module we signed for, where is it hosted?"), or if it is in a place."""
    if question.yes_no and question.regions and ("it", 0) in question.positions and not question.kind:
        return True
    return question.kind == "where" and "it" in question.cues and bool(question.cues & {"host", "location_noun"})


def _of_news(finding: Finding, question: Question) -> Finding:
    """What is asked of the listener as news ("did you see that ...?") is answered, but not surely asked."""
    return replace(finding, verdict=None if question.negative else finding.verdict, confidence=finding.confidence * OVERLOOKED_CONFIDENCE)


def _with_overlooked(finding: Finding, unknown: Sequence[str], strange: bool) -> Finding:
    """An answer that says which words were passed over, and is less sure for them.

    They may narrow what is asked ("is X the frobbest region of Y?"): what is not so is not so however it is narrowed, what is so may not be.
    """
    said = say("not_understood", words=", ".join(f'"{word}"' for word in unknown))
    unsure = strange if finding.statements else finding.verdict == "yes"
    verdict = None if unsure else finding.verdict
    return replace(finding, opening=(said, *finding.opening), verdict=verdict, confidence=finding.confidence * OVERLOOKED_CONFIDENCE)


def _asks_hosting_too(table: HostingTable, match: Match, question: Question) -> bool:
    """A footnote's statement is told with the hosting of its data, where that is asked too."""
    if not (match.said.statement.footnote_of and question.data and question.products):
        return False
    asks_place = any(cue in _OF_PLACE and (at >= 0 or not question.yes_no) for cue, at in question.positions)
    joined = any(at > 0 for at in question.positions.at("and"))  # Not "and it stays there for good?".
    one_claim = (question.regions or not joined) and _names_subject(match, question)
    judged = question.yes_no and (question.cues & {"aux", "holds"} or one_claim)
    judged = judged or (bool(question.regions) and not (question.kind or question.asked) and _names_subject(match, question))  # It is claimed.
    return asks_place and question.kind in ("", "what", "where", "define") and not (judged or leaves_place(table, question))


def _prefers_statement(match: Match, question: Question) -> bool:
    """A statement goes before the tables where the question has a subject that only it explains."""
    asks_products = "product" in question.cues and not question.products
    if asks_products and question.regions and not _is_weighty(match, question):
        return False
    if question.kind == "which" and question.regions and "those" in question.cues and not question.own_concepts:
        return False
    if _continues_topic(match, question) or (not (question.products or question.data or question.count) and match.weight >= NEARLY_ONE):
        return True
    if not (question.products or question.data or question.regions or question.count):
        return True
    if match.said.statement.footnote_of and question.yes_no and "data" in question.filled and question.regions:
        joining = question.positions.at_any("and", "what_about")
        own = [term for term in question.terms if CONCEPT in term.kinds and term.position >= 0 and term.position not in joining]
        return any(not set(term.keys).isdisjoint(match.line) for term in own)  # "Where are the recordings?" - "So they never leave X?"
    moves = not DIRECTIONS.isdisjoint(match.line)
    denied = EXCLUDED[True] if match.excluded_products and question.yes_no else 0
    return match.weight + denied >= 1 and (moves or any(CONCEPT in term.kinds and set(term.keys) & set(match.line) for term in question.terms))


def _names_subject(match: Match, question: Question) -> bool:
    """Whether the question itself names a subject by which the statement was found, or which it explains."""
    told = {*match.line, *match.said.statement.explains}
    return any(not told.isdisjoint(term.keys) for term in question.own_concepts if term.position >= 0)


def _is_weighty(match: Match, question: Question) -> bool:
    """Whether a subject of weight, or one that was spoken of before, is what the statement was found by."""
    return any((term.is_weighty or term.position < 0) and CONCEPT in term.kinds and set(term.keys) & set(match.line) for term in question.terms)


def _continues_topic(match: Match, question: Question) -> bool:
    """A follow-up that only swaps the product stays with the thread's subject."""
    own_data = question.data and "data" not in question.filled
    own_place = _asks_place(question) and THREAD not in question.filled
    if own_data or own_place or not {"terms", "topic"} & set(question.filled):
        return False
    return any(not term.is_weighty and term.position < 0 and CONCEPT in term.kinds and set(term.keys) & set(match.line) for term in question.terms)


def _asks_place(question: Question) -> bool:
    """Whether the question itself asks for a place."""
    return "location_noun" in question.cues or (question.kind == "where" and "kind" not in question.filled)


def _with_regions(answerer: Answerer, said: Finding, question: Question) -> Finding:
    """What is said of "the respective region", with the regions that the product spoken of before can be hosted in ("and where is it kept?")."""
    hosting = find(answerer.table, replace(question, data=())) if question.products and not question.yes_no and not question.data else None
    if hosting is None or hosting.status != "answered":
        return said
    return replace(
        said,
        sentences=(*said.sentences, *hosting.sentences),
        facts=hosting.facts,
        rows=hosting.rows,
        evidence=(*said.evidence, *hosting.evidence),
        why=(*said.why, *hosting.why),
    )
