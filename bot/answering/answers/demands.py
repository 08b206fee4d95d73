"""What a message demands of places, asked of the product that it then names."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.carrying import earlier
from bot.answering.statements.passed_over import STRICT_DEMAND, WHOLE_DEMAND
from bot.understanding.linking.lexicon import CONCEPT, DATA, PRODUCT
from bot.understanding.syntax.question import Question, Term, Where

# Cues of a clause that says where somebody wants the data to be.
DEMANDS = frozenset({"demand", "own_place"})

# How far before a place "has" stands that has no object ("X has in Y").
_HAVES = 2

# Cues of what says more before a question than what it is about.
_SAYING = frozenset({"aux", "demand", "because", "subject", "customer", "claims", "reports", "not", "using"})

# Cues of words that may stand in a heading that names data.
_OF_HEADING = frozenset({"data", "back_to", "what_about", "and", "of", "toward", "only"})

# Cues of words that may stand around places within which something is asked for.
_AROUND_PLACE = frozenset({"at", "contains", "at_most", "and", "what_about", "from", "of"})

# All cues of a question that asks of a product no more than what was said of another ("X can be in Y. Can Z?").
_BARE = frozenset({"aux", "available", "and", "what_about", "yes_no", "at"})


def of_named_products(question: Question, context: Question, *, same_sentence: bool) -> Question:
    """A question that names its products, with the data ("tickets: are they in X or Y?") and places that what was said before it leaves for it."""
    if question.kind == "how_many" and "location_noun" in question.cues and context.regions and not (question.regions or context.products):
        aside = question.positions.after(context.positions)  # "Besides Y, how many regions does X have?"
        return replace(question, regions=tuple(map(earlier, context.regions)), positions=aside, filled=(*question.filled, "regions"))
    if same_sentence and question.kind == "where" and not question.regions and _only_names_places(context):
        return replace(question, regions=tuple(map(earlier, context.regions)), filled=(*question.filled, "regions"))
    if _asks_for_obstacle(question, context):
        return _with_obstacles(question, context)
    plain = not question.regions and question.kind != "which_data"
    if same_sentence and plain and _is_topic(context) and (not question.own_concepts or question.cues & {"it", "those"}):
        return replace(question, terms=(*_subjects(context), *question.terms), filled=(*question.filled, "terms"))
    demanded = _with_demanded(_with_subject(question, context), context)
    open_data = same_sentence and not question.data and context.data
    if open_data and (_only_names_data(context) or (not question.regions and question.cues & {"it", "or"})):
        return replace(demanded, data=context.data, terms=(*context.terms, *question.terms), filled=(*demanded.filled, "data"))
    return demanded


def _is_topic(context: Question) -> bool:
    """Whether what was said before in the sentence only names a subject, as a heading does ("backups: ...")."""
    names_more = context.products or context.data or context.regions or context.customers or context.outside or context.software or context.unknown
    says_more = context.kind or context.yes_no or not context.cues.isdisjoint(_SAYING)
    return bool(context.own_concepts) and not (names_more or says_more)


def _only_names_places(context: Question) -> bool:
    """Whether what was said before in the sentence only names places, within which something is asked for ("within Y, which country is X in?")."""
    names_more = context.products or context.data or context.outside or context.software or context.unknown or context.kind or context.yes_no
    return bool(context.regions) and not names_more and context.cues <= _AROUND_PLACE


def _only_names_data(context: Question) -> bool:
    """Whether what was said before in the sentence only names kinds of data, as a heading does ("chats: is there a difference between X and Y?")."""
    names_more = context.products or context.regions or context.customers or context.outside or context.own_concepts or context.unknown
    return bool(context.data) and not (names_more or context.kind or context.yes_no or context.numbers) and context.cues <= _OF_HEADING


def _subjects(context: Question) -> tuple[Term, ...]:
    """The subjects that were named before a question."""
    return tuple(earlier(term) for term in context.terms if CONCEPT in term.kinds and term.is_weighty)


def _with_subject(question: Question, context: Question) -> Question:
    """The question with the subject told before it that it points at before its product ("the new X is out. What does it do for Y?")."""
    product = _first_product(question)
    points = any(at < product for at in question.positions.at("it"))
    subjects = _subjects(context)
    if question.kind != "what" or not points or not subjects or question.own_concepts or question.regions or context.products:
        return question
    return replace(question, terms=(*subjects, *question.terms), filled=(*question.filled, "terms"))


def _with_demanded(question: Question, context: Question) -> Question:
    """The question asked of the places that the message demands ("They insist on India. Is X possible?"); as it is where it demands none.

    Where a place is refused, what is demanded lies outside of it.
    """
    out = "lacks" in question.cues and question.yes_no and "demand" in context.cues and all(where.wanted for where in context.regions)
    subject = question.own_concepts and "own_place" not in question.cues
    if question.kind or question.regions or (question.negative and not out) or subject or question.outside:
        return question  # "They want Y. Is X out, then?" asks if it is not there.
    if not question.cues.isdisjoint({"gives_up", "except"}) and any(not where.wanted for where in context.regions):
        return question  # "They ban X. Is Y out?" asks if it is nowhere else.
    if context.products:
        return _with_told(question, context)
    judged = (question.yes_no or question.asked) and question.cues & {"yes_no", "available", "there", "suffices"}
    places = context.regions if judged or "demand" in question.cues | context.cues else ()
    whole = not question.data or max(question.positions.at("there"), default=-1) > max(question.positions_of(DATA))  # "Can X tickets be there?"
    fits = judged and whole and not (question.cues | context.cues) & {"which", "product"}
    if not places and (fits or "own_place" in question.cues | context.cues):
        places = context.customers
    if not places:
        return _with_obstacles(question, context) if "demand" in context.cues else question
    return replace(
        question,
        data=question.data or context.data,
        regions=tuple(_demanded(where) for where in places),
        customers=context.customers,
        yes_no=True,
        cues=question.cues | (context.cues & (DEMANDS | {"or", "stays_put"})) | _marks(context),
        filled=("regions",),
    )


def _marks(context: Question) -> frozenset[str]:
    """The mark that a place is demanded for all data, or that none may leave it, or pass through it."""
    if "demand" not in context.cues or "outside" in context.cues:
        return frozenset()
    refused = context.regions and not (context.own_concepts or any(where.wanted for where in context.regions))  # "They want nothing in Y."
    strict = not refused and not context.cues.isdisjoint({"not", "none", "never"}) and ("data" in context.cues or "none" in context.cues)
    strict = strict or context.cues >= {"all", "including"}  # What is included is not judged.
    whole = "all" in context.cues or context.cues >= {"data", "only"}
    return frozenset({STRICT_DEMAND}) if strict else frozenset({WHOLE_DEMAND}) if whole else frozenset()


def _asks_for_obstacle(question: Question, context: Question) -> bool:
    """Whether what no article speaks of is demanded, and a product asked for just that ("They require a certificate. Does X have that in Y?")."""
    if (
        not ((context.outside or context.unknown) and question.regions)
        or question.kind
        or question.data
        or "demand" not in context.cues
        or "host" in question.cues
    ):
        return False
    product, place = _first_product(question), question.regions[0].position
    pointed = any(product < at < place for at in question.positions.at("it"))
    return pointed or any(product < at and place - at == _HAVES for at in question.positions.at("holds"))


def _first_product(question: Question) -> int:
    """Where the first product of a question that names some stands."""
    return min(question.positions_of(PRODUCT))


def _with_told(question: Question, context: Question) -> Question:
    """The question asked of the place that another product is said to be in ("X is in Y. Is Z there too?")."""
    alike = question.cues & {"there", "both"} or (question.asked and question.cues <= _BARE and not question.data)
    told = tuple(earlier(where) for where in context.regions if where.wanted)
    if not (alike and told and question.yes_no) or set(question.products) & set(context.products):
        return question
    return replace(question, regions=told, filled=("regions",))


def _with_obstacles(question: Question, context: Question) -> Question:
    """The question with the other subjects that are demanded ("They require a certificate. Does X comply?")."""
    unknown = (*context.unknown, *question.unknown)
    return replace(
        question,
        outside=context.outside,
        unknown=unknown,
        strange=bool(unknown),
        terms=(*(term for term in context.terms if term.is_weighty), *question.terms),
    )


def _demanded(where: Where) -> Where:
    """A place as what is asked of a product: that it can be chosen ("only" is for the customer to choose), or a place outside of it."""
    return earlier(replace(where, wanted=True, beyond=where.beyond == where.wanted, only=False))
