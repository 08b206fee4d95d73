"""Questions that a statement of the article answers."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from bot.answering.findings import Finding, Sentence, Verdict, names, say
from bot.answering.geography import Geography
from bot.knowledge.model import Knowledge, Said
from bot.knowledge.schema import Statement
from bot.understanding.lexicon import CONCEPT, DATA, OUTSIDE, PART, PRODUCT, REGION
from bot.understanding.question import Amount, Question, Term, Where

_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}
_SAME_LENGTH = 0.02

# The weight of a line from which a statement answers although a word of the question is left over: two subjects named.
SURE = 2.0

# Question kinds as statements name them in `answers`.
_ANSWERS = {"": "what", "define": "what", "what": "what", "list": "what", "which_data": "what"}


class Match(Struct, frozen=True):
    """A statement that answers a question: the line of `asked_by` that is in it, and how well it fits."""

    said: Said
    line: tuple[str, ...]
    weight: float
    excluded_products: tuple[str, ...] = ()


class Statements:
    """All statements, to be matched with questions."""

    def __init__(self, knowledge: Knowledge, geography: Geography) -> None:
        self._knowledge = knowledge
        self._geography = geography
        self._by_word: dict[str, list[tuple[Said, tuple[str, ...]]]] = {}
        self._explained: dict[str, frozenset[str]] = {}
        for said in knowledge.statements.values():
            statement = said.statement
            lines = (*statement.asked_by, *statement.confirms, *statement.denies)
            everywhere = knowledge.articles[said.article].about.explained_everywhere
            self._explained[statement.key] = frozenset(statement.explains).union(everywhere, *lines)
            for line in statement.asked_by:
                self._by_word.setdefault(line[0], []).append((said, tuple(line)))

    def match(self, question: Question) -> Match | None:
        """The statement that answers `question` best, or None."""
        question = self._with_regions(question)
        keys = _keys(question)
        found: list[Match] = []
        for key in sorted(keys):
            for said, line in self._by_word.get(key, ()):
                if keys.issuperset(line):
                    match = self._fit(question, said, line, keys)
                    if match:
                        found.append(match)
        if not found:
            return None
        order = {key: number for number, key in enumerate(self._knowledge.statements)}
        return max(found, key=lambda match: (match.weight, -order[match.said.statement.key]))

    def _with_regions(self, question: Question) -> Question:
        """Places that hold regions of the article ("Europe") as those regions."""
        if not any(where.place for where in question.regions):
            return question
        regions: list[Where] = []
        for where in question.regions:
            codes = [code for code in self._knowledge.regions if where.place and self._geography.settles(code, where)]
            regions += [replace(where, code=code, place="") for code in codes] or [where]
        return replace(question, regions=tuple(regions))

    def explains_other_vendors(self, match: Match) -> bool:
        """Whether another vendor's product may stand in a question that the statement answers."""
        return self._knowledge.articles[match.said.article].about.other_software in self._explained[match.said.statement.key]

    def touched(self, question: Question) -> list[Said]:
        """Statements of which the question holds a whole line, whether or not they answer it: the nearest things said."""
        keys = _keys(question)
        found = [
            (sum(_is_weighty(question, word) for word in line), said)
            for key in keys
            for said, line in self._by_word.get(key, ())
            if keys.issuperset(line)
        ]
        order = {key: number for number, key in enumerate(self._knowledge.statements)}
        best = sorted((item for item in found if item[0]), key=lambda item: (-item[0], order[item[1].statement.key]))
        return list({said.statement.key: said for _, said in best}.values())

    def _fit(self, question: Question, said: Said, line: tuple[str, ...], keys: set[str]) -> Match | None:
        statement = said.statement
        if not _answers(statement, question) or any(_all_there(keys, unless) for unless in statement.unless):
            return None
        explained = self._explained[statement.key]
        weight = float(sum(_weight(question, word) for word in line))
        sure = weight + sum(
            1 for term in question.terms if term.text and not set(term.keys) & set(line) and _is_explained(term, explained) and CONCEPT in term.kinds
        )
        loose = [term for term in question.terms if term.text and (not term.aside or OUTSIDE in term.kinds) and not _is_explained(term, explained)]
        if loose and (sure < SURE or any(kind in (OUTSIDE, DATA) for term in loose for kind in term.kinds)):
            return None
        if question.unknown and sure < SURE:
            return None
        if any(where.place or where.code not in explained for where in question.regions):
            return None
        if not weight and (question.products or question.data or question.regions):
            return None
        if not weight and not any(word in keys for word in line):
            return None
        excluded = tuple(
            product for product in question.products if statement.products and product not in statement.products and product not in explained
        )
        if excluded and not (statement.limited and (question.yes_no or len(excluded) < len(question.products))):
            return None
        own = {key for term in question.terms if term.text for key in term.keys}
        extra = 0.1 * len(own & explained - set(line))
        return Match(said, line, weight + extra - (0.5 if excluded else 0.0) - 0.5 * len(loose), excluded)

    def finding(self, match: Match, question: Question) -> Finding:
        """The statement told, with a verdict where yes or no is asked, and what is told together with it."""
        question = self._with_regions(question)
        statement = match.said.statement
        verdict = self.verdict(match, question) if question.yes_no or question.amounts and not question.kind else None
        told = [match.said, *self._also(statement, question)]
        sentences: list[Sentence] = [Sentence(statement=said.statement.key) for said in told]
        if match.excluded_products:
            sentences.insert(
                0, say("only_for", products=names("product", *statement.products), other=names("product", *match.excluded_products, joined="or"))
            )
        evidence = tuple({(piece.quote, piece.section): piece for said in told for piece in said.evidence}.values())
        return Finding(
            "answered", tuple(sentences), verdict=verdict, evidence=evidence, statements=tuple(said.statement.key for said in told),
            products=tuple(statement.products) if asks_for_products(question) and statement.products else (),
            confidence=question.confidence, why=(f"statement {statement.key}: {' + '.join(match.line)}",),
        )  # fmt: skip

    def _also(self, statement: Statement, question: Question) -> Iterable[Said]:
        for key in statement.also:
            other = self._knowledge.statements[key]
            limits = set(other.statement.products)
            elsewhere = any(
                set(line) <= {where.code for where in question.regions if where.wanted} for line in other.statement.denies if len(line) == 1
            )
            if not elsewhere and (not limits or not question.products or limits & set(question.products)):
                yield other

    def verdict(self, match: Match, question: Question) -> Verdict | None:
        """What the statement says to a yes/no question, negation in the question counted."""
        truth = self._truth(match, question)
        if truth is None or _is_qualified(match, question):
            return None
        if (question.negative or "none" in question.cues) and (question.cues & {"confirm", "never", "none"} or _negates_verb(question)):
            truth = not truth
        return "yes" if truth else "no"

    def _truth(self, match: Match, question: Question) -> bool | None:
        statement = match.said.statement
        if match.excluded_products:
            return False
        if statement.limited is False and statement.products and question.cues & {"only"}:
            return None
        keys = _keys(question)
        denied = any(_stands(question, line, keys) for line in statement.denies)
        if denied and "or" in question.cues and any(_stands(question, line, keys) for line in statement.confirms):
            return None
        if denied:
            return False
        if question.cues & {"only"} and statement.products and not question.products:
            return None
        if question.amounts and statement.duration:
            return all(_holds(amount, statement.duration.amount * _DAYS[statement.duration.unit]) for amount in question.amounts)
        if statement.numbers and question.numbers:
            return set(question.numbers) <= set(statement.numbers)
        if any(_stands(question, line, keys) for line in statement.confirms):
            return True
        return None


def _is_qualified(match: Match, question: Question) -> bool:
    """Whether the question says more than the statement: places, "only", "all", conditions or bounds that it does not speak of."""
    statement = match.said.statement
    spoken = set(match.line).union(*(line for line in (*statement.confirms, *statement.denies) if _stands(question, line, _keys(question))))
    if any(where.place or where.code not in spoken for where in question.regions):
        return True
    if question.cues & {"only", "without"} - spoken or (statement.products and "all" in question.cues):
        return True
    if "not" in question.cues and not question.cues & {"confirm", "none"} and not _negates_verb(question) and not _opens_with_not(question):
        return True
    if question.amounts and statement.duration:
        whose = question.products or question.regions
        exactly = replace(question.amounts[0], bound="")
        edge = question.amounts[0].bound and _holds(exactly, statement.duration.amount * _DAYS[statement.duration.unit])
        return bool(edge or len(question.amounts) > 1 or (statement.products and not whose))
    return False


def _opens_with_not(question: Question) -> bool:
    """Whether "not" belongs to the opening of the question ("isn't it ...?")."""
    return min(position for cue, position in question.positions if cue == "not") <= 1


def asks_for_products(question: Question) -> bool:
    """Whether the answer is to be a list of products."""
    if question.kind == "who":
        return True
    return (
        question.kind in ("which", "who", "what", "how_many", "")
        and "product" in question.cues
        and bool(question.cues & {"which", "list", "how_many", "any", "what"})
    ) or (question.kind == "which" and not question.cues & {"location_noun"})


def _answers(statement: Statement, question: Question) -> bool:
    """Whether the statement answers this kind of question."""
    kinds = statement.answers
    if question.kind in ("how_often", "how_to", "how_much"):
        return False
    if question.kind == "how_long" and question.yes_no and question.amounts:
        return "yes_no" in kinds
    if question.cues & {"finer"} and question.kind in ("where", "which"):
        return False
    wanted = _ANSWERS.get(question.kind, question.kind)
    return wanted in kinds or (wanted == "which" and "what" in kinds)


def _keys(question: Question) -> set[str]:
    """Everything that a line may ask for: subjects, data, parts aside, regions, cues, products, units, outside topics."""
    found = set(question.cues)
    for term in question.terms:
        if not term.negated:
            found.update(key for kind, key in zip(term.kinds, term.keys, strict=True) if kind != PART)
    found.update(where.code for where in question.regions if where.code)
    found.update(amount.unit for amount in question.amounts)
    return found


def _all_there(keys: set[str], line: list[str]) -> bool:
    """Whether all words of a line are in the question; those with a minus before them must not be."""
    return all((word[1:] not in keys) if word.startswith("-") else (word in keys) for word in line)


def _is_explained(term: Term, explained: frozenset[str]) -> bool:
    return any(key in explained or kind == PRODUCT for kind, key in zip(term.kinds, term.keys, strict=True))


def _is_weighty(question: Question, word: str) -> bool:
    return any(term.text and word in term.keys for term in question.terms)


def _weight(question: Question, word: str) -> float:
    """1 for a word of weight, half for a region or a length of time, less for a cue, least for what the thread filled in."""
    for term in question.terms:
        if term.text and not term.negated and word in term.keys:
            kind = term.kinds[term.keys.index(word)]
            return 1.0 if kind not in (REGION,) else 0.5
    if any(where.code == word for where in question.regions):
        return 0.5
    if any(not term.negated and term.position >= 0 and word in term.keys for term in question.terms):
        return 0.35
    return 0.3 if word in question.cues else 0.2


def _stands(question: Question, line: list[str], keys: set[str]) -> bool:
    """Whether all words of a line are in the question; a region beside a subject must be the one nearest to it."""
    if not keys.issuperset(line):
        return False
    codes = {where.code for where in question.regions}
    regions = [word for word in line if word in codes]
    if any(not any(where.code == code and (where.wanted or question.negative) for where in question.regions) for code in regions):
        return False
    subjects = [term for term in question.terms if set(term.keys) & set(line) and DATA not in term.kinds]
    if len(regions) != 1 or not subjects or len({where.code for where in question.regions}) < 2:
        return True
    return _nearest_region(question.regions, subjects[-1].position) == regions[0]


def _nearest_region(regions: tuple[Where, ...], position: int) -> str:
    """The first region after a position, or the last before it."""
    after = [where for where in regions if where.position > position]
    return after[0].code if after else regions[-1].code


def _holds(amount: Amount, days: float) -> bool:
    """Whether a stated length of time (in days) meets the one asked about."""
    asked = amount.amount * _DAYS[amount.unit]
    if amount.bound == "at_least":
        return days >= asked * (1 - _SAME_LENGTH)
    if amount.bound == "at_most":
        return days <= asked * (1 + _SAME_LENGTH)
    return abs(days - asked) <= asked * _SAME_LENGTH


def _negates_verb(question: Question) -> bool:
    """Whether "not" stands after what is said, not in the opening of the question ("isn't it ...?")."""
    first = min((position for cue, position in question.positions if cue == "not"), default=0)
    opening = min((position for cue, position in question.positions if cue == "aux"), default=99)
    return opening < first and first - opening > 1
