"""Which of the kinds of data that a thread had explained is pointed at ("does that second one have tags?", "are attachments in it too?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.common.findings import Finding, names, say
from bot.answering.common.owned_parts import is_owned
from bot.answering.common.table import HostingTable
from bot.understanding.linking.lexicon import DATA, PART
from bot.understanding.syntax.question import Question, Term

_PHRASES = frozenset({"definition", "includes", "includes_not"})
_POINTING = frozenset({"first_one", "last_one", "location_noun"})
_ADDING = frozenset({"and", "what_about"})
_BESIDE_PART = _ADDING | {"both", "of", "from", "at", "same", "location_noun"}
_ADDING_PART = _ADDING | {"contains", "holds", "including", "aux", "at", "both"}
_BEYOND_HOLDING = frozenset({"verbatim", "most", "fewest", "same", "more_than", "fewer_than"})
_MOST_REMEMBERED = 6


def after(defined: tuple[str, ...], question: Question, finding: Finding) -> tuple[str, ...]:
    """The kinds of data explained so far, in their order, after `question` was answered."""
    if finding.status != "answered" or question.products or not [sentence for sentence in finding.sentences if sentence.phrase in _PHRASES]:
        return defined
    return tuple(dict.fromkeys((*defined, *question.data)))[-_MOST_REMEMBERED:]


def with_defined(question: Question, last: Question | None, defined: tuple[str, ...]) -> Question:
    """The question about those of the kinds of data explained that it points at; as it is where it points at none."""
    if defined and _compares_with(defined[-1], question):
        term = Term((defined[-1],), (DATA,), -1, "")
        return replace(question, data=(*question.data, defined[-1]), terms=(*question.terms, term), filled=(*question.filled, "data"))
    if not defined or not question.parts or question.products or question.regions or question.kind not in ("", "which", "define", "where"):
        return question
    if last is not None and last.data == defined[-1:] and _adds_part(question, last):
        terms = tuple(_as_part(term) for term in question.terms if PART in term.kinds)
        return replace(question, kind="", yes_no=True, data=last.data, terms=terms, cues=(question.cues - _POINTING) | {"contains"})
    if question.kind == "where":
        return question
    named = [term for term in question.terms if DATA in term.kinds]
    if any(PART not in term.kinds and (term.position >= 0 or "first_one" not in question.cues) for term in named):
        return question
    nth = max(1, question.group_size)
    own = {cue for cue, at in question.positions if at >= 0}
    if question.kind == "which":
        of_any = not set(question.positions.at("definitions")).isdisjoint(question.positions.at("which"))  # "In which category is X?"
        named = [] if of_any else named
        pointed = defined[-nth:] if "those" in own and nth > 1 else defined[-1:] if named and "definitions" in own else ()
    elif "first_one" in own or {"first_one", "contains"} <= question.cues:  # "Back to the first: does it include names?"
        pointed = defined[nth - 1 : nth]
    else:
        bare = question.asked and "contains" in own and own <= _ADDING_PART and last is not None and last.data == defined[-1:]
        in_it = bare or (own & {"it", "there", "those"} and nth == 1 and own & {"contains", "holds", "at"})
        pointed = defined[-1:] if "last_one" in own or (named and in_it) else ()
    if not pointed:
        return question
    question = _without_whole(question)
    terms = tuple(_as_part(term) if term in named and not _is_owner(term, question, pointed) else term for term in question.terms)
    return replace(question, data=pointed, terms=terms, group_size=0, cues=(question.cues - _POINTING) | {"contains"})


def _compares_with(told: str, question: Question) -> bool:
    """Whether the definition of other data is asked to be the same as that of those `told` last ("is that of frobs exactly the same?")."""
    alike = question.yes_no and not question.cues.isdisjoint({"same", "difference"}) and not question.cues.isdisjoint({"define", "definitions"})
    return alike and len(question.data) == 1 and told not in question.data and not (question.products or question.regions or question.parts)


def _adds_part(question: Question, last: Question) -> bool:
    """Whether only a part is added to those that were asked about ("and the person's name, too?"), its word perhaps one for a place as well."""
    parts = question.own_positions_of(PART)
    plain = not question.kind or set(question.positions.at("location_noun")) <= set(parts)
    return bool(plain and last.parts and last.yes_no and question.cues <= _BESIDE_PART)


def _without_whole(question: Question) -> Question:
    """The question without a word that may mean a part, but is what something belongs to ("is the ID part of that group?")."""
    belongs, pointing = min(question.positions.at("contains"), default=-1), question.positions.at("it")
    wholes = {key for term in question.terms if term.position - 1 in pointing and term.position > belongs >= 0 for key in term.keys}
    parts = tuple(key for key in question.parts if key not in wholes)
    kept = tuple(term for term in question.terms if PART not in term.kinds or wholes.isdisjoint(term.keys))
    return replace(question, parts=parts, terms=kept) if parts and len(parts) < len(question.parts) else question


def _is_owner(term: Term, question: Question, pointed: tuple[str, ...]) -> bool:
    """Whether a word only tells that another part is of those whose data are `pointed` at ("does that include the user's e-mail?")."""
    if set(pointed).isdisjoint(term.keys):
        return False
    parts = {other.position for other in question.terms if PART in other.kinds}
    return any(is_owned(parts, at, term.position) for at in question.positions.at("of"))


def _as_part(term: Term) -> Term:
    """What may be a kind of data or a part of one, as that part."""
    keys = tuple(key for kind, key in zip(term.kinds, term.keys, strict=True) if kind == PART)
    return replace(term, kinds=(PART,) * len(keys), keys=keys)


def told_as_parts(table: HostingTable, question: Question, found: Finding) -> Finding:
    """Products found that list some data, told as those with the definitions of other data that name the same as a part of them.

    The rows that name it are not all that hold it then.
    """
    if question.kind != "which" or question.yes_no or len(question.data) != 1 or question.regions or not question.cues.isdisjoint(_BEYOND_HOLDING):
        return found
    named = [term for term in question.terms if {DATA, PART} <= set(term.kinds) and question.data[0] in term.keys]
    parts = tuple(key for term in named for kind, key in zip(term.kinds, term.keys, strict=True) if kind == PART)
    holding = [item for item in table.knowledge.definitions.values() if not set(parts).isdisjoint(item.definition.includes)]
    others = [item for item in holding if question.data[0] not in item.definition.data]
    if not others:
        return found
    listed = say("holds", data=names("data", *question.data), products=names("product", *found.products))
    beside = say("defined_in", parts=names("part", *parts), data=names("term", *(item.definition.key for item in others)))
    return replace(found, sentences=(listed, beside), evidence=(*found.evidence, *(piece for item in others for piece in item.evidence)))
