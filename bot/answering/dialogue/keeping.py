"""Whether the answer to a follow-up keeps to what its thread is about: a table's row is no answer to "X too?" after another subject."""

from __future__ import annotations

from collections.abc import Set

from msgspec.structs import replace

from bot.answering.answers.answer import Answerer
from bot.answering.common.carrying import is_topic
from bot.answering.common.claims import HOME, WHEN_OVER, expanded, words_of
from bot.answering.common.findings import MORE_ASKED, Finding, without_yes
from bot.answering.common.following import VERBAL, echoes, swaps_place
from bot.answering.dialogue.dialogue import DialogueState
from bot.answering.statements.unproven import not_said
from bot.answering.table.other_data import tells_of_others
from bot.understanding.linking.lexicon import CONCEPT, DATA, PRODUCT
from bot.understanding.syntax.question import Question

_OF_TOLD = ("why", "when", "how_long")  # Kinds of question that ask on about what was told.
_SWAPPING = frozenset(
    {"and", "what_about", "at", "of", "from", "toward", "both", "with", "subject"}
)  # Cues of a follow-up that only names a subject.

_OF_EVERYTHING = frozenset({"all", "everything", "none"})  # Cues of what is claimed of no subject in particular.

# Tells, among why something was found, that what was asked of another subject is not said of this one.
_CLAIM_LOST = "claim_lost"


def kept_to_subject(answerer: Answerer, thread: DialogueState, question: Question, made: Question, finding: Finding) -> Finding:
    """The finding for a question, completed as `made`: without a yes that would be one to what was asked before, or what was told then."""
    if not finding.facts or not thread.told:
        return finding
    told = thread.told[-1].finding
    stays = thread.question is not None and made.products == thread.question.products
    plain = not question.yes_no or "including" in question.cues
    goes_on = swaps_place(question) or (question.data and plain and not (question.kind or question.regions))  # "Even the frobs?"
    goes_on = goes_on or ("all" in question.cues and not question.products)  # "So all stays in X?"
    back = stays and told.statements and not told.facts and goes_on  # "Then back to X?": that data can be hosted there is no yes.
    if back and any(where.only for where in question.regions):
        return replace(finding, verdict=None)
    if back or _is_to_be_moved(answerer, thread, question):
        return without_yes(finding)
    unanswered = told.status == "unknown" and thread.told[-1].read.kind != "why"
    if unanswered and finding.verdict == "yes" and question.products and "what_about" in question.cues and question.cues <= VERBAL:
        finding = replace(finding, verdict=None)  # "How much is it?" - "And for Y in Z?"
    if told.statements and made.kind == "where" and not (question.kind or told.facts) and _swaps_product(question, made):
        return not_said(told)  # "Where is it while it is moved to X?" - "And to Y?"
    return told if unanswered and _takes_place(question, made) else finding


def kept_to_asked(answerer: Answerer, thread: DialogueState, question: Question, finding: Finding) -> Finding:
    """The finding; as the nearest that is said where more is asked than what was just told says.

    So it is with other data than those it tells of ("and the rest of its data?"), and the place of what it gives no region for ("in which region?").
    """
    told = thread.told[-1].finding if thread.told and finding.statements and not finding.facts else None
    if told is None:
        return finding
    again = question.kind == "where" and not question.has_subject and finding.statements[0] in told.statements
    more = again and not _tells_region(answerer, finding.statements[0])
    return not_said(finding) if more or tells_of_others(question, thread.question, told, finding) else finding


def _tells_region(answerer: Answerer, key: str) -> bool:
    """Whether a statement speaks of any region, or of that of the account."""
    statement = answerer.knowledge.statements[key].statement
    words = words_of([*statement.explains, *statement.confirms, *(word for line in statement.asked_by for word in line)])
    return not words.isdisjoint({HOME, *answerer.knowledge.regions})


def kept_to_claim(answerer: Answerer, thread: DialogueState, question: Question, made: Question, finding: Finding) -> Finding:
    """The finding; without yes or no where a subject takes the place of one of which more was asked than this one's answer says.

    "Logs are kept for a year?" - "And backups?"
    """
    last, told = thread.question, thread.found
    if last is not None and finding.verdict and (finding.statements or question.own_concepts):
        needs = answerer.knowledge.statements[finding.statements[0]].statement.needs if finding.statements else ()
        if _claims_nothing(last, question) or (needs and _concludes_of_all(question)):
            return replace(finding, verdict=None)
    swapped = (question.own_concepts or question.data) and (finding.statements or finding.facts) and question.cues <= _SWAPPING
    if last is None or told is None or not swapped or question.kind or question.amounts or (question.regions and not last.amounts):
        return finding
    if not set(told.statements).isdisjoint(finding.statements):
        return finding
    said = {word for term in question.own_concepts for word in term.keys}
    for key in finding.statements[:1]:
        statement = answerer.knowledge.statements[key].statement
        said |= words_of(statement.confirms) | words_of(statement.denies) | {word for line in expanded(statement.asked_by) for word in line}
    if _CLAIM_LOST not in told.why and not _loses_claim(last, told, made, said):
        return finding
    return replace(finding, verdict=None, why=(*finding.why, _CLAIM_LOST))


def _claims_nothing(last: Question, question: Question) -> bool:
    """Whether another place is all that is said, of which nothing was claimed ("logs?" - "and if it is in X?"), or not what was put right.

    Or what happens then is asked ("and after that?").
    """
    own = question.own_concepts
    if own and not (question.yes_no or question.regions or question.amounts) and all(WHEN_OVER in term.keys for term in own):
        return question.cues <= _SWAPPING
    if not question.regions or question.names_subject or question.kind or question.amounts:
        return False
    supposed = "what_if" in question.cues and not last.yes_no
    return supposed or ("correction" in last.cues and swaps_place(question))


def _concludes_of_all(question: Question) -> bool:
    """Whether everything or nothing is claimed, by a verb alone, after what is only so of those that use something ("we use none, so all stays?")."""
    named = question.products or question.data or question.regions or question.kind
    return not (named or question.cues.isdisjoint(_OF_EVERYTHING)) and question.cues.isdisjoint({"product", "only"})


def _loses_claim(last: Question, told: Finding, made: Question, said: Set[str]) -> bool:
    """Whether a length of time, a place or a topic of what was asked `last` is not part of what is `said` now."""
    if last.amounts and not made.amounts:
        return True
    if last.regions and not made.regions and said.isdisjoint(where.code for where in last.regions):
        return True
    if not told.statements:
        return False
    verbs = set(last.positions.at_any("host", "holds", "aux"))
    topics = sorted((term for term in last.terms if is_topic(term) and (term.is_weighty or term.position < 0)), key=lambda term: term.position)
    claimed = [term for term in (topics if last.data else topics[1:]) if term.position not in verbs and DATA not in term.kinds]
    return any(said.isdisjoint(term.keys) for term in claimed)


def with_what_was_told(thread: DialogueState, question: Question, finding: Finding) -> Finding:
    """The finding, with what was told last as the nearest that is said where its reason or time is asked for, and not said ("why?")."""
    if finding.status != "unknown" or finding.evidence or question.kind not in _OF_TOLD or question.has_subject or not thread.told:
        return finding
    told = thread.told[-1].finding
    nearest = told.nearest or (told.sentences[:2] if told.status == "answered" and not told.products else ())
    return replace(finding, nearest=nearest, evidence=(*finding.evidence, *told.evidence)) if nearest else finding


def kept_open(thread: DialogueState, question: Question, finding: Finding) -> Finding:
    """The finding; without yes where more was asked before than the article says, of something else ("must X be in Z?" - "and Y?")."""
    last, told = thread.question, thread.found
    if finding.facts and finding.verdict and _asks_what_changes(question):
        finding = replace(finding, verdict=None)
    goes_on = not question.kind and (not question.yes_no or echoes(question))
    if last is None or told is None or (last.kind == "where" and "correction" in last.cues):
        return finding  # Who says that they were wrong, and means another product, asks no more of its place.
    of_people = last.customers and last.yes_no and not (last.regions or told.verdict)  # "Has X customers in Z?" - "And in Y?"
    if not (goes_on and finding.facts and (MORE_ASKED in told.why or of_people)):
        return finding
    if told.status == "unknown" and finding.verdict != "no":
        return not_said(finding)
    return replace(without_yes(finding), why=(*finding.why, MORE_ASKED))


def _asks_what_changes(question: Question) -> bool:
    """Whether it is asked what is otherwise in another place ("if it were in Y, what would change?"): neither yes nor no is an answer to that."""
    asks = "compare" in question.cues or {"what", "difference"} <= question.cues
    return asks and "only" not in question.cues and len(question.regions) == 1 and len(question.products) <= 1


def absent_in(question: Question) -> set[str]:
    """The subjects that a question, or what is told, says to be absent."""
    return {key for term in question.terms if term.negated and CONCEPT in term.kinds for key in term.keys}


def without_lapsed(answerer: Answerer, thread: DialogueState, question: Question, context: Question | None) -> DialogueState:
    """The thread, without the subject of what was told last where a message says that there is none of what that rests on ("we use no X").

    What was asked before goes on then, if anything was.
    """
    last, told = thread.question, thread.told[-1].finding.statements[:1] if thread.told else ()
    absent = absent_in(question) | (absent_in(context) if context else set()) if last and told else set()
    names_own = any(CONCEPT in term.kinds and term.position >= 0 and not term.negated for term in question.terms)
    if not (absent and names_own) or last is None or not any(answerer.statements.holds_only_with(key, absent) for key in told):
        return thread
    if thread.before is not None:
        return thread.before
    own = words_of([word for line in answerer.knowledge.statements[told[0]].statement.asked_by for word in line])
    terms = tuple(term for term in last.terms if own.isdisjoint(term.keys))
    return replace(thread, question=replace(last, kind="", yes_no=True, terms=terms), told=())


def _swaps_product(question: Question, made: Question) -> bool:
    """Whether a product alone is named, for what was asked of another, whose subject goes on."""
    subjects = [term for term in made.terms if CONCEPT in term.kinds and term.position < 0]
    return bool(question.products and subjects) and question.cues <= VERBAL and not (question.data or question.regions or question.own_concepts)


def _takes_place(question: Question, made: Question) -> bool:
    """Whether a product only takes the place of another ("X too?"), of which something else than its places was asked."""
    if not question.products or question.kind or question.unknown or not question.cues <= VERBAL:
        return False
    topic = any(CONCEPT in term.kinds and term.position < 0 for term in made.terms)
    of_places = not topic and (made.kind == "where" or made.regions or made.data)
    return all(PRODUCT in term.kinds for term in question.terms if term.is_weighty) and not of_places


def _is_to_be_moved(answerer: Answerer, thread: DialogueState, question: Question) -> bool:
    """Whether the last question was of moving data to a place ("can X be moved to Z?" - "and Y?"): that Y can be there is told, and no yes."""
    last, moving = thread.question, answerer.table.moving_concepts
    if question.products and question.regions and question.cues & {"aux", "yes_no"}:
        return False  # It says itself what is asked.
    return last is not None and last.yes_no and not question.own_concepts and any(not moving.isdisjoint(term.keys) for term in last.own_concepts)
