"""One question being completed: its slots, and what fills them."""

from __future__ import annotations

from msgspec.structs import replace

from bot.answering.table.membership import PRODUCT_KINDS
from bot.understanding.syntax.question import Count, Question

# Cues that say what is asked, taken over with the kind of question.
ASKING = frozenset(
    {"product", "which", "who", "what", "only", "define", "contains", "holds", "compare", "same", "difference", "list", "how_long", "how_many"}
)


_SEVERAL = 2


class Filling:
    """One question being completed: `changes` are the slots filled so far."""

    def __init__(self, question: Question, source: Question) -> None:
        self.question = question
        self.source = source
        self.changes: dict[str, object] = {}

    def asks_products(self) -> bool:
        """Whether products are asked for."""
        return "product" in self.question.cues and self.question.kind in PRODUCT_KINDS

    def made(self) -> Question:
        """The question with its changes, and what they filled."""
        filled = tuple(name for name, value in self.changes.items() if value != getattr(self.question, name))
        return replace(self.question, **self.changes, filled=tuple(dict.fromkeys((*self.question.filled, *filled))))

    def asks_every_kind(self) -> bool:
        """Whether each kind of data is asked about, and not each of several that were named ("where is each kind of data?")."""
        return self.question.cues >= {"all", "kind_of_data"} and len(self.source.data) < _SEVERAL


def of_another_number(question: Question, source: Question) -> Question | None:
    """The question as one for products by how many regions they have, which was spoken of before ("X has three. Which have all?", "and two?")."""
    chooses = question.kind in ("which", "who", "how_many") and source.count and "location_noun" in source.cues
    number, cues = question.number_alone, (question.cues - {"only", "those"}) | {"product"}
    if number and (chooses or (_counts_regions(source) and question.kind in ("", "which", "who", "how_many"))):
        others = source.products if "other" in question.cues else ()
        return replace(question, kind="which", count=_bounded(question, number), excluded_products=(*question.excluded_products, *others), cues=cues)
    every = chooses and "every_region" in question.cues and not question.names_subject
    return replace(question, kind="which", cues=cues) if every else None


def _bounded(question: Question, number: int) -> Count:
    """A number alone as that of regions, with what bounds it ("and more than two?")."""
    if "more_than" in question.cues and "not" not in question.cues:
        return Count(number + 1)
    if "fewer_than" in question.cues and "not" not in question.cues:
        return Count(0, number - 1)
    if "at_least" in question.cues:
        return Count(number)
    return Count(0 if "at_most" in question.cues else number, number)


def _counts_regions(source: Question) -> bool:
    """Whether products were asked for by the number of their regions."""
    measured = source.count or source.cues & {"most", "fewest", "more_than", "fewer_than", "every_region"}
    return source.kind in ("which", "who", "how_many") and not source.products and bool(measured)
