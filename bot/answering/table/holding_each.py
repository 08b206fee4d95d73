"""Whether a product holds several kinds of data, each asked for or denied by itself ("does X have A and B?", "X has A but not B")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.findings import Finding, names, say
from bot.answering.common.table import HostingTable
from bot.understanding.linking.lexicon import DATA
from bot.understanding.syntax.question import Question, Term

_CHOOSING = frozenset({"or", "any", "only", "untrue", "claims", "confirm", "not_both"})


def each_judged(table: HostingTable, question: Question, found: Finding) -> Finding:
    """What was found for a product, judged by each kind of data that is named; nothing is judged where one of two denied ones is held."""
    terms = [term for term in question.terms if DATA in term.kinds and term.position >= 0]
    if len(terms) < 2 or len(question.products) != 1 or not _CHOOSING.isdisjoint(question.cues) or found.verdict is None:
        return found
    product = question.products[0]
    held = [bool(table.cells(product, _keys(term))) for term in terms]
    denials = question.positions.at_any("not", "without", "lacks")
    if any(at < terms[0].position for at in denials):
        return replace(found, verdict=None) if len(set(held)) > 1 else found
    denied = [any(terms[0].position < at < term.position for at in denials) for term in terms]
    holds = all(has != lacks for has, lacks in zip(held, denied, strict=True))
    told = [
        say("holds" if has else "data_not_listed", data=names("data", *_keys(term)[:1]), products=names("product", product))
        for term, has in zip(terms, held, strict=True)
    ]
    return replace(found, sentences=tuple(told) if len(set(held)) > 1 or any(denied) else found.sentences, verdict="yes" if holds else "no")


def _keys(term: Term) -> tuple[str, ...]:
    """The kinds of data that a word may mean."""
    return tuple(key for kind, key in zip(term.kinds, term.keys, strict=True) if kind == DATA)
