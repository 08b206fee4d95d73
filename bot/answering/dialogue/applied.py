"""Questions about what was told last: of which other products it is so, whether it is all, or the same for those asked about one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.answering.common.carrying import earlier, is_topic
from bot.answering.common.claims import words_of
from bot.answering.common.findings import Finding
from bot.answering.common.following import VERBAL, asks_of_verb, asks_which_alone
from bot.answering.dialogue.likening import LIKENED
from bot.knowledge.model import Said
from bot.knowledge.schema import Statement
from bot.understanding.linking.lexicon import DATA, PRODUCT
from bot.understanding.syntax.question import Positions, Question, Where

# Cues that liken one product to another without a word of places, and those that show that places are meant.
_ALIKE = frozenset({"same", "applies"})
_OF_PLACES = frozenset({"location_noun", "host", "there", "where"})

# Cues of a question if what was told works for a product ("does it work with X too?"), and where words stand that add nothing to it.
_WORKING = frozenset({"usage", "able"})
_ADDING = ("both", "and", "usage", "contains")

# Cues of a question for products that points at what was told, and those that may stand beside them.
_ASKING = frozenset({"applies", "other", "rest", "what_about", "it", "more_than"})
_BARE = frozenset({"which", "who", "toward", "because", "customer", "subject", "exactly", "and"})
_BESIDE = _ASKING | _BARE | VERBAL | {"what", "product", "same", "those", "contains", "define", "thanks", "but"}

_WHICH_NOT = frozenset({"which", "those", "not", "it", "subject"})

# Words of a statement that confirms that it is so of all products.
_OF_ALL = frozenset({"all", "every_region"})

# Cues that ask for how many of them it is so, which the statement itself has to say.
_SWEEPING = frozenset({"only", "all", "or"})


def applied(question: Question, last: Question, told: Sequence[Finding], statements: Mapping[str, Said]) -> Question | None:
    """The question as one of the statement that was told last; None where it is none of that."""
    question = _without_told_data(question, last)
    if told[-1].facts and "applies" in question.cues and _asks_which(question):
        return question  # Where rows were told there is no rule that others follow.
    note = _note(question, last, told[-1], statements)
    key = note or next((key for finding in reversed(told) for key in finding.statements[:1]), "")
    if not key or (told[-1].facts and not note):
        return None
    statement = statements[key].statement
    if "additional" in question.cues and _asks_for_more(question) and not told[-1].facts:
        topics = (earlier(term.silent()) for term in last.terms if is_topic(term))
        return replace(question, kind="", yes_no=True, terms=(*topics, *question.terms), filled=(*question.filled, "terms"))
    if "difference" in question.cues and _differs(question):
        topics = (earlier(term.silent()) for term in last.terms if is_topic(term))
        return replace(question, kind=last.kind, yes_no=False, terms=(*topics, *question.terms), filled=(*question.filled, "kind", "terms"))
    if _asks_if_only(question):
        scope = statements[statement.scope[0]].statement if statement.scope else statement
        return _of_statement(question, scope, yes_no=True) if scope.products or not _OF_ALL.isdisjoint(words_of(scope.confirms)) else None
    limited = any(sentence.phrase == "only_for" for sentence in told[-1].sentences)  # Then it is so for others.
    if _asks_of_products(question, last, statement, affirmed=limited or told[-1].verdict == "yes", listed=bool(told[-1].products)):
        return _of_statement(question, statement, yes_no=question.yes_no or _is_judged(question) or last.yes_no or bool(told[-1].products))
    limiting = _limiting(question, told[-1], statements) if len(last.products) > 1 else None
    statement = limiting or statement
    if statement.products and len(last.products) > 1 and (asks_which_alone(question) or _asks_with_verb(question) or limiting):
        named = replace(question, kind="", products=last.products, regions=(), cues=frozenset(), positions=Positions())
        return _of_statement(named, statement, yes_no=False)  # "Which of the two?"
    if statement.products and (_asks_which(question) or ("product" in question.cues and asks_which_alone(question))):
        return _of_statement(replace(question, kind="which", cues=question.cues | {"product"}), statement, yes_no=False)
    return None


def _without_told_data(question: Question, last: Question) -> Question:
    """The question if what was told of some data is so for other products, without these data ("do X's frobs follow the same route?")."""
    if "applies" not in question.cues or not question.products or not question.data or question.data != last.data:
        return question
    return replace(question, data=(), terms=tuple(term for term in question.terms if DATA not in term.kinds))


def _limiting(question: Question, told: Finding, statements: Mapping[str, Said]) -> Statement | None:
    """The statement just told that speaks of the place for which some of the products are asked ("logs?" - "which of them go to X?"), else None."""
    pointing = question.kind == "which" and "those" in question.cues and question.regions and not (question.names_subject or told.facts)
    if not pointing or not question.cues.isdisjoint({"location_noun", "available"}):
        return None
    codes = {where.code for where in question.regions if where.wanted}
    said = (statements[key].statement for key in told.statements)
    return next((one for one in said if one.limited and codes and codes <= words_of(one.confirms)), None)


def _asks_if_only(question: Question) -> bool:
    """Whether it is asked if what was told is so for some products only ("is that just for X?")."""
    points = question.cues >= {"it"} or not question.cues.isdisjoint({"what_about", "applies"})
    plain = question.cues <= VERBAL | {"only", "toward", "because", "applies", "usage"} and "not" not in question.cues
    return "only" in question.cues and points and plain and bool(question.products) and not (question.kind or _says_more(question))


def _asks_with_verb(question: Question) -> bool:
    """Whether a question word with a verb, perhaps denied, is all that is asked ("which is?", "which isn't?")."""
    denied = question.kind == "which" and {"those", "not"} <= question.cues <= _WHICH_NOT
    return denied or asks_of_verb(question) or asks_of_verb(question, denied=True)


def _note(question: Question, last: Question, told: Finding, statements: Mapping[str, Said]) -> str:
    """The footnote told beside rows of which it is asked if it is the same for a product ("how does that work?" - "same for X?"); else ""."""
    if (
        not told.facts
        or _ALIKE.isdisjoint(question.cues)
        or not question.products
        or not (last.kind == "how" or "help" in last.cues or any(is_topic(term) for term in last.terms))
    ):
        return ""
    keys = [sentence.statement for sentence in (*told.sentences, *told.conditions) if sentence.statement]
    return next((key for key in keys if not set(statements[key].statement.footnote_of).isdisjoint(last.data)), "")


def _asks_of_products(question: Question, last: Question, statement: Statement, *, affirmed: bool, listed: bool) -> bool:
    if not question.products or _says_more(question) or question.kind or question.cues & (_OF_PLACES | _SWEEPING) or LIKENED in last.filled:
        return False
    if _is_judged(question):
        return True
    goes_on = question.cues & {"what_about", "and"} or ((question.yes_no or question.asked) and question.cues <= VERBAL)
    limited = statement.limited and (affirmed or not set(question.products) <= set(statement.products))
    return bool(goes_on) and (limited or (listed and bool(statement.products)))


def _differs(question: Question) -> bool:
    """Whether it is asked if what was told is otherwise for products, perhaps in some place ("and X in India, any different?")."""
    names_more = question.data or question.outside or question.software or question.unknown or question.own_concepts or question.kind
    product = min(question.positions_of(PRODUCT), default=-1)
    return 0 <= product < max(question.positions.at("difference")) and not names_more and "compare" not in question.cues


def _asks_for_more(question: Question) -> bool:
    """Whether it is asked if there is more to what was told for products, perhaps in some place ("but for X in India, anything extra?")."""
    named = question.data or question.outside or question.software or question.unknown or question.kind not in ("", "what")
    servers = question.positions.at("data_center")
    return bool(question.products) and not named and all(term.position in servers for term in question.own_concepts)


def _is_judged(question: Question) -> bool:
    """Whether it is asked if something is so, or works, for the products."""
    if (question.yes_no or question.asked) and not question.cues.isdisjoint(_WORKING) and question.cues <= VERBAL | _WORKING | {"with"}:
        return True
    pointing = "it" in question.cues and not question.cues.isdisjoint({"what_about", "contains"})  # "Does that include X?"
    return (bool(question.cues & _ALIKE) and "correction" not in question.cues) or (question.yes_no and pointing)


def _asks_which(question: Question) -> bool:
    """Whether a question names nothing and asks for which products what was told is so."""
    others = not question.kind and question.cues >= {"what_about", "product"} and not question.cues.isdisjoint({"other", "rest"})
    asks = others or question.kind in ("which", "who") or (question.kind == "what" and not question.cues.isdisjoint({"product", "customer"}))
    for_whom = question.cues <= _BARE | _ASKING and not question.cues.isdisjoint({"who", "customer"})
    pointing = for_whom or not question.cues.isdisjoint(_ASKING)
    return asks and pointing and not question.products and not _says_more(question) and question.cues <= _BESIDE


def _says_more(question: Question) -> bool:
    """Whether a question names anything besides products that an answer would have to explain."""
    named = question.data or question.regions or question.outside or question.software or question.unknown or question.amounts or question.count
    adding = question.positions.at_any(*_ADDING)
    return bool(named) or any(term.is_weighty and PRODUCT not in term.kinds and term.position not in adding for term in question.terms)


def _of_statement(question: Question, statement: Statement, *, yes_no: bool) -> Question:
    """The question with nothing left in it but its products, its negation, and the statement that it is about."""
    cues = (question.cues - _ALIKE) | {"applies"}
    positions = Positions((("applies", -1), *(item for item in question.positions if item[0] not in _ALIKE)))
    terms = tuple(term for term in question.terms if PRODUCT in term.kinds)
    made = replace(question, told=statement.key, yes_no=yes_no, terms=terms, cues=cues, positions=positions)
    return made if made.kind else replace(made, filled=(*question.filled, "terms"))


def only_told(question: Question, last: Question, told: Finding) -> Question | None:
    """ "Only these two?", "only there?" of the places that were told last of one product; None where something else is asked."""
    points = question.cues >= {"only", "those"} or question.cues == {"only"} or (question.cues == {"only", "there"} and not last.regions)
    of_data = last.data and last.regions and told.verdict == "yes" and not (question.group_size or "there" in question.cues)
    if of_data or not (question.asked and points) or question.kind or question.products or _says_more(question):
        return None
    places = {tuple(fact.regions) for fact, _ in told.facts}
    if len(last.products) != 1 or len(places) != 1 or question.group_size not in (0, len(next(iter(places)))):
        return None
    regions = tuple(Where(code, "", -1, only=True) for code in next(iter(places)))
    made = replace(question, yes_no=True, products=last.products, data=last.data, regions=regions)
    return replace(made, filled=(*question.filled, "products", "data", "regions"))


def named_in_turn(question: Question, last: Question, in_turn: Sequence[str]) -> tuple[str, ...]:
    """The products that were asked about one by one, of which it is asked if they are alike: the last two, or "all"; or those of one question."""
    alike = question.cues & {"same", "difference"} and "except" not in question.cues and (question.asked or question.yes_no)
    if not alike or question.products or _says_more(question) or question.kind not in ("", "which", "what"):
        return ()
    if len(last.products) != 1:
        of_all = question.yes_no and not (question.kind or question.group_size or question.cues & {"rest", "other"})
        return last.products if of_all and "same" in question.cues else ()
    found = tuple(in_turn if "all" in question.cues else in_turn[-2:])
    return found if len(found) > 1 and found[-1:] == last.products else ()


def in_told_places(question: Question, last: Question, told: Finding) -> Question | None:
    """ "And the candidates' data in the same places?" after the places of a whole product: whether a kind of its data is in those."""
    pointing = question.cues & {"same", "there"} and not question.kind and (question.asked or question.yes_no)
    if not pointing or len(question.data) != 1 or question.products or question.regions or question.own_concepts or question.unknown:
        return None
    whole = len(last.products) == 1 and not (last.data or last.regions or last.own_concepts)
    if not whole or not told.facts:
        return None
    regions: tuple[Where, ...] = last.customers if "there" in question.cues and len(last.customers) == 1 else ()  # "A customer in X. Is it there?"
    regions = regions or tuple(Where(code, "", -1) for code in told.facts[0][0].regions)
    terms = tuple(term for term in question.terms if DATA in term.kinds)
    made = replace(question, yes_no=True, products=last.products, regions=regions, terms=terms, cues=question.cues - {"same"})
    return replace(made, filled=(*question.filled, "products", "regions"))
