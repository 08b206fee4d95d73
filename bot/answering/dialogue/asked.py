"""Which clauses of a message ask something, and which only say what the others then ask about."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.dialogue.leading import SOUGHT_ALONE, leads_to, only_products
from bot.answering.dialogue.remarking import Reading, only_remarks, remarks
from bot.answering.dialogue.stating import states
from bot.answering.dialogue.striking_off import names_struck
from bot.answering.dialogue.thanking import only_tells
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.linking.mentions import have_kind
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.openings import OF_PLACES, is_heading, is_long_conjunction
from bot.understanding.syntax.question import Question

_REQUESTS = frozenset({"location_noun", "list", "compare", "yes_no", "confirm", "quote_it", "define"})
_ASIDE_TALK = frozenset({"greeting", "thanks", "help", "insult"})
_ASKED_ON = frozenset({"where", "how_long", "how_many", "how_much", "when", "which_data"})
_OTHERS = frozenset({"rest", "other"})
_ASSENTS = frozenset({"confirm", "yes", "aux", "host", "at"})
_OF_HOSTING = frozenset({"host", "location_noun", "data_center", "data"})

_OF_CHOICES = ("what", "which", "where", "define")

_QUESTION_WORDS = ("what", "who", "when", "why", "how", "which", "define")
_LATEST = 2
_ALONE = 2  # The number of mentions of a conjunction and a question word.
_TOLD = frozenset({"aux", "subject", "not", "yes_no", "because"})
_POINTING_BACK = frozenset({"there", "same", "those"})
_AMONG_NAMED = frozenset(
    {"rest", "first_one", "last_one", "other", "stays_left", "wholly"}
)  # "And the other?", "fully?" ask of products that are named or not.
_AROUND_SOUGHT = frozenset({"thanks", "what_about", "and", "yes", "exactly", "infers"})

_HOW = frozenset({"how", "aux", "it"})


def which_ask(readings: Sequence[Reading], talk: frozenset[str]) -> list[bool]:
    """For each clause as read, whether it is to be answered; `talk` is the small talk of the whole message."""
    if len(readings) == 1:
        return [_is_asked(*readings[0], talk)]  # All else weighs clauses against each other.
    marked = {clause.sentence for clause, question in readings if clause.asked or _requests(question)}
    plain = any(not clause.numbered and (clause.asked or question.kind or question.yes_no) for clause, question in readings)
    listed = any(clause.cues & OF_PLACES and is_heading(clause.mentions) for clause, _ in readings)
    items = [clause.numbered and _only_lists(clause, question) for clause, question in readings]
    return [
        _is_asked(clause, question, talk)
        and not leads_to(index, readings)
        and not _wants_number(index, readings)
        and not only_remarks(index, readings)
        and not (question.unknown and not clause.asked and remarks(question, readings))
        and not states(clause, question, marked)
        and not (plain and sum(items) > 1 and items[index])
        or (plain and index > 0 and puts_right(question))
        or _goes_on(index, readings)
        or (index > 0 and _wants_number(index - 1, readings))
        or (listed and bool(question.own_concepts) and is_heading(clause.mentions))
        or (_wants_hosting(clause, question) and any(before.products for _, before in readings[:index]))
        or (names_struck(question) and any(before.struck for _, before in readings[:index]))
        for index, (clause, question) in enumerate(readings)
    ]


def _requests(question: Question) -> bool:
    """Whether a clause opens with a verb of telling and names what is to be told ("tell me the regions of it")."""
    return 0 in question.positions.at_any("reports", "list") and bool(question.kind or "location_noun" in question.cues)


def with_plain_tag(readings: list[Reading]) -> list[Reading]:
    """The clauses as read, "how is it?" after a product that the same is asked of asking no more than that ("e no X, como é?")."""
    (told, before), (clause, question) = readings[-2:]
    tag = question.kind == "how" and question.cues <= _HOW and not (question.has_subject or question.terms) and told.sentence == clause.sentence
    plain = before.products and not (before.kind or before.yes_no or before.regions or before.own_concepts or before.unknown or before.outside)
    if not (tag and plain and "what_about" in before.cues):
        return readings
    return [*readings[:-2], (replace(told, asked=True), replace(before, asked=True))]


def with_label(readings: list[Reading]) -> list[Reading]:
    """The clauses as read, the place asked for that a label names, by which a form wants it ('column "hosting region": what do I write for X?')."""
    if len(readings) == 1:
        return readings
    (told, label), (clause, question) = readings[-2:]
    named = label.products or label.data or label.regions or label.own_concepts or label.outside or not label.cues.isdisjoint(_TOLD)
    is_label = label.kind == "where" and "location_noun" in label.cues and told.sentence == clause.sentence and not (named or told.asked)
    said = question.data or question.regions or question.own_concepts or question.outside or question.unknown
    if not (is_label and question.kind in ("what", "") and question.products and not (said or question.yes_no)):
        return readings
    return [*readings[:-2], (clause, replace(question, kind="where", cues=question.cues | {"location_noun"}))]


def _wants_number(index: int, readings: Sequence[Reading]) -> bool:
    """Whether a clause only says that a number is wanted, of the products that the next one names by their place ("just a number: X in Y")."""
    question = readings[index][1]
    if question.kind != "how_many" or question.has_subject or question.cues & {"it", "location_noun"} or index + 1 == len(readings):
        return False
    counted = readings[index + 1][1]
    return bool(counted.regions) and "product" in counted.cues and not (counted.products or counted.yes_no or counted.kind)


def _goes_on(index: int, readings: Sequence[Reading]) -> bool:
    """Whether a clause names a subject of which the next one asks something else with its question word alone ("who did it, and when?")."""
    following = readings[index + 1 : index + 2]
    if not readings[index][1].own_concepts or not following or following[0][0].sentence != readings[index][0].sentence:
        return False
    clause, question = following[0]
    return bool(question.kind) and not question.has_subject and ("and", 0) in question.positions and len(clause.mentions) == _ALONE


def puts_right(question: Question) -> bool:
    """Whether a clause only replaces something that was named before it ("I mean X")."""
    at = min(question.positions.at("correction"), default=_ALONE)
    asks = question.kind and not (question.kind == "define" and at in question.positions.at("define"))  # One word may mean both.
    return at <= 1 and bool(question.products or question.regions or question.data) and not asks


def _is_asked(clause: Clause, question: Question, talk: frozenset[str]) -> bool:
    """Whether a clause asks something, in a message with `talk` in it."""
    if not clause.mentions:
        return False
    if not _ASIDE_TALK.isdisjoint(clause.talk if clause.asked else talk) and _only_talks(clause, question, talk):
        return False
    if not clause.asked and min(question.positions.at("because"), default=_ALONE) <= 1:
        return False
    if "reply_in" in question.cues and not (clause.asked or question.names_subject or question.regions):
        return False
    if "injection" in clause.talk and not question.has_subject:
        return False
    has_subject = question.has_subject or (clause.asked and not _AMONG_NAMED.isdisjoint(question.cues))
    plain = question.kind or question.yes_no or question.cues & {"location_noun", "quote_it", "compare"}
    if not (has_subject or plain or _only_asks_hosting(clause)):
        return False
    if not (has_subject or clause.asked or question.kind) and question.cues <= _ASSENTS | clause.talk:
        return False
    if "compare" in question.cues and ("subject", 0) in question.positions and not (has_subject or clause.asked):
        return False
    wanted = clause.asked or question.products or question.kind or question.yes_no or question.cues >= {"list", "product"}
    if "demand" in question.cues and question.regions and not wanted:
        return False
    goes_on = "what_about" in question.cues and _is_added(clause, question)
    points_back = goes_on and question.cues & (_POINTING_BACK | {"yes_no"})
    if question.yes_no and not clause.asked and not question.kind and only_products(question) and not points_back:
        return bool(question.cues & (_REQUESTS - {"yes_no", "confirm"}))
    if "leave_aside" in question.cues and question.excluded_products and not (clause.asked or question.kind or question.products or question.regions):
        return False
    return (
        goes_on
        or clause.asked
        or bool(question.kind)
        or bool(question.cues & _REQUESTS)
        or question.yes_no
        or _only_asks_hosting(clause)
        or (clause.numbered and clause.has_content)
        or (has_subject and ("reports", 0) in question.positions)  # "Please state the price of X."
    )


def _only_talks(clause: Clause, question: Question, talk: frozenset[str]) -> bool:
    """Whether a clause beside small talk, that of the whole message being `talk`, asks nothing of its own."""
    if only_tells(question, talk):
        return True
    if not clause.asked and _ASIDE_TALK.isdisjoint(talk - {"thanks"}) and _opens_plainly(question):
        return False
    named = question.products or question.data or question.regions or question.own_concepts or question.outside or question.software
    counts_back = question.kind in ("how_many", "where", "which") and question.cues & {"it", "those"}
    others = clause.asked and question.group_size and not question.cues.isdisjoint(_OTHERS)  # "Thanks. And the other two?"
    about_data = question.kind and question.cues & _OF_HOSTING and "help" not in clause.talk
    asks_on = (clause.asked or clause.numbered) and question.kind in _ASKED_ON and not question.cues & {"assistant", "able"}
    asks_on |= question.kind in SOUGHT_ALONE and question.cues <= _AROUND_SOUGHT | {question.kind}  # "Ok where then".
    of_people = clause.asked and question.customers and "it" in question.cues  # "Would this be ok for a client in X?"
    return not (named or of_people or counts_back or others or about_data or asks_on or (_asks_of_choices(question) and "help" not in clause.talk))


def _asks_of_choices(question: Question) -> bool:
    """Whether a clause asks what there is to choose from ("so what are the options?")."""
    nouns = set(question.positions.at("available")).difference(question.positions.at("aux"))
    return question.kind in _OF_CHOICES and bool(nouns)


def _opens_plainly(question: Question) -> bool:
    """Whether a question word and a verb or subject open a clause, so that it asks even without a question mark ("who do we call")."""
    positions = question.positions
    asking = [at for cue in _QUESTION_WORDS for at in positions.at(cue) if 0 <= at <= _LATEST]
    return bool(question.kind and asking) and any(at - 1 in asking for at in positions.at_any("aux", "subject", "it", "available"))


def _is_added(clause: Clause, question: Question) -> bool:
    """Whether a clause asks the same of something else ("and X?", "and what about the tickets?")."""
    opens = ("what_about", 0) in question.positions
    return opens and (bool(question.products) or (bool(question.data) and is_long_conjunction(clause.mentions[0])))


def _wants_hosting(clause: Clause, question: Question) -> bool:
    """Whether a clause is no more than the hosting of what was named before it ("state the hosting of each", "hosting: ___")."""
    if "host" not in question.cues or question.has_subject or not question.cues.isdisjoint(_TOLD):
        return False
    return bool(question.cues & {"all", "both", "those", "it"}) or ("host" in clause.mentions[0].cues and question.cues <= {"host", "location_noun"})


def _only_asks_hosting(clause: Clause) -> bool:
    """Whether a clause is no more than the word for hosting, with a question mark or of something ("hosting?", "hosting of X")."""
    words = [mention for mention in clause.mentions if {"host", "location_noun"} & set(mention.cues) and "aux" not in mention.cues]
    others = [mention for mention in clause.mentions if mention not in words]
    named = have_kind(others, PRODUCT)
    return bool(words) and (clause.asked or named) and all(PRODUCT in mention.kinds or {"of", "and"} & set(mention.cues) for mention in others)


def _only_lists(clause: Clause, question: Question) -> bool:
    """Whether an item of a list asks nothing of its products, so that what stands around the list does ("- tickets in X")."""
    return bool(question.products) and not (clause.asked or question.kind or question.regions or question.cues & _REQUESTS)
