"""Questions that a statement of the article answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from msgspec.structs import replace

from bot.answering.common.carrying import THREAD
from bot.answering.common.claims import GOAL, Claims, claims_of, expanded, words_of
from bot.answering.common.dates import tells_date
from bot.answering.common.findings import Finding, Sentence, names, say
from bot.answering.common.geography import Geography
from bot.answering.common.matching import (
    Match,
    affirmed,
    answers,
    goes_beyond,
    is_explained,
    is_weighty,
    keys_of,
    lists_lacking,
    misses_place,
    points_elsewhere,
    rests_on_own_place,
    says_of_subject,
    states_length,
    weight_of,
)
from bot.answering.common.negation import is_judged
from bot.answering.common.wording import Wording
from bot.answering.statements.leaving_open import lacks_condition, leaves_open, says_and_denies
from bot.answering.statements.verdicts import verdict_of
from bot.knowledge.model import Knowledge, Said
from bot.knowledge.schema import Statement
from bot.knowledge.vocabulary import ANY_DATA, OWN_LENGTH, UNITS
from bot.understanding.linking.lexicon import CONCEPT, DATA, OUTSIDE
from bot.understanding.syntax.question import Question, Where

SURE = 2.0  # The weight of a line from which a statement answers although a word of the question is left over: two subjects named.

# How much less a statement fits that does not hold for the product asked about; less so where a no is an answer.
EXCLUDED = {False: 0.5, True: 0.3}


class Statements:
    """All statements, to be matched with questions."""

    def __init__(self, knowledge: Knowledge, geography: Geography, wording: Wording) -> None:
        self._knowledge = knowledge
        self._wording = wording
        self._geography = geography
        self._by_word: dict[str, list[tuple[Said, tuple[str, ...]]]] = {}
        self._explained: dict[str, frozenset[str]] = {}
        self._claims: dict[str, Claims] = {}
        self._unless: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
        self._order = {key: number for number, key in enumerate(knowledge.statements)}
        for said in knowledge.statements.values():
            statement = said.statement
            lines = expanded(statement.asked_by)
            everywhere = knowledge.articles[said.article].about.explained_everywhere
            told = words_of((*statement.confirms, *statement.denies))
            units = (*(UNITS if statement.duration else ()), *(knowledge.data if ANY_DATA in statement.explains else ()))
            self._explained[statement.key] = frozenset(statement.explains).union(everywhere, told, units, *lines)
            self._claims[statement.key] = claims_of(statement)
            self._unless[statement.key] = [_there_and_not(line) for line in expanded(statement.unless)]
            for line in lines:
                self._by_word.setdefault(line[0], []).append((said, line))

    def match(self, question: Question) -> Match | None:
        """The statement that answers `question` best, or None; what the question calls absent counts where nothing else is found."""
        if question.told:
            return self._told(question)
        found = self._best(question)
        if not [term for term in question.terms if term.negated and term.text]:
            return found
        named = self._best(affirmed(question))
        if named is None or (found is not None and not self._is_rather_of_absent(named, found, question)):
            return found
        return replace(named, affirmed=True)

    def _is_rather_of_absent(self, named: Match, found: Match, question: Question) -> bool:
        """Whether what is called absent is what the one statement claims, and not the other, which fits less ("the clouds have no protection").

        Or whether it is what the statement is about, of which a claim denies something ("no request of an app leaves X, right?").
        """
        if named.weight <= found.weight:
            return False
        if named.said is found.said:
            return is_judged(question) and _opens_with_absent(question)
        return self._claims_absent(named.said.statement, question) and not self._claims_absent(found.said.statement, question)

    def _told(self, question: Question) -> Match:
        """The statement that was told before, of which a question asks no more than for which products it is so."""
        said = self._knowledge.statements[question.told]
        products = said.statement.products
        excluded = tuple(product for product in question.products if product not in products) if products else ()
        return Match(said, ("applies",), SURE, excluded)

    def _best(self, question: Question) -> Match | None:
        question = self._with_regions(question)
        keys = keys_of(question)
        timed = keys | {OWN_LENGTH}
        found: list[Match] = []
        for key in sorted(keys & self._by_word.keys()):
            for said, line in self._by_word[key]:
                if not timed.issuperset(line):
                    continue
                own = timed if states_length(said.statement, question) else keys
                match = self._fit(question, said, line, own) if own.issuperset(line) else None
                if match:
                    found.append(match)
        if len(found) < 2:
            return found[0] if found else None
        return max(found, key=lambda match: (match.weight, _goes_on_from(match, question), -self._order[match.said.statement.key]))

    def _with_regions(self, question: Question) -> Question:
        """Places that hold regions of the article ("Europe") as those regions."""
        if not [where for where in (*question.regions, *question.mentioned, *question.customers) if where.place]:
            return question
        wide = (replace(where, origin=True) for where in question.customers if where.place)
        mentioned = (*self._as_regions(question.mentioned), *(where for where in self._as_regions(wide) if where.code))
        return replace(question, regions=self._as_regions(question.regions), mentioned=mentioned)

    def _as_regions(self, places: Iterable[Where]) -> tuple[Where, ...]:
        found: list[Where] = []
        for where in places:
            codes = [code for code in self._knowledge.regions if where.place and self._geography.settles(code, where)]
            found += [replace(where, code=code, place="") for code in codes] or [where]
        return tuple(found)

    def holds_only_with(self, key: str, subjects: Set[str]) -> bool:
        """Whether one of `subjects` is what a statement is about, and nothing that may stand beside it: without that it says nothing."""
        statement = self._knowledge.statements[key].statement
        asked = {word for line in expanded(statement.asked_by) for word in line}
        return any(subject in statement.needs or (subject in asked and subject not in statement.explains) for subject in subjects)

    def explains_other_vendors(self, match: Match) -> bool:
        """Whether another vendor's product may stand in a question that the statement answers."""
        return self._knowledge.articles[match.said.article].about.other_software in self._explained[match.said.statement.key]

    def touched(self, question: Question) -> list[Said]:
        """Statements of which the question holds a whole line, whether or not they answer it: the nearest things said."""
        keys = keys_of(question)
        lines = [(said, line) for key in keys for said, line in self._by_word.get(key, ()) if keys.issuperset(line)]
        found = [(sum(is_weighty(question, word) for word in line), said) for said, line in lines]
        best = sorted([item for item in found if item[0]], key=lambda item: (-item[0], self._order[item[1].statement.key]))
        return list({said.statement.key: said for _, said in best}.values())

    def _fit(self, question: Question, said: Said, line: tuple[str, ...], keys: set[str]) -> Match | None:
        statement = said.statement
        if not answers(statement, question):
            return None
        if [there for there, lacking in self._unless[statement.key] if there <= keys and lacking.isdisjoint(keys)]:
            return None
        explained = self._explained[statement.key]
        claims = self._claims[statement.key]
        if ("it" in line and points_elsewhere(question, self._knowledge.statements, explained)) or misses_place(claims, question):
            return None
        if question.kind == "why" and goes_beyond(question, explained):
            return None
        weight = float(sum([weight_of(question, word) for word in line]))
        others = [term for term in question.terms if term.text and CONCEPT in term.kinds and not set(term.keys) & set(line)]
        sure = weight + sum([is_explained(term, explained) for term in others])
        loose = [term for term in question.terms if term.text and (not term.aside or OUTSIDE in term.kinds) and not is_explained(term, explained)]
        if loose and (sure < SURE or says_of_subject(loose, question) or any(kind in (OUTSIDE, DATA) for term in loose for kind in term.kinds)):
            return None
        unknown = self._wording.beyond_statement(question.unknown, statement)
        if unknown and (question.strange and question.yes_no or sure + _asks_length(question, statement) < SURE):
            return None
        if any(where.place or (where.code not in explained and not claims.tied) for where in question.regions):
            return None
        if not weight and (question.products or question.data or question.regions or not any(word in keys for word in line)):
            return None
        limits = {*statement.products, *explained} if statement.products else set(question.products)
        excluded = tuple([product for product in question.products if product not in limits])
        excluded = () if excluded and _is_of_any_spoken_of(question, line, some=len(excluded) < len(question.products)) else excluded
        denied = statement.limited and (question.yes_no or len(excluded) < len(question.products))
        if excluded and (not denied or rests_on_own_place(question, line)):
            return None
        own = {key for term in question.terms if term.text for key in term.keys}
        extra = 0.1 * len(own & explained - set(line))
        lengths = tuple([told.statement.duration for told in self._also(statement, question) if told.statement.duration])
        weight += extra - (EXCLUDED[question.yes_no] if excluded else 0.0) - 0.5 * len(loose)
        return Match(said, line, weight, excluded, bool(loose), unknown, other_lengths=lengths)

    def finding(self, match: Match, question: Question) -> Finding:
        """The statement told, with a verdict where yes or no is asked, and what is told together with it."""
        statement = match.said.statement
        unmet = match.affirmed and lacks_condition(question, match.line, words_of((*statement.confirms, *statement.denies)))
        question = self._with_regions(affirmed(question) if match.affirmed or self._claims_absent(statement, question) else question)
        judged = question.yes_no or (not question.kind and (question.amounts or _goes_on(question, match))) or tells_date(question)
        verdict = verdict_of(match, self._claims[statement.key], question) if judged or not question.kind else None
        if question.negative and not question.told and self._says_beside(statement, question):
            verdict = None
        open_ended = unmet or leaves_open(question) or says_and_denies(question, match.line)
        lacking = set(question.positions.at("none")).intersection(question.positions.at("product"))  # "X, Y, no apps."
        verdict = verdict if (judged or (verdict == "no" and "terms" not in question.filled and not lacking)) and not open_ended else None
        told = [match.said, *self._also(statement, question)]
        sentences: list[Sentence] = [Sentence(statement=said.statement.key) for said in told]
        if match.excluded_products:
            sentences.insert(
                0, say("only_for", products=names("product", *statement.products), other=names("product", *match.excluded_products, joined="or"))
            )
        others = self._others(match, question)
        if others:
            sentences.insert(0, say("which_some", count=str(len(others)), products=names("product", *others)))
        evidence = tuple({(piece.quote, piece.section): piece for said in told for piece in said.evidence}.values())
        return Finding(
            "answered", tuple(sentences), verdict=verdict, evidence=evidence, statements=tuple(said.statement.key for said in told),
            products=others if lists_lacking(match, question) else () if self._denies(match, question) else tuple(statement.products),
            confidence=question.confidence, why=(f"statement {statement.key}: {' + '.join(match.line)}",),
        )  # fmt: skip

    def _claims_absent(self, statement: Statement, question: Question) -> bool:
        """Whether what is called absent is what the statement claims ("one need not buy X"), so that the claim is denied."""
        absent = {key for term in question.terms if term.negated for key in term.keys}
        claims = self._claims[statement.key] if absent else None
        return claims is not None and any(claim.word in absent for claim in (*claims.confirmed, *claims.denied))

    def _says_beside(self, statement: Statement, question: Question) -> bool:
        """Whether a question that is only denied ("never stays?") says something of its own that the statement does not speak of."""
        own = [term for term in question.terms if term.position >= 0]
        explained = self._explained[statement.key]
        follows = bool({"topic", "terms"} & set(question.filled))
        return follows and bool(own) and not any(is_explained(term, explained) for term in own)

    def _others(self, match: Match, question: Question) -> tuple[str, ...]:
        """The products for which a limited statement does not hold, where just those are asked for ("which ones have no X?")."""
        statement = match.said.statement
        bound = question.regions or question.amounts or not question.cues.isdisjoint({"but", "only", "except", "or"})
        if bound or not (statement.limited and lists_lacking(match, question)):
            return ()
        return tuple(product for product in self._knowledge.products if product not in statement.products)

    def _denies(self, match: Match, question: Question) -> bool:
        """Whether no products are asked for, or those that are something which the statement denies ("which are generated in X?")."""
        if not asks_for_products(question):
            return True
        if question.kind != "which" or len(question.regions) != 1 or question.amounts or "all" in question.cues:
            return False
        claims, where = self._claims[match.said.statement.key], question.regions[0]
        told = where.position < 0 and where.code in claims.confirms_at(GOAL)  # "Logs go to X, I heard. Which products' logs?"
        return not told and verdict_of(match, claims, replace(question, kind="", yes_no=True)) == "no"

    def _also(self, statement: Statement, question: Question) -> Iterable[Said]:
        """The statements told together with one, where the question's product allows."""
        for key in statement.also:
            other = self._knowledge.statements[key]
            limits = set(other.statement.products)
            if not limits or not question.products or limits & set(question.products):
                yield other


def asks_for_products(question: Question) -> bool:
    """Whether the answer is to be a list of products."""
    if question.kind == "who":
        return True
    return (
        question.kind in ("which", "what", "how_many", "")
        and "product" in question.cues
        and bool(question.cues & {"which", "list", "how_many", "any", "what"})
    ) or (question.kind == "which" and not question.cues & {"location_noun"})


def _asks_length(question: Question, statement: Statement) -> bool:
    """Whether how long something takes is asked, and is what the statement tells: then a verb that nothing explains hardly matters."""
    return question.kind == "how_long" and statement.duration is not None and len(question.unknown) == 1 and not question.strange


def _is_of_any_spoken_of(question: Question, line: Sequence[str], *, some: bool) -> bool:
    """Whether products that only the thread speaks of bound nothing: what has a length is asked for, or a thing that only `some` of them have."""
    if THREAD not in question.filled:
        return False
    named = any(not set(term.keys).isdisjoint(line) for term in question.own_concepts if term.position >= 0)
    pointed = question.group_size or not question.cues.isdisjoint({"all", "both", "product"})
    of_some = some and named and "products" in question.filled and "those" in question.cues and not pointed
    return of_some or (not question.yes_no and OWN_LENGTH in line)


def _opens_with_absent(question: Question) -> bool:
    """Whether the first words of a question call something absent, as one does to deny something of it ("no X is ...")."""
    return any(term.negated and term.position == 1 and ("not", 0) in question.positions for term in question.terms)


def _goes_on_from(match: Match, question: Question) -> bool:
    """Whether a statement was told last, and is found again by what was spoken of then."""
    told = match.said.statement.key in question.after
    return told and any(term.position < 0 and not set(term.keys).isdisjoint(match.line) for term in question.terms)


def _goes_on(question: Question, match: Match) -> bool:
    """Whether a question adds one thing to what was spoken of before, for yes or no ("the token is stored." - "encrypted?")."""
    own = [term for term in question.terms if term.text and set(term.keys) & set(match.line)]
    return question.asked and len(own) == 1 < len(match.line) and any(term.position < 0 for term in question.terms)


def _there_and_not(line: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a line that must be in a question, and those with a minus before them, which must not be."""
    return frozenset(word for word in line if word[0] != "-"), frozenset(word[1:] for word in line if word[0] == "-")
