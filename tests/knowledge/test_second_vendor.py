"""An article of another vendor needs YAML and nothing else: alone and beside the real one, in both languages."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.assistant import Assistant
from bot.errors import KnowledgeError
from bot.knowledge.load import load_knowledge
from bot.replies import Reply
from tests.asking import KNOWLEDGE
from tests.knowledge import second_vendor

REAL = "freshworks-data-hosting"
LEDGER = ("Ledgerly", "ledger_entry purchase_receipt", "JP CA", False)
FEED = ("Ledgerly", "bank_feed", "CA", False)
SHIP = ("Shiplane", "waybill parcel_photo", "JP", False)
WAYBILL = ("Shiplane", "waybill", "JP", False)
PHOTO = ("Shiplane", "parcel_photo", "JP", False)
LOCKER = ("Parcelbox", "locker_code", "JP CA", False)
ROUTE = ("Parcelbox", "courier_route", "JP CA", True)
NAMES = {
    "ledger_entry": "ledger entries|lançamentos contábeis", "purchase_receipt": "purchase receipts|recibos de compra",
    "bank_feed": "bank feeds|extratos bancários", "waybill": "waybills|conhecimentos de carga", "parcel_photo": "parcel photos|fotos de pacotes",
    "locker_code": "locker codes|códigos de armário", "courier_route": "courier routes|rotas de entrega",
}  # fmt: skip

Claim = tuple[str, str, str, bool]


class Case(NamedTuple):
    """A question, and what its reply must assert: rows, verdict, products, words of its text."""

    question: str
    language: str
    hosting: tuple[Claim, ...] = ()
    verdict: str | None = None
    products: tuple[str, ...] = ()
    says: str = ""


ANSWERED = [
    Case("Where is Ledgerly hosted?", "en", (LEDGER, FEED), says="Japan and Canada"),
    Case("Onde fica hospedado o Ledgerly?", "pt", (LEDGER, FEED), says="no Japão e no Canadá"),
    Case("where is ldgr hosted", "en", (LEDGER, FEED)),
    Case("Where is Ledgrly hosted?", "en", (LEDGER, FEED)),
    Case("Where are the bank feeds of Ledgerly stored?", "en", (FEED,), says="Canada"),
    Case("Onde ficam os extratos bancários do Ledgerly?", "pt", (FEED,), says="no Canadá"),
    Case("where are waybills kept", "en", (WAYBILL,)),
    Case("Where are courier routes hosted?", "en", (ROUTE,)),
    Case("Onde ficam as rotas de entrega?", "pt", (ROUTE,)),
    Case("Is Shiplane hosted in Canada?", "en", (SHIP,), "no"),
    Case("O Shiplane fica no Canadá?", "pt", (SHIP,), "no"),
    Case("Can Parcelbox be hosted in Japan?", "en", (LOCKER, ROUTE), "yes"),
    Case("O Parcelbox pode ficar no Japão?", "pt", (LOCKER, ROUTE), "yes"),
    Case("Does Shiplane store parcel photos in Asia?", "en", (PHOTO,), "yes"),
    Case("Is Ledgerly in Brazil?", "en", (LEDGER, FEED), "no", says="Brazil"),
    Case("O Ledgerly fica nos Estados Unidos?", "pt", (LEDGER, FEED), "no"),
    Case("Which products are hosted in Japan?", "en", (LEDGER, FEED, SHIP, LOCKER, ROUTE), products=("Ledgerly", "Shiplane", "Parcelbox")),
    Case("Quais produtos ficam no Canadá?", "pt", (LEDGER, FEED, LOCKER, ROUTE), products=("Ledgerly", "Parcelbox")),
    Case("Which products are only in Japan?", "en", (SHIP,), products=("Shiplane",)),
    Case("What data does Parcelbox hold?", "en", says="locker codes and courier routes"),
    Case("How long are audit trails kept?", "en", says="90 days"),
    Case("Por quanto tempo são mantidas as trilhas de auditoria?", "pt", says="90 dias"),
    Case("Are audit trails kept for at least six months?", "en", verdict="no", says="90 days"),
    Case("As trilhas de auditoria são mantidas por pelo menos 1 mês?", "pt", verdict="yes", says="90 dias"),
    Case("Who wrote the Northwind page?", "en", says="Mara Holt"),
]  # fmt: skip

UNKNOWN = [
    ("How much does Ledgerly cost?", "en"),
    ("Quanto custa o Ledgerly?", "pt"),
    ("Is Shiplane encrypted at rest?", "en"),
    ("Is Ledgerly hosted in Tokyo?", "en"),
    ("O Shiplane fica em Osaka?", "pt"),
    ("Who founded Northwind?", "en"),
]


@pytest.fixture(scope="module", params=["alone", "beside the real article"])
def vendor(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant that knows the invented article, and one that knows both."""
    folder = tmp_path_factory.mktemp("knowledge")
    for name in ("languages", "world") if request.param == "alone" else ("languages", "world", REAL):
        shutil.copytree(KNOWLEDGE / name, folder / name)
    second_vendor.write(folder)
    return Assistant(folder)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant that knows both articles."""
    folder: Path = tmp_path_factory.mktemp("both") / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    second_vendor.write(folder)
    return Assistant(folder)


def claims(reply: Reply) -> set[Claim]:
    """The hosting facts of a reply, with the keys of the data named, in any language."""
    keys = {name: key for key, names in NAMES.items() for name in names.split("|")}
    return {(claim.product, " ".join(keys[name] for name in claim.data), " ".join(claim.regions), claim.inherited) for claim in reply.hosting}


@pytest.mark.parametrize("case", ANSWERED, ids=lambda case: case.question)
def test_the_vendors_article_answers(case: Case, vendor: Assistant) -> None:
    """The very rows asked for, in the language of the question."""
    reply = vendor.ask(case.question).reply
    assert (reply.status, reply.language, reply.verdict) == ("answered", case.language, case.verdict), reply.text
    assert claims(reply) == set(case.hosting)
    assert tuple(reply.products) == case.products
    assert case.says in reply.text


@pytest.mark.parametrize("case", ANSWERED, ids=lambda case: case.question)
def test_only_the_vendors_own_article_is_told_and_cited(case: Case, vendor: Assistant) -> None:
    """What another vendor's article says is no condition of this one's products."""
    reply = vendor.ask(case.question).reply
    sources = {(citation.title, citation.url, citation.modified) for citation in reply.citations}
    assert sources == {(second_vendor.TITLE, second_vendor.URL, "2024-03-14")}
    article = " ".join(second_vendor.FILES["article.txt"].split())
    assert all(" ".join(citation.quote.split()) in article for citation in reply.citations)
    assert "fresh" not in reply.text.casefold()


@pytest.mark.parametrize(("question", "language"), UNKNOWN)
def test_what_the_vendors_article_does_not_say_is_unknown(question: str, language: str, vendor: Assistant) -> None:
    """Nothing is asserted, and no other vendor's article is offered as the nearest thing said."""
    reply = vendor.ask(question).reply
    assert (reply.status, reply.language, reply.hosting, reply.products) == ("unknown", language, [], [])
    assert {citation.title for citation in reply.citations} <= {second_vendor.TITLE}
    assert "fresh" not in reply.text.casefold()


@pytest.mark.parametrize(("question", "language"), [("Hi there!", "en"), ("Bom dia!", "pt"), ("What can you do?", "en")])
def test_help_names_no_vendor_that_is_not_there(question: str, language: str, tmp_path: Path) -> None:
    """A greeting is answered with examples of the article that is there."""
    for name in ("languages", "world"):
        shutil.copytree(KNOWLEDGE / name, tmp_path / name)
    second_vendor.write(tmp_path)
    reply = Assistant(tmp_path).ask(question).reply
    assert (reply.status, reply.language) == ("help", language)
    assert any(product in reply.text for product in ("Ledgerly", "Shiplane", "Parcelbox"))
    assert "fresh" not in reply.text.casefold()


@pytest.mark.parametrize("question", ["Where is Freshdesk hosted?", "Is Freshteam in Japan?", "Onde ficam os dados do Freshchat?"])
def test_without_the_real_article_its_products_are_unknown(question: str, tmp_path: Path) -> None:
    """No product is known but from an article."""
    for name in ("languages", "world"):
        shutil.copytree(KNOWLEDGE / name, tmp_path / name)
    second_vendor.write(tmp_path)
    reply = Assistant(tmp_path).ask(question).reply
    assert (reply.status, reply.hosting, reply.citations) == ("unknown", [], [])


@pytest.mark.parametrize(
    ("question", "regions"),
    [("Where is Freshteam hosted?", {"US", "EEA"}), ("Onde fica o Freshrelease?", {"US", "EU"}), ("Is Freshteam in Japan?", {"US", "EEA"})],
)
def test_the_real_article_answers_as_before_beside_another(question: str, regions: set[str], both: Assistant) -> None:
    """The other article adds nothing to its products."""
    reply = both.ask(question).reply
    assert reply.status == "answered"
    assert {code for claim in reply.hosting for code in claim.regions} == regions
    assert second_vendor.TITLE not in {citation.title for citation in reply.citations}


def test_products_of_two_vendors_are_compared(both: Assistant) -> None:
    """One question over both articles cites both."""
    reply = both.ask("Compare where Freshteam and Shiplane are hosted").reply
    assert {(claim.product, *claim.regions) for claim in reply.hosting} == {("Freshteam", "US", "EEA"), ("Shiplane", "JP")}
    assert {second_vendor.TITLE, "Hospedagem de dados Freshworks"} <= {citation.title for citation in reply.citations}


def test_a_thread_goes_from_one_vendor_to_the_other(both: Assistant) -> None:
    """A follow-up takes its product from the other article."""
    both.ask("Where is Freshteam hosted?", "t")
    reply = both.ask("and Shiplane?", "t").reply
    assert [(claim.product, claim.regions) for claim in reply.hosting] == [("Shiplane", ["JP"])]


def test_the_same_key_or_name_in_two_articles_is_a_mistake(tmp_path: Path) -> None:
    """Two articles may not mean different things by one key, nor two products by one name."""
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    second_vendor.write(folder)
    load_knowledge(folder)
    products = folder / second_vendor.NAME / "products.yaml"
    products.write_text(second_vendor.FILES["products.yaml"].replace("name: Shiplane", "name: Shiplane, aliases: [FDESK]"), "utf-8")
    with pytest.raises(KnowledgeError) as raised:
        load_knowledge(folder)
    message = f"'FDESK' already names 'freshdesk' of the article '{REAL}': keep it at one of them"
    assert [str(problem) for problem in raised.value.problems] == [f"{second_vendor.NAME}/products.yaml:3: {message}"]
    data = folder / second_vendor.NAME / "data.yaml"
    data.write_text(data.read_text("utf-8").replace("key: waybill", "key: waybill}\n  - {key: ticket"), "utf-8")
    products.write_text(second_vendor.FILES["products.yaml"], "utf-8")
    for language, name in (("en", "ticket stubs"), ("pt", "canhotos")):
        words = folder / second_vendor.NAME / f"{language}.yaml"
        words.write_text(words.read_text("utf-8").replace("\ndata:\n", f"\ndata:\n  ticket: [{name}]\n"), "utf-8")
    with pytest.raises(KnowledgeError) as raised:
        load_knowledge(folder)
    assert [str(problem) for problem in raised.value.problems] == [
        f"{second_vendor.NAME}/data.yaml:6: 'ticket' is already defined by the article '{REAL}': choose another key"
    ]
