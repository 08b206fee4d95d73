"""The kinds of data that "that kind of data" stands for: those asked about last, or those whose definition was just told."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.findings import Finding, Names
from bot.knowledge.model import Knowledge
from bot.understanding.linking.lexicon import DATA, PRODUCT
from bot.understanding.syntax.question import Question, Term

THAT_DATA = "that_data"

_LISTED_IN = frozenset({"which", "product", "it"})
_HELD = ("it", "those", "any")


def of_that_data(question: Question, data: tuple[str, ...]) -> Question:
    """The question about `data` spoken of before, where it points at them by a word for data; any other as it is."""
    return _about(question, data, question.positions.at(THAT_DATA)[0]) if THAT_DATA in question.cues and _is_open(question) else question


def of_spoken_data(question: Question, last: Question, found: Finding | None, knowledge: Knowledge) -> Question:
    """The question about the data of the thread that it points at as data, or as what a product holds ("does X have those?"); any other as it is."""
    if THAT_DATA in question.cues:
        return of_that_data(question, _defined(found, knowledge) or last.data)
    if question.cues >= _LISTED_IN and _is_open(question) and (defined := _defined(found, knowledge)):
        return _about(question, defined, question.positions.at("it")[0])
    told = last.data and last.kind in ("", "where") and not (last.regions or last.own_concepts)
    held = _held(question) if "holds" in question.cues and told else -1
    return _about(question, last.data, held) if held >= 0 else question


def _about(question: Question, data: tuple[str, ...], at: int) -> Question:
    """The question about `data` instead of what points at them."""
    if not data:
        return question
    positions = question.positions.without((at,))
    cues = frozenset(cue for cue in question.cues if cue in positions.by_cue or at not in question.positions.at(cue))
    terms = (*question.terms, *(Term((key,), (DATA,), at, "") for key in data))
    return replace(question, data=data, terms=terms, cues=cues, positions=positions, filled=(*question.filled, "data"))


def _held(question: Question) -> int:
    """Where it stands what a product is asked to hold ("does X have those?"); -1 where something else is asked."""
    says_more = question.kind or question.regions or question.unknown or question.outside or len(question.products) != 1
    if says_more or not (question.yes_no and _is_open(question)):
        return -1
    product = max(question.own_positions_of(PRODUCT), default=-1)
    held = [at for at in question.positions.at_any(*_HELD) if at > product >= 0 and any(verb < at for verb in question.positions.at("holds"))]
    last = max((at for _, at in question.positions), default=-1)
    return held[0] if len(set(held)) == 1 and held[0] == last else -1


def _is_open(question: Question) -> bool:
    """Whether a question names no data itself."""
    return not (question.data or question.maybe_data or question.parts)


def _defined(found: Finding | None, knowledge: Knowledge) -> tuple[str, ...]:
    """The data of the one definition in which parts were just found ("which kind of data speaks of tags?"), none where there is no such one."""
    sentences = found.sentences if found is not None and found.status == "answered" else ()
    told = [sentence.slots["data"] for sentence in sentences if sentence.phrase == "defined_in"]
    keys = [key for names in told if isinstance(names, Names) for key in names.keys]
    return tuple(knowledge.definitions[keys[0]].definition.data) if len(keys) == 1 else ()
