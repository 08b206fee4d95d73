"""The hosting of what is no kind of data of a product, but named by the definition of one ("where are X's attachments?")."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.answers import hosting
from bot.answering.common.findings import Finding, names, say
from bot.answering.common.table import HostingTable
from bot.knowledge.model import Defined
from bot.understanding.linking.lexicon import PART
from bot.understanding.syntax.question import Question, Term

_DENYING = frozenset({"not", "never", "without", "lacks", "verbatim"})
_REACH_OF_VERB = 2  # So far after a verb of holding what it holds stands at most, an article between them.


def find(table: HostingTable, question: Question, listed: Sequence[str] = ()) -> Finding | None:
    """The table's answer to a question that it explains, or None; that of the kind of data of which what is asked about is a part."""
    part = _part(question) if question.parts and (question.products or question.regions) else ""
    owners = _owners(table, question, part) if part else []
    if not owners:
        return hosting.find(table, question, listed)
    if question.products:
        data = tuple(key for owner in owners for key in owner.definition.data if _is_listed(table, question, key))
        widened = replace(question, data=data if len(owners) > 1 else data[:1])
    else:
        data = (*question.data, *(key for owner in owners for key in owner.definition.data))
        widened = replace(question, data=data, cues=question.cues | {"or"})
    found = hosting.find(table, widened, listed)
    if found is None or found.status != "answered":
        return found
    sentence = say("defined_in", parts=names("part", part), data=names("term", *(owner.definition.key for owner in owners)))
    evidence = [piece for owner in owners for piece in owner.evidence]
    return replace(found, sentences=(*found.sentences, sentence), evidence=(*found.evidence, *evidence))


def _part(question: Question) -> str:
    """The one thing asked about that may be a part of a kind of data: a kind of data of other products, or no kind, but held; "" if there is none."""
    if question.data:
        return question.data[0] if len(question.data) == 1 and question.data[0] in question.parts else ""
    held = [term for term in question.terms if _is_held(question, term)]
    return held[0].keys[0] if len(held) == 1 else ""


def _is_held(question: Question, term: Term) -> bool:
    """Whether a word that can only be a part stands right after a verb of holding ("which products store frobs in X?")."""
    if set(term.kinds) != {PART} or not term.text or question.cues_at(term.position):
        return False
    before = [at for cue, at in question.positions if at < term.position]
    return any(at == max(before, default=-1) and term.position - at <= _REACH_OF_VERB for at in question.positions.at("holds"))


def _owners(table: HostingTable, question: Question, part: str) -> list[Defined]:
    """The definitions that name a part: of data that all products of a question list, and not the part itself; of any where it names none."""
    naming = [defined for defined in table.knowledge.definitions.values() if part in defined.definition.includes]
    if not question.products:
        asks = question.kind == "which" or not question.cues.isdisjoint({"product", "any"})
        return naming if asks and question.cues.isdisjoint(_DENYING) else []
    if question.data and _is_listed(table, question, part):
        return []
    owners = [defined for defined in naming if any(_is_listed(table, question, key) for key in defined.definition.data)]
    if len(owners) > 1 and (question.regions or question.kind == "where"):
        owners = [defined for defined in owners if any(_is_named(table, question, key) for key in defined.definition.data)]
    return owners if len(owners) == 1 or not question.data else []


def _is_listed(table: HostingTable, question: Question, key: str) -> bool:
    """Whether all products of a question list a kind of data."""
    return all(table.cells(product, (key,)) for product in question.products)


def _is_named(table: HostingTable, question: Question, key: str) -> bool:
    """Whether all products of a question list a kind of data in these words."""
    return all(product in table.products_naming(key) for product in question.products)
