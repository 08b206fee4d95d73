"""Questions that the article's table of definitions answers."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.common.called_untrue import is_called_untrue
from bot.answering.common.findings import Finding, names, say
from bot.answering.common.negation import not_only, segments
from bot.answering.common.owned_parts import across, asks_which_definition, is_only_part, is_owned, of_others
from bot.knowledge.model import Defined, Evidence, Knowledge
from bot.knowledge.schema import DEFINITIONS
from bot.replies import Verdict
from bot.understanding.linking.lexicon import CONCEPT, DATA, PART, PRODUCT
from bot.understanding.syntax.question import Question, Term

_ASKS = {"define", "contains", "definitions"}

_COUNTING = ("how_many", "what", "which", "define", "which_data", "")

# Words that nothing explains may stand beside a definition, which is told in full then.
MOST_UNKNOWN = 2
_OF_HOSTING = frozenset({"host", "what_about", "location_noun", "data_center", "product", "compare", "difference", "same", "those"})
_NEXT = 2  # The number of mentions before the verb at which data stand, an article between them, at most.
_LONGEST_PREPOSITION = 3  # The number of mentions from the verb to the data, "in" and an article between them, at most.
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
        if question.regions or question.outside or question.software or self._asks_else(question) or not self._explains(question):
            return None
        defined = self._defined(question.data) or (self._defined(_absent(question, DATA)) if question.yes_no else [])
        narrowed = question.data or question.parts or question.unknown or question.products
        if "definitions" in question.cues and question.kind in _COUNTING and not narrowed:
            return self._count()
        if len(defined) == 1 and question.cues & {"difference", "same"} and _is_named_twice(defined[0], question):
            return self._same(defined[0], question)
        if not self._asks(question):
            return None
        meant = [item for item in defined if not is_only_part(item, question)]
        subject = across(meant or ([] if asks_which_definition(question) else defined), question)
        named = dict.fromkeys((*question.parts, *_absent(question, PART)))
        owners = self._owners(question)
        parts = [part for part in named if part not in owners and not any(_names_subject(part, item, question) for item in subject)]
        if len(subject) > 1 and (question.cues & {"difference", "compare", "same"} or _sets_apart(question)):
            return self._difference(subject, question)
        if len(subject) > 1 and parts and (question.cues & {"or", "which"}) and not question.products:
            return self._holding(question, parts, subject)
        only = _only(question) if subject and parts and question.yes_no and "only" in question.cues else -1
        if only >= 0 and set(parts) < set(subject[0].definition.includes):
            if _limits_parts(question, only):
                return self._more_than(subject[0], question, only)
            holding = self._holding(question, parts, self._all)
            verdict: Verdict | None = "no" if holding is None or len(holding.evidence) > len(subject[0].evidence) else None
            return replace(holding or self._define(subject), verdict=verdict)
        if subject and parts and not question.unknown and (question.yes_no or (question.asked and question.kind in ("", "define"))):
            return self._includes(subject[0], parts, question)
        if subject and (_asks_content(question) or not question.products):
            return self._define(subject)
        return self._holding(question, parts, self._all) if parts and not subject and not question.products else None

    def undefined(self, question: Question) -> tuple[str, ...]:
        """The data of which it is asked what they mean or are made of, if nothing defines any of them; else none."""
        asks = question.kind == "define" or (question.kind in ("what", "which_data") and "contains" in question.cues)
        if not asks or question.yes_no or not question.cues.isdisjoint(_OF_HOSTING):
            return ()
        if any(self._explained.isdisjoint(term.keys) for term in question.own_concepts):
            return ()  # "What are the hosting options of X data?"
        return question.data if self._of.keys().isdisjoint(question.data) else ()

    def _defined(self, data: Sequence[str]) -> list[Defined]:
        """The definitions of kinds of data, each once."""
        return list({self._of[key].definition.key: self._of[key] for key in data if key in self._of}.values())

    def _asks_else(self, question: Question) -> bool:
        """Whether something other than a meaning is asked, such as a place; "where in the definitions" asks for one of them."""
        if question.kind == "where" and "definitions" in question.cues and question.parts:
            return False
        if question.kind == "who" and "holds" in question.cues and question.data:
            return True
        if "location_noun" in question.cues and not question.parts and not question.cues.isdisjoint({"same", "difference", "compare"}):
            return True
        lists = question.kind in ("which", "how_many") or "list" in question.cues
        asks_products = lists and question.cues >= {"product", "holds"} and "difference" not in question.cues
        if asks_products and question.data and not question.parts:
            return True
        return question.kind in _OTHER_KINDS or len(question.unknown) > MOST_UNKNOWN or question.strange

    def _asks(self, question: Question) -> bool:
        """Whether a meaning is asked for, or what a kind of data includes."""
        if question.cues & _ASKS or (question.parts and "kind_of_data" in question.cues):
            return True
        if _asks_content(question) or _asks_what_is_in(question) or (_sets_apart(question) and len(self._defined(question.data)) > 1):
            return True
        if "holds" in question.cues and question.parts and not question.products and not question.cues & {"product", "which"}:
            return True
        parts = question.parts or _absent(question, PART) or "except" in question.cues
        names_part = bool(parts) and bool(question.data or _absent(question, DATA)) and not question.products
        if question.yes_no and names_part and not _else(question) - {"host", "holds"}:
            return True
        if question.asked and not question.kind and names_part and self._defined(question.data) and not _else(question):
            return True
        own = not {"data", "parts"} & set(question.filled) and not ("assistant" in question.cues and question.kind == "what" and not question.data)
        return own and question.kind in ("what", "define", "how") and not question.products and not question.cues & _ELSE

    def _explains(self, question: Question) -> bool:
        """Whether every word of weight names a kind of data, a part of one, or something that may stand beside them."""
        return all(not term.is_weighty or term.aside or self._speaks_of(term) for term in question.terms)

    def _speaks_of(self, term: Term) -> bool:
        return any(
            kind in (DATA, PART, PRODUCT) or (kind == CONCEPT and key in self._explained) for kind, key in zip(term.kinds, term.keys, strict=True)
        )

    def _owners(self, question: Question) -> set[str]:
        """Parts named by a word for those who have another part, and which is no part of its own there ("the e-mail of the user")."""
        plain = set(question.positions_of(PART))
        people = [term for term in question.terms if {DATA, PART} <= set(term.kinds) and any(key in self._of for key in term.keys)]
        owners = [term for term in people if any(is_owned(plain, at, term.position) for at in question.positions.at_any("of", "subject", "where"))]
        return {key for term in owners for kind, key in zip(term.kinds, term.keys, strict=True) if kind == PART}

    def _define(self, defined: Sequence[Defined]) -> Finding:
        sentences = tuple(
            say("definition", term=names("term", item.definition.key), parts=names("part", *item.definition.includes)) for item in defined
        )
        return Finding("answered", sentences, evidence=_evidence(defined), why=("definition",))

    def _includes(self, item: Defined, parts: Sequence[str], question: Question) -> Finding:
        inside = [part for part in parts if part in item.definition.includes]
        outside = [part for part in parts if part not in inside]
        data = names("data", item.definition.data[0])
        sentences = [say("includes", data=data, parts=names("part", *inside))] if inside else []
        if outside:
            every = names("part", *item.definition.includes)
            sentences.append(say("includes_not", data=data, parts=names("part", *outside, joined="or"), all=every))
        owners = [] if inside else self._owners_of(outside)
        sentences += [say("defined_in", parts=names("part", *outside), data=names("term", owner.definition.key)) for owner in owners]
        left_out = bool(_absent(question, DATA) or _absent(question, PART))
        denied = left_out or any(segment.negated for segment in segments(question)) or bool(question.cues & {"except", "outside", "lacks"})
        denied ^= is_called_untrue(question)
        verdict: Verdict | None = None if inside and outside and "or" in question.cues else "yes" if bool(outside) == denied else "no"
        verdict = None if inside and of_others(question, item, self._of) else verdict
        return Finding(
            "answered",
            tuple(sentences),
            verdict=None if (denied and inside and outside) or _asks_of_subject(question) else verdict,
            evidence=_evidence([item, *owners]),
            confidence=question.confidence,
            why=("parts of a definition",),
        )

    def _owners_of(self, parts: Sequence[str]) -> list[Defined]:
        """The definition that has all of some parts, where only one has."""
        owners = [item for item in self._all if all(part in item.definition.includes for part in parts)]
        return owners if len(owners) == 1 else []

    def _more_than(self, item: Defined, question: Question, only: int) -> Finding:
        """That a kind of data includes more than the parts that are said to be all of it ("X has only the name")."""
        denied = not_only(question, only) ^ is_called_untrue(question)
        return replace(self._define([item]), verdict="yes" if denied else "no", confidence=question.confidence)

    def _holding(self, question: Question, parts: Sequence[str], items: Sequence[Defined]) -> Finding | None:
        """Those of the definitions that name all of the parts, or none of them where that is asked."""
        lacking = any(segment.negated for segment in segments(question)) or bool(question.cues & {"except", "without", "never"})
        holding = [item for item in items if all((part in item.definition.includes) != lacking for part in parts)]
        if not holding:
            return None
        terms = names("term", *(item.definition.key for item in holding))
        sentence = say("defined_without" if lacking else "defined_in", parts=names("part", *parts, joined="or" if lacking else "and"), data=terms)
        return Finding(
            "answered",
            (sentence,),
            evidence=_evidence(holding),
            confidence=question.confidence,
            why=("definitions with these parts",),
        )

    def _same(self, item: Defined, question: Question) -> Finding:
        """Two words for one kind of data ("is a bilhete a ticket?")."""
        verdict: Verdict | None = ("yes" if "same" in question.cues else "no") if question.yes_no or question.asked else None
        return replace(self._define([item]), verdict=verdict)

    def _difference(self, items: Sequence[Defined], question: Question) -> Finding:
        """What all of the definitions include, and what each has beyond that."""
        shared = [part for part in items[0].definition.includes if all(part in item.definition.includes for item in items)]
        sentences = [say("same_definition", parts=names("part", *shared))] if shared else []
        for item in items:
            extra = [part for part in item.definition.includes if part not in shared]
            if extra:
                sentences.append(say("definition_difference", name=names("data", item.definition.data[0]), parts=names("part", *extra)))
        same = all(item.definition.includes == items[0].definition.includes for item in items)
        claimed = question.yes_no or (question.asked and question.kind in ("", "define"))
        verdict: Verdict | None = ("yes" if same else "no") if claimed and "same" in question.cues else None
        return Finding("answered", tuple(sentences), verdict=verdict, evidence=_evidence(items), why=("definitions compared",))

    def _count(self) -> Finding:
        table = [item for item in self._all if item.definition.section == DEFINITIONS]
        sentence = say("definitions_count", count=str(len(table)), data=names("data", *(item.definition.data[0] for item in table)))
        return Finding("answered", (sentence,), evidence=tuple(item.evidence[0] for item in table), why=("all definitions",))


def _only(question: Question) -> int:
    """Where "only" stands, if not in what may be so instead ("is it X, or only Y?"); -1 where it does not."""
    others = question.positions.at("or")
    return next((at for at in question.positions.at("only") if not any(0 < at - other <= _LONGEST_PREPOSITION for other in others)), -1)


def _limits_parts(question: Question, only: int) -> bool:
    """Whether "only" limits the parts of a kind of data ("X has only the name", "the name only"), not the kinds that have them ("only X has it")."""
    named = [term for term in question.terms if {DATA, PART} & set(term.kinds) and term.position >= 0]
    beside = next((term for term in named if term.position > only), named[-1] if named else None)
    return beside is not None and PART in beside.kinds and DATA not in beside.kinds


def _else(question: Question) -> set[str]:
    """The cues that show that hosting is asked about: of words that name no part, and of "and" only where it opens the question."""
    parts = set(question.positions_of(PART))
    return {cue for cue, at in question.positions if cue in _ELSE and at not in parts and not (cue == "what_about" and at > 0)}


def _sets_apart(question: Question) -> bool:
    """Whether it is asked what one kind of data includes and another does not ("what does X have that Y doesn't?"), or how they differ."""
    if question.kind not in ("what", "which", "define") or question.products or question.cues & {"product", "location_noun", "host"}:
        return False
    if "difference" in question.cues and question.cues.isdisjoint(_ELSE - {"difference", "compare", "what_about"}):
        return True
    return bool(question.cues & {"holds", "contains"}) and bool(question.cues & {"not", "lacks", "more_than"})


def _asks_of_subject(question: Question) -> bool:
    """Whether it is asked what lies inside something that is no kind of data ("do the linked data live inside X?")."""
    inside = question.positions.at("contains")
    return any(CONCEPT in term.kinds and term.position - 1 in inside for term in question.terms) and "host" in question.cues


def _names_subject(part: str, item: Defined, question: Question) -> bool:
    """Whether a word names the kind of data itself, or stands beside its name ("the call recording category"), and names no part of it."""
    if part in item.definition.includes:
        return False
    subject = {term.position for term in question.terms if set(term.keys) & set(item.definition.data)}
    beside = subject | {at - step for at in subject for step in (-1, 1)}
    named = [term for term in question.terms if PART in term.kinds and part in term.keys]
    others = any(other in item.definition.includes for other in question.parts)
    return any(term.position in subject or (others and term.position in beside) for term in named)


def _is_named_twice(item: Defined, question: Question) -> bool:
    """Whether the question has two different words for a kind of data."""
    words = {term.text.casefold() for term in question.terms if term.text and set(term.keys) & set(item.definition.data)}
    return len(words) > 1


def _asks_content(question: Question) -> bool:
    """Whether it is asked what a kind of data is made of that a product holds ("what visitor data does X keep?", "what does X keep of visitors?")."""
    if question.kind not in ("what", "define") or len(own := question.positions_of(DATA)) != 1:
        return False
    holds, asked, contains = (question.positions.at(cue) for cue in ("holds", "what", "contains"))
    if any(0 < own[0] - at <= _LONGEST_PREPOSITION for at in contains):
        return True  # "What is included in X data?"
    if question.kind == "define":
        return False
    return any(at > own[0] for at in contains) or (bool(holds) and (own[0] - _NEXT in holds or own[0] - 1 in asked))


def _asks_what_is_in(question: Question) -> bool:
    """Whether it is asked what is in a kind of data ("what sits in X data?"), not where that is."""
    if question.kind != "what" or question.products or "location_noun" in question.cues:
        return False
    verbs = {at for what in question.positions.at("what") for at in question.positions.at("host") if at - what == 1}
    named = question.positions_of(DATA)
    return any(at + 1 in question.positions.at("at") and 0 < place - at <= _LONGEST_PREPOSITION for at in verbs for place in named)


def _absent(question: Question, wanted: str) -> list[str]:
    """What stands after "excluded from", "without" and the like: kinds of data, or parts."""
    return [key for term in question.terms if term.negated for kind, key in zip(term.kinds, term.keys, strict=True) if kind == wanted]


def _evidence(defined: Sequence[Defined]) -> tuple[Evidence, ...]:
    return tuple(piece for item in defined for piece in item.evidence)
