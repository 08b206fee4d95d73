"""Questions that the article's table of definitions answers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.findings import Finding, names, say
from bot.knowledge.model import Defined, Evidence, Knowledge
from bot.replies import Verdict
from bot.understanding.lexicon import CONCEPT, DATA, PART, PRODUCT
from bot.understanding.question import Question, Term

_ASKS = {"define", "contains", "definitions"}

_COUNTING = ("how_many", "what", "which", "")
_OTHER_KINDS = ("where", "how_long", "how_often", "how_to", "how_much", "why", "when")

# Cues that show that hosting is asked about, not a meaning.
_ELSE = {"host", "available", "location_noun", "holds", "data_center", "compare", "difference", "what_about"}


class Definitions:
    """All definitions, to be asked for by kind of data or by what they include."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._all = list(knowledge.definitions.values())
        self._of: dict[str, Defined] = {}
        for defined in self._all:
            for data in defined.definition.data:
                self._of.setdefault(data, defined)
        self._explained = {concept for article in knowledge.articles.values() for concept in article.about.definitions_explain}

    def find(self, question: Question) -> Finding | None:
        """What a kind of data means or includes, or None."""
        if question.regions or question.outside or question.software or question.kind in _OTHER_KINDS or not self._explains(question):
            return None
        defined = _once([self._of[key] for key in question.data if key in self._of])
        if "definitions" in question.cues and question.kind in _COUNTING and not question.data and not question.parts:
            return self._count()
        if not self._asks(question):
            return None
        if len(defined) > 1 and question.cues & {"difference", "compare", "same"}:
            return self._difference(defined, question)
        subject = [item for item in defined if not _is_only_part(item, question)] or defined
        if subject and question.yes_no:
            return self._includes(subject[0], [part for part in question.parts if not _names_subject(part, subject[0], question)], question)
        if subject and not question.products:
            return self._define(subject)
        return self._holding(question) if question.parts and not defined and not question.products else None

    def _asks(self, question: Question) -> bool:
        """Whether a meaning is asked for, or what a kind of data includes."""
        if question.cues & _ASKS or (question.parts and "kind_of_data" in question.cues):
            return True
        if "holds" in question.cues and question.parts and not question.products and not question.cues & {"product", "which"}:
            return True
        own = not {"data", "parts"} & set(question.filled)
        return own and question.kind in ("what", "define", "how") and not question.products and not question.cues & _ELSE

    def _explains(self, question: Question) -> bool:
        """Whether every word of weight names a kind of data, a part of one, or something that may stand beside them."""
        return all(not term.is_weighty or term.aside or self._speaks_of(term) for term in question.terms)

    def _speaks_of(self, term: Term) -> bool:
        return any(
            kind in (DATA, PART, PRODUCT) or (kind == CONCEPT and key in self._explained) for kind, key in zip(term.kinds, term.keys, strict=True)
        )

    def _define(self, defined: Sequence[Defined]) -> Finding:
        sentences = tuple(
            say("definition", term=names("term", item.definition.key), parts=names("part", *item.definition.includes)) for item in defined
        )
        return Finding("answered", sentences, evidence=_evidence(defined), why=("definition",))

    def _includes(self, item: Defined, parts: Sequence[str], question: Question) -> Finding:
        if not parts:
            return self._define([item])
        inside = [part for part in parts if part in item.definition.includes]
        data = names("data", item.definition.data[0])
        if inside:
            sentence = say("includes", data=data, parts=names("part", *inside))
        else:
            sentence = say("includes_not", data=data, parts=names("part", *parts, joined="or"), all=names("part", *item.definition.includes))
        return Finding(
            "answered",
            (sentence,),
            verdict="yes" if bool(inside) != _is_denied(question) else "no",
            evidence=tuple(item.evidence),
            confidence=question.confidence,
            why=("parts of a definition",),
        )

    def _holding(self, question: Question) -> Finding | None:
        """The definitions that name all of the parts."""
        parts = question.parts
        holding = [item for item in self._all if all(part in item.definition.includes for part in parts)]
        if not holding:
            return None
        sentence = say("defined_in", parts=names("part", *parts), data=names("data", *(item.definition.data[0] for item in holding)))
        return Finding(
            "answered",
            (sentence,),
            evidence=_evidence(holding),
            confidence=question.confidence,
            why=("definitions with these parts",),
        )

    def _difference(self, items: Sequence[Defined], question: Question) -> Finding:
        """What all of the definitions include, and what each has beyond that."""
        shared = [part for part in items[0].definition.includes if all(part in item.definition.includes for item in items)]
        sentences = [say("same_definition", parts=names("part", *shared))] if shared else []
        for item in items:
            extra = [part for part in item.definition.includes if part not in shared]
            if extra:
                sentences.append(say("definition_difference", name=names("data", item.definition.data[0]), parts=names("part", *extra)))
        same = all(item.definition.includes == items[0].definition.includes for item in items)
        verdict: Verdict | None = ("yes" if same else "no") if question.yes_no and "same" in question.cues else None
        return Finding("answered", tuple(sentences), verdict=verdict, evidence=_evidence(items), why=("definitions compared",))

    def _count(self) -> Finding:
        sentence = say("definitions_count", count=str(len(self._all)), data=names("data", *(item.definition.data[0] for item in self._all)))
        return Finding("answered", (sentence,), evidence=tuple(item.evidence[0] for item in self._all), why=("all definitions",))


def _is_only_part(item: Defined, question: Question) -> bool:
    """Whether a definition was found only by a word that, later in the question, rather names a part of another one."""
    naming = [term for term in question.terms if {DATA, PART} & set(term.kinds)]
    return bool(question.parts) and any({DATA, PART} <= set(term.kinds) and set(term.keys) & set(item.definition.data) for term in naming[1:])


def _names_subject(part: str, item: Defined, question: Question) -> bool:
    """Whether a word names the kind of data itself, not a part of it."""
    if part in item.definition.includes:
        return False
    return any(PART in term.kinds and part in term.keys and set(term.keys) & set(item.definition.data) for term in question.terms)


def _is_denied(question: Question) -> bool:
    """Whether a claim that the definition lacks something is to be confirmed."""
    return (question.negative and "confirm" in question.cues) or "except" in question.cues


def _once(defined: Sequence[Defined]) -> list[Defined]:
    return list({item.definition.key: item for item in defined}.values())


def _evidence(defined: Sequence[Defined]) -> tuple[Evidence, ...]:
    return tuple(piece for item in defined for piece in item.evidence)
