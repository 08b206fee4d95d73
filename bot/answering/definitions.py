"""Questions that the article's table of definitions answers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.findings import Finding, Verdict, names, say
from bot.knowledge.model import Defined, Knowledge
from bot.understanding.lexicon import CONCEPT, DATA, PART, PRODUCT
from bot.understanding.question import Question

_ASKS = {"define", "contains"}

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
        if (
            question.regions
            or question.outside
            or question.software
            or question.kind in ("where", "how_long", "how_often", "how_to", "how_much", "why", "when")
        ):
            return None
        if not self._explains(question):
            return None
        if "definitions" in question.cues and question.kind in ("how_many", "what", "which", "") and not question.data and not question.parts:
            return self._count()
        defined = [self._of[key] for key in question.data if key in self._of]
        parts = [part for part in question.parts]
        asks = (
            bool(question.cues & _ASKS)
            or "definitions" in question.cues
            or ("holds" in question.cues and bool(parts) and not question.products and not question.cues & {"product", "which"})
        )
        if len(_once(defined)) > 1 and asks and question.cues & {"difference", "compare", "same"}:
            return self._difference(defined, question)
        own = not {"data", "parts"} & set(question.filled)
        asks = asks or (own and question.kind in ("what", "define", "how") and not question.products and not question.cues & _ELSE)
        subject = [item for item in defined if not self._is_only_part(item, question, parts)] or defined
        if asks and subject and (parts or question.yes_no) and question.yes_no:
            return self._includes(subject[0], [part for part in parts if not self._names_subject(part, subject[0], question)], question)
        if asks and subject and not question.products:
            return self._define(subject)
        if asks and parts and not defined:
            return self._holding(parts, question)
        if question.cues & {"kind_of_data"} and parts and not defined and not question.products:
            return self._holding(parts, question)
        return None

    def _explains(self, question: Question) -> bool:
        return all(
            not term.text or term.aside
            or any(kind in (DATA, PART, PRODUCT) or (kind == CONCEPT and key in self._explained) for kind, key in zip(term.kinds, term.keys, strict=True))
            for term in question.terms
        )  # fmt: skip

    def _is_only_part(self, item: Defined, question: Question, parts: Sequence[str]) -> bool:
        """Whether a definition was found only by a word that also names a part of another one."""
        return any(
            DATA in term.kinds and PART in term.kinds and set(term.keys) & set(item.definition.data) and position > 0
            for position, term in enumerate(term for term in question.terms if DATA in term.kinds or PART in term.kinds)
        ) and bool(parts)

    def _names_subject(self, part: str, item: Defined, question: Question) -> bool:
        return any(
            PART in term.kinds and part in term.keys and set(term.keys) & set(item.definition.data) and part not in item.definition.includes
            for term in question.terms
        )

    def _define(self, defined: Sequence[Defined]) -> Finding:
        sentences = tuple(
            say("definition", term=item.definition.term, data=names("data", item.definition.data[0]), parts=names("part", *item.definition.includes))
            for item in _once(defined)
        )  # fmt: skip
        return Finding("answered", sentences, evidence=tuple(piece for item in _once(defined) for piece in item.evidence), why=("definition",))

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

    def _holding(self, parts: Sequence[str], question: Question) -> Finding | None:
        holding = [item for item in self._all if all(part in item.definition.includes for part in parts)]
        if not holding:
            return None
        sentence = say("defined_in", parts=names("part", *parts), data=names("data", *(item.definition.data[0] for item in holding)))
        return Finding(
            "answered",
            (sentence,),
            evidence=tuple(piece for item in holding for piece in item.evidence),
            confidence=question.confidence,
            why=("definitions with these parts",),
        )

    def _difference(self, defined: Sequence[Defined], question: Question) -> Finding:
        items = _once(defined)
        shared = [part for part in items[0].definition.includes if all(part in item.definition.includes for item in items)]
        sentences = [say("same_definition", parts=names("part", *shared))] if shared else []
        for item in items:
            extra = [part for part in item.definition.includes if part not in shared]
            if extra:
                sentences.append(say("definition_difference", name=names("data", item.definition.data[0]), parts=names("part", *extra)))
        same = all(item.definition.includes == items[0].definition.includes for item in items)
        verdict: Verdict | None = ("yes" if same else "no") if question.yes_no and "same" in question.cues else None
        evidence = tuple(piece for item in items for piece in item.evidence)
        return Finding("answered", tuple(sentences), verdict=verdict, evidence=evidence, why=("definitions compared",))

    def _count(self) -> Finding:
        sentence = say("definitions_count", count=str(len(self._all)), data=names("data", *(item.definition.data[0] for item in self._all)))
        return Finding("answered", (sentence,), evidence=tuple(item.evidence[0] for item in self._all), why=("all definitions",))


def _is_denied(question: Question) -> bool:
    """Whether a claim that the definition lacks something is to be confirmed."""
    return (question.negative and "confirm" in question.cues) or "except" in question.cues


def _once(defined: Sequence[Defined]) -> list[Defined]:
    return list({item.definition.key: item for item in defined}.values())
