"""What a thread has settled, and how it completes a question that leaves something out."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from bot.understanding.lexicon import CONCEPT, DATA, OUTSIDE, PART, PRODUCT, REGION
from bot.understanding.question import Question, Term

_REFERS = frozenset({"it", "there", "those", "what_about", "first_one", "back_to", "correction"})
_MODIFIERS = frozenset({"only", "not", "both", "or", "every_region", "one_region", "all", "compare", "same", "difference", "except", "first_one", "host"})
_MOST_REMEMBERED = 12


class DialogueState(Struct, frozen=True):
    """What a thread has settled: the last question as it was understood, the products listed last, those named so far,
    those listed since a list was begun, the language."""

    question: Question | None = None
    listed: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    language: str = ""


class Completed(Struct, frozen=True):
    """A question with what the thread filled in, and the products that "those" stands for."""

    question: Question
    listed: tuple[str, ...] = ()


def complete_from_message(question: Question, context: Question | None, same_sentence: bool) -> Question:
    """Fill in what a question leaves out from what the same message said before it ("Freshservice: is India possible?")."""
    if context is None:
        return question
    if question.products:
        if same_sentence and not question.data and not question.regions and question.cues & {"it", "or"}:
            return replace(question, data=context.data, terms=(*context.terms, *question.terms), filled=("data",))
        return question
    asks_products = "product" in question.cues and question.kind in ("which", "what", "how_many")
    changes: dict[str, object] = {}
    if same_sentence:
        changes["cues"] = question.cues | (context.cues & _MODIFIERS)
        changes["positions"] = (*((cue, at - 100) for cue, at in context.positions), *question.positions)
    if not asks_products or same_sentence and len(context.products) > 1:
        changes["products"] = context.products
    if not question.data:
        changes["data"] = context.data
    if question.regions and same_sentence and question.kind == "which":
        changes["regions"] = (*context.regions, *question.regions)
    if same_sentence:
        changes["excluded_products"] = (*context.excluded_products, *question.excluded_products)
        changes["excluded_data"] = (*context.excluded_data, *question.excluded_data)
    if not question.regions and question.kind != "where":
        changes["regions"] = tuple(replace(where, position=where.position - 100) for where in context.regions)
    bare = not (question.products or question.data or question.regions or _weighty_concepts(question))
    old = tuple(term if same_sentence and (bare or question.cues & {"it", "those"} and OUTSIDE not in term.kinds) else replace(term, text="") for term in context.terms)
    if question.regions:
        old = (*old, *(Term((where.code,), (REGION,), where.position, "") for where in context.regions if where.code))
    changes["terms"] = (*(replace(term, position=term.position - 100) for term in old), *question.terms)
    if same_sentence and (bare or question.cues & {"it"}):
        changes["outside"] = (*context.outside, *question.outside)
        changes["software"] = (*context.software, *question.software)
    filled = tuple(name for name, value in changes.items() if value != getattr(question, name))
    return replace(question, **changes, filled=filled)


def complete(question: Question, state: DialogueState) -> Completed:
    """Fill in what `question` leaves out from what the thread has settled."""
    last = state.question
    if last is None:
        return Completed(question)
    includes = "contains" in question.cues and not question.data and not question.products
    refers = includes or bool(question.cues & (_REFERS - {"what_about"} if question.kind and _subjects(question) else _REFERS))
    if question.cues & {"first_one"} and state.named and not question.products:
        question = replace(question, products=state.named[:1], filled=(*question.filled, "products"))
    listed = _listed(question, state)
    if _stands_alone(question, refers, listed):
        return Completed(question, listed)
    filled = _filled(question, last, state, listed)
    return Completed(filled, listed)


def _stands_alone(question: Question, refers: bool, listed: tuple[str, ...]) -> bool:
    """Whether the question names all that it is about."""
    if listed and (question.regions or question.data or question.cues & {"every_region", "one_region", "only"}):
        return True
    subjects = _subjects(question)
    if "product" in question.cues and (question.regions or question.data or question.cues & {"list", "how_many", "all"}) and question.kind != "" and not refers:
        return True
    if question.cues & {"any", "all"} and "product" in question.cues and question.regions:
        return True
    if subjects and (question.kind or question.yes_no) and not refers:
        return bool(question.products) or not (question.regions or question.data or question.kind == "where") or bool(_weighty_concepts(question))
    if question.products and (question.regions or question.data or question.kind in ("where", "how_long")) and not question.cues & {"correction"}:
        return True
    return False


def _filled(question: Question, last: Question, state: DialogueState, listed: tuple[str, ...]) -> Question:
    changes: dict[str, object] = {}
    own_topic = bool(_weighty_concepts(question))
    refers_back = bool(question.cues & {"it", "there", "what_about"}) or ("contains" in question.cues and not question.data)
    bare = not question.kind and (not question.yes_no or bool(question.cues & {"what_about", "correction"}) and not question.regions and not own_topic)
    takes_kind = not ("product" in question.cues and question.cues & {"any"}) and (bare and (not own_topic or bool(question.cues & {"what_about"})) or question.kind == "what" and not question.yes_no and bool(question.cues & {"what_about"})) and not (own_topic and last.kind not in ("how_long", "where"))
    defines = question.kind == "define" and bool(question.data)
    if not question.products and not listed and not defines and not ("product" in question.cues and question.kind in ("which", "what", "how_many")):
        changes["products"] = last.products
    only_place = bool(question.regions) and not (question.products or question.data or own_topic)
    whole = bool(question.cues & {"all"}) and bool(question.products)
    if not question.data and not own_topic and not whole and not question.outside:
        keeps = not question.products or not question.data
        if keeps and (not question.products or question.cues & _REFERS or bare):
            changes["data"] = last.data
            if not question.parts:
                changes["parts"] = last.parts
    if not question.regions and not own_topic and (bare or question.cues & {"there", "correction", "confirm"} or (question.data and not question.kind)) and question.kind not in ("where",):
        if not (question.kind == "which" and not question.cues & {"there"}):
            changes["regions"] = last.regions
    if question.kind == "which" and question.cues & {"it"} and not question.regions and not question.data and not own_topic:
        changes["regions"] = tuple(replace(where, wanted=True) for where in last.regions)
    if question.cues & {"there"} and not question.regions:
        changes["regions"] = last.regions
    if takes_kind:
        if only_place and last.kind != "which":
            changes["kind"], changes["yes_no"] = "", True
        elif question.data and not question.products and last.kind in ("", "where", "which") and not last.yes_no:
            changes["kind"] = "where" if last.kind != "which" else last.kind
        else:
            changes["kind"], changes["yes_no"] = last.kind, last.yes_no
            changes["cues"] = question.cues | (last.cues & {"product", "which", "only", "define", "contains", "holds", "compare", "same", "difference", "list", "how_long", "how_many"})
    if question.cues & {"not"} and not question.regions and last.kind == "which" and question.kind in ("", "which") and not _subjects(question):
        changes["regions"] = tuple(replace(where, wanted=not where.wanted) for where in last.regions)
        changes["kind"] = "which"
    keep_topic = (not own_topic or refers_back) and not (question.data and not _topic_of(last, (CONCEPT,))) and not (question.products and question.kind == "where")
    if keep_topic:
        old = tuple(replace(term, text="", position=term.position - 100) for term in last.terms if _is_topic(term) and (term.text or term.position < 0))
        changes["terms"] = (*old, *question.terms)
        changes["amounts"] = question.amounts
    if bare and not own_topic and not question.outside and question.cues & {"what_about", "correction"}:
        changes["outside"], changes["unknown"], changes["software"] = last.outside, (*last.unknown, *question.unknown), (*last.software, *question.software)
    filled = tuple(name for name, value in changes.items() if value and value != getattr(question, name))
    made = replace(question, **changes)
    if changes.get("products") or changes.get("data"):
        made = replace(made, terms=(*made.terms, *_silent(made, question)))
    return replace(made, filled=filled)


def with_topic(question: Question, state: DialogueState) -> Question | None:
    """The question with the thread's subject, products and data taken up where it has none of its own; None where nothing is new."""
    last = state.question
    if last is None:
        return None
    topic = tuple(replace(term, text="", position=term.position - 100) for term in last.terms if _is_topic(term))
    made = replace(question, terms=(*topic, *question.terms), products=question.products or last.products, data=question.data or last.data)
    made = replace(made, terms=(*made.terms, *_silent(made, question)), filled=(*question.filled, "topic"))
    return None if made.terms == question.terms else made


def _silent(made: Question, question: Question) -> tuple[Term, ...]:
    """Weightless terms for what was filled in, so that statements can ask for them."""
    new = [(DATA, key) for key in made.data if key not in question.data] + [(PRODUCT, key) for key in made.products if key not in question.products]
    return tuple(Term((key,), (kind,), -1, "") for kind, key in new)


def _listed(question: Question, state: DialogueState) -> tuple[str, ...]:
    """The products that "those" or "of them" stands for."""
    if question.kind == "how_many" and not question.has_subject and not question.cues & {"location_noun"}:
        return state.listed
    if not question.cues & {"those", "it", "other"} or question.products:
        return ()
    if question.kind in ("which", "how_many", "who") or question.cues & {"those"} and question.kind in ("", "what"):
        return state.listed if len(state.listed) > 1 else ()
    return ()


def advance(state: DialogueState, question: Question, listed: tuple[str, ...], language: str) -> DialogueState:
    """The state after a question was answered; `listed` are the products that the answer listed."""
    named = tuple(dict.fromkeys((*state.named, *question.products)))[-_MOST_REMEMBERED:]
    recent = listed or (question.products if len(question.products) > 1 else ())
    if not recent and question.products:
        before = [product for product in state.listed if product not in question.products]
        recent = tuple([*before, *question.products])[-_MOST_REMEMBERED:] if len(state.listed) <= len(state.named) else state.listed
    goes_on = bool(question.cues & {"rest", "those", "other", "what_about"})
    seen = tuple(dict.fromkeys((*(state.seen if goes_on else ()), *listed))) if listed else state.seen
    return DialogueState(question, recent or state.listed, named, seen, language)


def _subjects(question: Question) -> bool:
    return bool(question.products or question.data or _weighty_concepts(question) or question.outside or question.software)


def _weighty_concepts(question: Question) -> list[Term]:
    return [term for term in question.terms if term.text and CONCEPT in term.kinds]


def _is_topic(term: Term) -> bool:
    return CONCEPT in term.kinds or PART in term.kinds


def _topic_of(question: Question, kinds: tuple[str, ...]) -> list[Term]:
    return [term for term in question.terms if set(kinds) & set(term.kinds)]
