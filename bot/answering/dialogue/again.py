"""Messages that want what was told last once more: in another language, with its source, or because they take it for yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.dialogue.dialogue import Asked
from bot.replies import Verdict
from bot.understanding.linking.lexicon import DATA, NUMBER, PRODUCT, REGION, SMALL
from bot.understanding.linking.mentions import have_kind
from bot.understanding.reading.reading import read_question
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.question import NEAR, Question
from bot.understanding.syntax.scope import number_of

_AGAIN = frozenset({"repeat", "reply_in", "speaks", "quote_it"})
_ANSWERS = frozenset({"yes", "not", "none", "never"})
_ECHOES = _ANSWERS | {
    "without", "because", "of", "or", "at", "and", "what_about", "it", "confirm", "those", "other", "aux", "subject", "any", "whichever", "both",
}  # fmt: skip
_WHICH = frozenset({"which", "product", "those", "it", "subject", "list", "and", "what_about", "aux"})
_THANKS = ("thanks",)
_SAME = ("same",)
_ALL_ABOUT = frozenset({"reports", "all", "everything", "it"})
_BESIDE_ALL_ABOUT = _ALL_ABOUT | {
    "what", "subject", "holds", "using", "yes_no", "aux", "available", "toward", "of", "what_about", "and", "thanks", "greeting",
}  # fmt: skip
_OPTIONS = frozenset({"option", "data", "and", "what_about", "at", "of", "from", "thanks", "greeting"})
# Cues of a question for what is in something ("what is there in the frobs?").
_INSIDE = frozenset(
    {"what", "at", "it", "aux", "available", "of_age", "yes_no", "there", "host", "holds", "using", "perfect", "subject", "define", "from", "of"}
)

_OF_KINDS = frozenset({"kind_of_data", "definitions"})
_COMPARING = frozenset({"compare", "difference", "contains", "same"})
_POINTING = frozenset({"those", "it"})
_LONGEST_ECHO = 8

# Cues of a message that asks if what was told is all ("just those?", "are those all of them?").
_BESIDE_ALL = frozenset({"only", "all", "everything", "those", "it", "aux", "at", "subject", "and", "what_about", "confirm", "yes", "thanks", "of"})

# Cues of a message that asks for more than was told ("are there any others?"): those that ask for some, those that say more, all of them.
_ANY = frozenset({"any", "holds", "aux"})
_MORE = frozenset({"other", "more_than", "still"})
_BESIDE_MORE = _ANY | _MORE | {"whichever", "and", "using", "yes_no", "available", "what_about", "product", "there", "at"}


def asks_again(clauses: Sequence[Clause], told: Sequence[Asked]) -> bool:
    """Whether a message asks nothing but what was `told` last."""
    question = read_question(whole(clauses))
    if told and _wants_its_places(question):
        return bool(told[-1].finding.products)  # "Why not X?" - "Its full list again, please": nothing was listed last.
    again = _wants_it_again(question) or _says_what_for(clauses)
    return again or _wonders(clauses) or _takes_as_answer(clauses, told) or _points_at_told(clauses, told)


def as_request(question: Question) -> Question:
    """The question; as one for the places of what was spoken of where all about that is to be told ("so tell me everything about it").

    So it is where the places of every kind of data are to be listed ("list all regions of X, for every kind of data"), and of "X hosting options?".
    """
    if "option" in question.cues and question.products and question.cues <= _OPTIONS and len(question.own_concepts) <= 1:
        return replace(question, kind="where", yes_no=False, terms=tuple(term for term in question.terms if PRODUCT in term.kinds))
    if _wants_its_places(question):
        return replace(question, kind="where", yes_no=False, cues=question.cues - _AGAIN - {"list", "because"})
    if question.kind in ("what", "define") and question.cues <= _INSIDE and _asks_inside(question):
        return replace(question, kind="what", cues=question.cues | {"contains", "what"})
    if "article_says" in question.cues and _asks_what_article_puts(question):
        return replace(question, kind="which_data", yes_no=False, cues=question.cues - {"host", "location_noun"} | {"contains"})
    if not question.cues.isdisjoint(_OF_KINDS) and _wants_every_place(question):
        return replace(question, kind="where", cues=question.cues - {"definitions"} | {"kind_of_data"})
    wanted = _ALL_ABOUT <= question.cues <= _BESIDE_ALL_ABOUT and question.kind in ("", "what") and not _has_weight(question)
    return replace(question, kind="where", yes_no=False, cues=question.cues - {"all"}) if wanted else question


def _wants_its_places(question: Question) -> bool:
    """Whether the list of what was spoken of is wanted once more ("give me its full list again")."""
    wanted = question.cues >= {"list", "it"} and not question.cues.isdisjoint(_AGAIN)
    return wanted and question.kind in ("", "what") and not _has_weight(question)


def _asks_what_article_puts(question: Question) -> bool:
    """Whether it is asked what the article, and no product, puts in some kind of data ("which information does the table place in frob data?")."""
    if "kind_of_data" not in question.cues or question.products or question.regions or len(question.data) != 1:
        return False
    data, verbs = min(question.own_positions_of(DATA), default=-1), question.positions.at("host")
    says = question.positions.at("article_says")
    return any(say < verb < data <= verb + NEAR for say in says for verb in verbs)


def _asks_inside(question: Question) -> bool:
    """Whether it is asked what is in the one subject that is named."""
    subjects = question.own_concepts
    alone = len(subjects) == 1 and not (question.data or question.regions or question.outside)
    return alone and any(0 < subjects[0].position - at <= NEAR for at in question.positions.at("at"))


def _wants_every_place(question: Question) -> bool:
    """Whether the places of every kind of data are asked for or to be listed."""
    named = question.data or question.parts or question.regions or question.yes_no or not question.cues.isdisjoint(_COMPARING)
    asked = question.kind in ("what", "which", "which_data", "where") or (not question.kind and "list" in question.cues)
    placed = "location_noun" in question.cues or question.cues >= {"every_region", "list"}
    placed = placed and bool(question.products or "product" not in question.cues)
    return asked and placed and not named and not question.cues.isdisjoint({"all", "every_region"})


def told_whole(clauses: Sequence[Clause], told: Sequence[Asked]) -> tuple[Asked, ...]:
    """What was `told` last, with a yes where a message only asks if that is all, with a no where it asks for more; nothing where it asks else."""
    if not told or len(clauses) != 1 or not clauses[0].asked:
        return ()
    last, clause = told[-1], clauses[0]
    if last.understood.count and clause.cues.isdisjoint(_POINTING):
        return ()  # "Which have two regions? And just one?"
    verdict: Verdict | None = "yes" if _asks_if_all(clause) else "no" if last.finding.products and _asks_for_more(clause) else None
    counted = {number for mention in clause.mentions if (number := number_of(mention) or 0) > 1}
    if not verdict or last.finding.status != "answered" or not _is_whole(last, clause) or not counted <= {len(last.finding.products)}:
        return ()
    return (*told[:-1], replace(last, finding=replace(last.finding, verdict=verdict)))


def _is_whole(told: Asked, clause: Clause) -> bool:
    """Whether what was told is a list with nothing left out, or all places of one product."""
    asked, found = told.understood, told.finding
    if found.products or (asked.kind == "which_data" and not found.facts):
        return True
    bounded = found.verdict == "yes" and bool(asked.regions) and all(where.only for where in asked.regions)
    return bool(found.facts) and len(asked.products) == 1 and "all" in clause.cues and (asked.kind == "where" or bounded)


def _asks_if_all(clause: Clause) -> bool:
    points = not clause.cues.isdisjoint(_POINTING)
    points = ("only" in clause.cues and (points or NUMBER not in clause.kinds)) or ("all" in clause.cues and points)
    return points and _consists_of(clause, _BESIDE_ALL)


def _asks_for_more(clause: Clause) -> bool:
    """Whether a message asks if there are others than those told, and no more ("any others?", "tem mais algum?")."""
    first = clause.mentions[0].cues
    opens = not _ANY.isdisjoint(first) or not _ANY.isdisjoint(clause.mentions[-1].cues)
    return opens and not _MORE.isdisjoint(clause.cues) and _consists_of(clause, _BESIDE_MORE)


def _consists_of(clause: Clause, cues: frozenset[str]) -> bool:
    """Whether a clause says nothing but some cues, small words and numbers."""
    small = all(cues.issuperset(mention.cues) and (mention.cues or mention.kinds[0] in (SMALL, NUMBER)) for mention in clause.mentions)
    return small and not have_kind(clause.mentions, REGION)


def whole(clauses: Sequence[Clause]) -> Clause:
    """A message without any question, read as one: keywords, or a pointer at what was said."""
    aside = frozenset(start for clause in clauses for start in clause.aside)
    asked = len(clauses) == 1 and clauses[0].asked
    return Clause(tuple(mention for clause in clauses for mention in clause.mentions), asked, aside)


def _wants_it_again(question: Question) -> bool:
    """Whether a message names nothing and wants the last answer once more, perhaps in another language or for its source."""
    return bool(question.cues & _AGAIN) and not _has_weight(question) and "article_says" not in question.cues


def _says_what_for(clauses: Sequence[Clause]) -> bool:
    """Whether one sentence wants the last answer once more and the others ask nothing ("again in X? I will send it to a client in Y")."""
    wanted = [_wants_it_again(read_question(clause)) for clause in clauses if not _AGAIN.isdisjoint(clause.cues)]
    if len(clauses) == 1 or wanted != [True]:
        return False
    others = [read_question(clause) for clause in clauses if _AGAIN.isdisjoint(clause.cues) and not clause.asked]
    return len(others) == len(clauses) - 1 and not any(other.kind or other.yes_no or other.products or other.data for other in others)


def _wonders(clauses: Sequence[Clause]) -> bool:
    """Whether a message is a question mark after small words, or thanks, and nothing else ("sure?", "that's all?")."""
    if len(clauses) != 1 or not clauses[0].asked:
        return False
    mentions = clauses[0].mentions
    words = mentions[1:] if len(mentions) > 1 and "aux" in mentions[0].cues else mentions  # "Is that all?"
    same = len(words) == 1 < len(mentions) and words[0].cues == _SAME  # "É mesmo?"
    return same or all(mention.kinds == (SMALL,) or mention.cues == _THANKS for mention in words)


def _takes_as_answer(clauses: Sequence[Clause], told: Sequence[Asked]) -> bool:
    """Whether a message only says what the last yes or no comes to ("so that's a no?", "neither?")."""
    if len(clauses) != 1 or _ANSWERS.isdisjoint(clauses[0].cues) or not any(item.finding.verdict for item in told):
        return False
    of_one = len(told[-1].understood.products) == 1 or any(item.finding.verdict == "yes" for item in told)
    if of_one and not clauses[0].cues.isdisjoint({"none", "never"}):
        return False  # "Neither?" is of more than one, and a yes does not come to it.
    mentions = clauses[0].mentions
    said = clauses[0].asked or len(mentions) > 1
    return said and _consists_of(clauses[0], _ECHOES) and len(mentions) <= _LONGEST_ECHO


def _points_at_told(clauses: Sequence[Clause], told: Sequence[Asked]) -> bool:
    """Whether "only those?" points at an answer that listed nothing, or "which?" at one that listed products."""
    if len(clauses) != 1 or not clauses[0].asked:
        return False
    cues, listed = clauses[0].cues, any(item.finding.products for item in told)
    only = cues >= {"only", "those"} and cues.isdisjoint({"which", "gives_up", "left_out"})
    turned = "aux" in clauses[0].mentions[-1].cues and bool(told) and "not" in told[-1].read.cues  # "Which isn't?" - "Which is?"
    asks = (listed and not turned and "which" in cues and cues <= _WHICH) or (only and (listed or not any(item.finding.facts for item in told)))
    if not asks or _has_weight(question := read_question(clauses[0])):
        return False
    counts = (0,) if "and" in cues else (0, *(len(item.finding.products) for item in told))  # "And those with three?" is of others.
    return question.number_alone in counts


def _has_weight(question: Question) -> bool:
    """Whether a question names anything that an answer would have to explain."""
    named = question.products or question.data or question.regions or question.outside or question.software or question.unknown
    return bool(named) or any(term.is_weighty for term in question.terms)
