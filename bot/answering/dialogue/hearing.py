"""What a message tells clause by clause before it asks."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.answering.answers.demands import DEMANDS
from bot.answering.common.lengths import CAPPING
from bot.answering.dialogue.remarking import Reading
from bot.understanding.linking.lexicon import PRODUCT
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.question import Question

# Tells, among the cues of what was said, that a claim before it denied something, which what only judges it would have to be told of.
CLAIMED_NOT = "claimed_not"

_OF_ANY = frozenset({"product", "all", "any", "those", "every_region"})


def joined(old: Question | None, new: Question, *, same_sentence: bool) -> Question:
    """What is given clause by clause: what is named later replaces what was named before of the same kind; obstacles end with their sentence."""
    if old is None:
        return new
    only_products = not (new.regions or new.kind) and all(PRODUCT in term.kinds for term in new.terms)
    refused = "demand" in old.cues and old.regions and only_products  # "They refuse Y. Of X and Z, which suit?"
    return replace(
        new,
        positions=old.positions if refused else new.positions,
        products=new.products or old.products,
        data=new.data or old.data,
        regions=new.regions or old.regions,
        struck=(*old.struck, *new.struck),
        customers=new.customers or old.customers,
        cues=new.cues | (old.cues & (DEMANDS | CAPPING)) | ({CLAIMED_NOT} if claims_not(old) else set()),
        terms=(*new.terms, *(old.terms if same_sentence else (term.silent() for term in old.terms))),
        amounts=new.amounts or old.amounts,
        dates=(*new.dates, *old.dates) if new.concepts and not old.concepts else (*old.dates, *new.dates),  # That of the subject first.
        outside=(*old.outside, *new.outside) if same_sentence else new.outside,
        software=(*old.software, *new.software) if same_sentence else new.software,
    )


def is_next_point(clause: Clause, question: Question, before: int) -> bool:
    """Whether a clause only names a product, after the sentence numbered `before`, which had its own question ("X data: region. Y: region")."""
    plain = question.products and not (question.kind or question.yes_no or question.cues or question.excluded_products)
    return bool(plain) and clause.sentence > before >= 0


def claims_not(question: Question) -> bool:
    """Whether somebody claims that something is not so of a product, in what was said."""
    return CLAIMED_NOT in question.cues or (question.negative and "claims" in question.cues and bool(question.products))


def said_after(readings: Sequence[Reading], asking: Sequence[bool]) -> Question | None:
    """What the message names after a question, as in "Which regions? It is about Freshteam."."""
    found: Question | None = None
    for (_, question), asks in zip(readings, asking, strict=True):
        if not asks and question.products:
            found = joined(found, question, same_sentence=True)
    return found


def lacks_owner(question: Question) -> bool:
    """Whether the place of some data is asked, of no product or of none that it names itself ("where are the tickets?")."""
    placed = question.kind == "where" or (question.yes_no and not question.kind and question.regions)
    return bool(placed and question.data) and not (question.products or question.cues & _OF_ANY)


def is_of_later(question: Question, completed: Question, later: Question) -> bool:
    """Whether a question is about the products that are named after it: it names nothing, or data ("where are tickets? They use X")."""
    if not (completed.products or completed.data or completed.concepts or (completed.regions and completed.kind == "which")):
        return True
    says_more = later.regions or later.data or later.unknown or later.outside or later.negative or later.excluded_products or "past" in later.cues
    return lacks_owner(question) and not (completed.products or says_more)
