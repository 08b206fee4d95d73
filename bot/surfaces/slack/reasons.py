"""Why an answer is what it is, in words for whoever asked: what was understood, which facts and quotes answer it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.common.findings import Names
from bot.answering.dialogue.dialogue import Asked
from bot.answering.phrasing import Phrasing
from bot.assistant import Assistant, Turn
from bot.replies import HostingClaim
from bot.surfaces.slack.bodies import source_quote
from bot.surfaces.slack.elements import Block, bullets, context, header, rich_text, section
from bot.surfaces.slack.parts import sources_of
from bot.understanding.syntax.question import Question

MOST_ITEMS, MOST_ITEM = 20, 300
MOST_QUOTES, MOST_QUOTE = 10, 600

# What a question names, by the kind of its names, under a phrase that says what they are.
_NAMED = (
    ("product", "products", "column_product"),
    ("data", "data", "column_data"),
    ("part", "parts", "column_data"),
    ("topic", "outside", "slack_why_outside"),
)


def reason_blocks(turn: Turn, assistant: Assistant, language: str = "") -> list[Block]:
    """What was understood, the facts, the quotes; at most 30 blocks, in the reply's language where none is given."""
    phrasing = assistant.phrasing(language or turn.reply.language)
    phrases = phrasing.phrases
    blocks = [header(phrases["slack_why_understood"]), *_understood(turn, phrasing)]
    blocks += [header(phrases["slack_why_facts"]), *_facts(turn, phrasing)]
    sources = sources_of(turn, assistant, MOST_QUOTES)
    if sources:
        blocks.append(header(phrases["slack_why_quotes"]))
        blocks += [rich_text(source_quote(source, phrases["modified"], MOST_QUOTE)) for source in sources]
        blocks += _more(len(turn.reply.citations) - MOST_QUOTES, phrasing)
    percent = str(round(100 * turn.reply.confidence))
    return [*blocks, context(phrasing.phrase("slack_why_certainty", percent=percent, version=assistant.knowledge.version))]


def _understood(turn: Turn, phrasing: Phrasing) -> Iterator[Block]:
    """A list for each question of the message."""
    misread = [phrasing.phrase("slack_why_read", words=mention.text, name=mention.read_as) for mention in turn.mentions if mention.read_as]
    if misread:
        yield rich_text(bullets(misread[:MOST_ITEMS], MOST_ITEM))
    if not turn.understood.asked:
        yield section(phrasing.phrases["slack_why_nothing"])
    for asked in turn.understood.asked:
        yield rich_text(bullets(list(_content(asked, phrasing)), MOST_ITEM))


def _content(asked: Asked, phrasing: Phrasing) -> Iterator[str]:
    """What is asked and about what; what the question itself did not say comes last."""
    kinds = [kind for kind in (asked.understood.kind, "yes_no" if asked.understood.yes_no else "") if kind] or ["what"]
    yield phrasing.phrase("slack_why_kind", kinds=", ".join(phrasing.phrases[f"slack_kind_{kind}"] for kind in kinds))
    said = _names(asked.read, phrasing)
    everything = _names(asked.understood, phrasing)
    yield from (text for text in everything if text in said)
    yield from (phrasing.phrase("slack_why_filled", names=text) for text in everything if text not in said)


def _names(question: Question, phrasing: Phrasing) -> list[str]:
    """All that a question names, each kind under its label."""
    found = [(label, phrasing.names(Names(kind, getattr(question, field)))) for kind, field, label in _NAMED]
    places = [
        phrasing.names(Names("region", (where.code,))) if where.code else phrasing.names(Names("place", (where.place,))) for where in question.regions
    ]
    found.append(("column_regions", phrasing.join(places)))
    found.append(("slack_why_subject", phrasing.join(list(dict.fromkeys(term.text for term in question.own_concepts)))))
    found.append(("slack_why_unknown", phrasing.join([*question.software, *question.unknown])))
    return [phrasing.phrase("slack_why_about", label=phrasing.phrases[label], names=names) for label, names in found if names]


def _facts(turn: Turn, phrasing: Phrasing) -> list[Block]:
    claims = turn.reply.hosting
    if claims:
        shown = rich_text(bullets([_fact(claim, phrasing) for claim in claims[:MOST_ITEMS]], MOST_ITEM))
        return [shown, *_more(len(claims) - MOST_ITEMS, phrasing)]
    return [section(phrasing.phrases["slack_why_no_facts" if turn.reply.status == "answered" else "slack_why_no_evidence"])]


def _fact(claim: HostingClaim, phrasing: Phrasing) -> str:
    regions = phrasing.names(Names("region", tuple(claim.regions)))
    fact = phrasing.phrase("slack_why_fact", product=claim.product, data=phrasing.join(claim.data), regions=regions)
    return phrasing.phrase("slack_why_shared", fact=fact) if claim.inherited else fact


def _more(count: int, phrasing: Phrasing) -> list[Block]:
    return [context(phrasing.phrase("slack_more", count=str(count)))] if count > 0 else []
