"""What people mean, and ways to write each meaning in both languages, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product as pairs
from typing import NamedTuple

from tests.article_table import PLACES, TYPES


class Meaning(NamedTuple):
    """One meaning: what every reply to it has as status and verdict, and its wordings by language."""

    name: str
    status: str
    verdict: str | None
    wordings: dict[str, list[str]]


WHERE = {
    "pt": [
        "Onde fica hospedado o {product}?",
        "Em que região ficam os dados do {product}?",
        "Preciso saber onde os dados do {product} são armazenados.",
        "manda todas as regiões do {product}.",
        "qual o local de armazenamento do {product}?",
        "regiões disponíveis do {product}?",
    ],
    "en": [
        "Where is {product} hosted?",
        "In which region is {product} data stored?",
        "I need to know where {product} data is stored.",
        "List hosting locations: {product}.",
        "send me every region of {product}.",
        "regions available for {product}?",
        "data residency of {product}?",
        "where would our {product} data live?",
    ],
}
WHERE_DATA = {
    "pt": ["Onde ficam {data} do {product}?", "Em que região são hospedados {data} do {product}?", "{product}: onde {data} são armazenados?"],
    "en": ["Where is {data} of {product} hosted?", "In which region does {product} store {data}?", "{product}: where is {data} kept?"],
}
IS_IN = {
    "pt": [
        "O {product} pode ser hospedado {place}?",
        "Dá para hospedar o {product} {place}?",
        "Os dados do {product} podem ficar {place}?",
        "O {product} guarda dados {place}?",
        "tem {product} {place}?",
        "consigo ter o {product} {place}?",
    ],
    "en": [
        "Can {product} be hosted {place}?",
        "Is it possible to host {product} {place}?",
        "Can {product} data be kept {place}?",
        "Is {product} data stored {place}?",
        "Are {product} data hosted {place}?",
        "Does {product} store data {place}?",
        "Do you host {product} {place}?",
        "can I have {product} {place}?",
    ],
}
DATA_IS_IN = {
    "pt": ["No {product}, {data} podem ficar {place}?", "É possível hospedar {data} do {product} {place}?"],
    "en": ["In {product}, can {data} be hosted {place}?", "Is it possible to host {data} of {product} {place}?"],
}
WHICH = {
    "pt": [
        "Quais produtos podem ser hospedados {place}?",
        "Que produtos têm hospedagem {place}?",
        "Liste os produtos com hospedagem {place}.",
        "Liste os produtos que podem ficar {place}.",
        "quais podem ficar {place}?",
        "o que pode ser hospedado {place}?",
    ],
    "en": [
        "Which products can be hosted {place}?",
        "What products offer hosting {place}?",
        "List the products with hosting {place}.",
        "which ones can be {place}?",
        "what can be hosted {place}?",
        "name every product that can stay {place}.",
    ],
}
LISTS = {
    "pt": ["Quais produtos armazenam {data}?", "Em quais produtos aparecem {data}?"],
    "en": ["Which products store {data}?", "In which products does {data} appear?"],
}
LOGS = {
    "pt": [
        "Por quanto tempo ficam guardados os logs do {product}?",
        "Qual é o período de retenção dos logs do {product}?",
        "logs no {product}, quanto tempo?",
        "prazo de guarda dos logs do {product}?",
        "os logs do {product} ficam guardados quanto tempo?",
    ],
    "en": [
        "How long are the logs of {product} kept?",
        "What is the retention period of {product} logs?",
        "How long are logs in {product} kept?",
        "What is the retention period of logs on {product}?",
        "logs in {product} - how long?",
        "How many years are logs of {product} stored?",
    ],
}
DEFINITION = {
    "pt": ["O que são {data}?", "Qual é a definição de {data}?", "O que significa {data}?"],
    "en": ["What is {data}?", "What is the definition of {data}?", "What does {data} mean?"],
}
BOTH = {
    "pt": ["Qual a diferença de hospedagem entre {product} e {other}?", "Compare a hospedagem do {product} com a do {other}."],
    "en": ["What is the hosting difference between {product} and {other}?", "Compare the hosting of {product} with that of {other}."],
}
SINGLE: list[Meaning] = [
    Meaning(
        "author",
        "answered",
        None,
        {"pt": ["Quem escreveu o artigo?", "Quem é o autor do artigo?"], "en": ["Who wrote the article?", "Who is the author of the article?"]},
    ),
    Meaning("modified", "answered", None, {"pt": ["Quando o artigo foi modificado?"], "en": ["When was the article modified?"]}),
    Meaning(
        "profile data",
        "answered",
        None,
        {
            "pt": ["Onde são processados os dados de perfil do SSO?", "Em quais ambientes os dados de perfil são processados?"],
            "en": ["Where is SSO profile data processed?", "In which environments is profile data processed?"],
        },
    ),
    Meaning(
        "price",
        "unknown",
        None,
        {
            "pt": ["Quanto custa o Freshdesk por mês?", "Qual é o preço do Freshdesk?"],
            "en": ["How much does Freshdesk cost per month?", "What is the price of Freshdesk?"],
        },
    ),
    Meaning("backups", "answered", None, {"pt": ["Onde ficam armazenados os backups?"], "en": ["Where are the backups stored?"]}),
    Meaning("greeting", "help", None, {"pt": ["Bom dia!", "Olá, tudo bem?"], "en": ["Good morning!", "Hello, how are you?"]}),
]


def meanings() -> Iterator[Meaning]:
    """All of them, each with a name of its own."""
    for product in ("Freshdesk", "Freshservice", "Freshcaller", "Freshteam", "Freshrelease", "Freshstatus", "Freshsuccess", "Freshworks CRM"):
        yield _filled(f"where {product}", None, WHERE, product=product)
    for product, data in _CELLS:
        yield _filled(f"where {data} of {product}", None, WHERE_DATA, product=product, data=data)
    for product, (place, verdict) in _SITES:
        yield _filled(f"{product} in {place}", verdict, IS_IN, product=product, place=place)
    for product, data, place, verdict in _CELL_SITES:
        yield _filled(f"{data} of {product} in {place}", verdict, DATA_IS_IN, product=product, data=data, place=place)
    for place in ("US", "EEA", "EU", "IN", "AU"):
        yield _filled(f"which in {place}", None, WHICH, place=place)
    for data in ("forum", "call_recording", "kanban", "survey"):
        yield _filled(f"which with {data}", None, LISTS, data=data)
    for product in ("Freshdesk", "Freshservice", "Freshteam"):
        yield _filled(f"logs of {product}", None, LOGS, product=product)
    for data in ("call_recording", "conversation", "knowledge_base", "report"):
        yield _filled(f"definition of {data}", None, DEFINITION, data=data)
    for product, other in (("Freshcaller", "Freshchat"), ("Freshteam", "Freshsuccess")):
        yield _filled(f"{product} and {other}", None, BOTH, product=product, other=other)
    yield from SINGLE


_CELLS = [
    ("Freshdesk", "call_recording"),
    ("Freshdesk", "ticket"),
    ("Freshservice", "asset"),
    ("Freshservice", "call_recording"),
    ("Freshsales", "email_message"),
    ("Freshchat", "chat_message"),
    ("Freshteam", "candidate"),
    ("Freshrelease", "test_case"),
    ("Freshconnect", "deal_metadata"),
    ("Freshsuccess", "billing"),
    ("Freshinbox", "kanban"),
    ("Freshmarketer", "site_visitor"),
]
_SITES = [
    *pairs(["Freshdesk", "Freshmarketer"], [("IN", "yes"), ("BR", "no")]),
    *pairs(["Freshteam", "Freshsuccess"], [("EEA", "yes"), ("AU", "no")]),
    *pairs(["Freshinbox", "Freshscore"], [("US", "yes"), ("EU", "no")]),
    ("Freshcaller", ("IN", "no")),
    ("Freshrelease", ("EU", "yes")),
]
_CELL_SITES = [
    ("Freshdesk", "chat_message", "AU", "no"),
    ("Freshdesk", "forum", "AU", "yes"),
    ("Freshservice", "call_recording", "IN", "no"),
    ("Freshservice", "contract", "IN", "yes"),
    ("Freshchat", "knowledge_base", "US", "yes"),
    ("Freshstatus", "status_subscriber", "EEA", "no"),
]


def _filled(
    name: str, verdict: str | None, templates: dict[str, list[str]], *, product: str = "", other: str = "", data: str = "", place: str = ""
) -> Meaning:
    wordings = {
        language: [
            _sentence(text.format(product=product, other=other, data=TYPES[data][number] if data else "", place=PLACES[language].get(place, "")))
            for text in texts
        ]
        for number, (language, texts) in enumerate(templates.items())
    }
    return Meaning(name, "answered", verdict, wordings)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
