"""What is said where nothing answers: why, with the nearest thing that an article does say, or what is to be told first."""

from __future__ import annotations

from bot.answering.common.findings import MORE_ASKED, Finding, Sentence, names, say
from bot.answering.common.table import HostingTable
from bot.answering.statements.statements import Statements
from bot.knowledge.model import Said
from bot.understanding.syntax.question import Question


def refuse(table: HostingTable, statements: Statements, question: Question) -> Finding:
    """Unknown, with what stands in the way and the nearest thing that the article does say."""
    sentences = [say("unknown")]
    if question.software:
        sentences = [say("unknown_product", words=", ".join(dict.fromkeys(question.software)))]
    elif question.outside:
        sentences = [say("outside", topics=names("topic", *question.outside))]
    elif question.unknown:
        sentences.append(say("not_understood", words=", ".join(f'"{word}"' for word in question.unknown)))
    nearest = _nearest(table, statements, question)
    why = [f"nothing explains {word!r}" for word in question.unknown] + [f"outside the article: {topic}" for topic in question.outside]
    why += [f"not in the article: {word}" for word in question.software] + [MORE_ASKED] * question.names_year
    told = tuple(Sentence(statement=said.statement.key) for said in nearest)
    evidence = tuple(piece for said in nearest for piece in said.evidence)
    return Finding("unknown", tuple(sentences), nearest=told, evidence=evidence, why=tuple(why) or ("no fact answers this kind of question",))


def _nearest(table: HostingTable, statements: Statements, question: Question) -> list[Said]:
    """The one statement that is nearest to what was asked, of the article that the products are in; none where nothing is near."""
    topics = set(question.outside)
    for_topics = [said for said in table.knowledge.statements.values() if not topics.isdisjoint(said.statement.nearest)] if topics else []
    articles = {fact.evidence.article for product in question.products for fact in table.rows(product)}
    return [said for said in for_topics or statements.touched(question) if not articles or said.article in articles][:1]


def clarify(table: HostingTable, question: Question) -> Finding:
    """What is asked back where nothing is named that could be answered for: which product, or what is asked, with choices."""
    products = question.products or tuple(table.knowledge.products)[:5]
    phrase = say("clarify_product") if (question.regions or question.kind or question.yes_no or question.cues) else say("clarify_question")
    return Finding("clarify", (phrase,), choices=products, why=("no product, data or subject is named",))
