"""The article's hosting table, typed off the article by hand for the tests, apart from the project's own knowledge files.

Regions are the codes of replies: US (EUA), EEA (EEE), EU (UE), IN (IND), AU. `TYPES` names each kind of data in Portuguese
as the article writes it, then in English; further names are other ways in which a reply may name it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

ALL, NO_INDIA, TWO, US_ONLY, US_EU = ("US", "EEA", "IN", "AU"), ("US", "EEA", "AU"), ("US", "EEA"), ("US",), ("US", "EU")

# key: Portuguese name, English name, then other names.
TYPES: dict[str, tuple[str, ...]] = {
    "account": ("dados de conta", "account data"),
    "agent": ("dados do agente", "agent data"),
    "agent_user": ("dados de agente/usuário", "agent/user data", "dados do agente/usuário"),
    "alert_email": ("dados de e-mail de alertas", "alert e-mail data", "dados de e-mail de alerta"),
    "announcement": ("anúncios", "announcements"),
    "api_data": ("dados enviados explicitamente via API", "data sent explicitly via API", "quaisquer outros dados enviados explicitamente via API"),
    "app_integration": ("dados de integração de aplicativos", "application integration data"),
    "asset": ("dados de ativos", "asset data"),
    "attachment": ("dados de anexos", "attachment data"),
    "badge": ("dados de crachá", "badge data"),
    "billing": ("informações de cobrança", "billing information"),
    "call": ("dados de chamada", "call data", "dados de chamadas"),
    "call_recording": ("gravação de chamadas", "call recordings", "gravações de chamadas"),
    "candidate": ("detalhes do candidato", "candidate details"),
    "chat": ("bate-papos", "chats"),
    "chat_message": ("mensagens de bate-papo", "chat messages"),
    "collaborator": ("dados de colaboradores", "collaborator data"),
    "communication": ("comunicações", "communications"),
    "contact": ("dados de contato", "contact data", "dados de contatos"),
    "contact_detail": ("detalhes de contato", "contact details"),
    "contract": ("detalhes do contrato", "contract details"),
    "conversation": ("conversas", "conversations"),
    "customer_activity": ("atividade do cliente", "customer activity"),
    "deal": ("dados de negócios", "deal data"),
    "deal_metadata": ("metadados de negócios", "deal metadata"),
    "document": ("documentos", "documents", "documents data"),
    "email": ("e-mails", "e-mails"),
    "email_custom_field": (
        "dados de campos personalizados associados ao email",
        "custom field data associated with the e-mail",
        "dados de campos personalizados associados ao e-mail",
    ),
    "email_event": ("dados de eventos relacionados a e-mails", "e-mail related event data"),
    "email_message": ("mensagens de e-mail", "e-mail messages", "email messages"),
    "email_notification": ("dados de notificação por email", "e-mail notification data", "dados de notificação por e-mail"),
    "employee": ("detalhes do funcionário", "employee details"),
    "endpoint_availability": ("dados de disponibilidade de endpoints de serviço", "service endpoint availability data"),
    "event": ("dados de eventos", "event data"),
    "file": ("dados de arquivos", "file data"),
    "forum": ("dados do fórum", "forum data"),
    "gmail_token": ("token do Gmail do usuário", "the user's Gmail token", "token do Gmail", "Gmail token"),
    "incident_downtime": ("dados de incidentes/tempo de inatividade", "incident/downtime data"),
    "incident_maintenance": ("dados de incidentes/manutenção programada", "incident/scheduled maintenance data"),
    "kanban": ("dados do quadro kanban", "kanban board data"),
    "knowledge_base": ("dados da base de conhecimento", "knowledge base data"),
    "lead": ("dados de lead", "lead data"),
    "meeting": ("reuniões", "meetings"),
    "message": ("mensagens", "messages"),
    "message_id": ("ID da mensagem", "message ID", "ID da mensagem e associação do segmento entre colaboradores"),
    "monitored_endpoint": ("dados monitorados de endpoints", "monitored endpoint data"),
    "monitored_site": ("sites ou dados monitorados de endpoints de URL", "sites or monitored data of URL endpoints"),
    "notification": ("dados de notificação", "notification data"),
    "notification_email": ("dados de e-mail de notificação", "notification e-mail data"),
    "problem_change_release": ("informações sobre problemas, alterações e lançamentos", "problem, change and release information"),
    "project": ("dados de projetos", "project data", "informações do projeto"),
    "release": ("dados de lançamentos", "release data"),
    "report": ("dados de relatórios", "report data", "dados do relatório"),
    "requester": ("dados do solicitante/contato", "requester/contact data"),
    "sales_activity": ("dados de atividade de vendas", "sales activity data"),
    "service_endpoint": ("dados de endpoints de serviço", "service endpoint data"),
    "service_request": ("dados de solicitação de serviço", "service request data"),
    "site_activity": ("dados de atividade do visitante do site", "website visitor activity data"),
    "site_visitor": ("dados de visitantes do site", "website visitor data"),
    "social": ("dados sociais", "social data"),
    "status_page": ("dados de página de status", "status page data"),
    "status_subscriber": ("dados de assinantes de página de status", "status page subscriber data"),
    "support_ticket": ("tickets de suporte", "support tickets"),
    "survey": ("respostas a pesquisas", "survey responses"),
    "task": ("dados de tarefas", "task data"),
    "test_case": ("casos de teste", "test cases"),
    "test_run": ("execuções de teste", "test runs"),
    "thread_id": ("ID do segmento de email", "e-mail thread ID", "ID do segmento de e-mail"),
    "ticket": ("dados do ticket", "ticket data", "dados de ticket"),
    "ticket_metadata": ("metadados de tickets", "ticket metadata"),
    "user": ("dados do usuário", "user data"),
    "user_activity": ("dados de atividade do usuário", "user activity data"),
}

# What a name may also stand for without a word in common: a wider word, or one that the article's cell explains in brackets
# ("compromisso" of the sales activities is a meeting).
_AKIN = {
    ("collaborator", "employee"),
    ("meeting", "sales_activity"),
    ("task", "sales_activity"),
    ("call", "sales_activity"),
    ("document", "file"),
    ("file", "document"),
    ("file", "attachment"),
    ("message", "conversation"),
    ("chat", "conversation"),
    ("release", "problem_change_release"),
    ("email", "email_message"),
    ("message", "chat_message"),
    ("message", "email_message"),
    ("chat", "chat_message"),
    ("user", "requester"),
}


class Row(NamedTuple):
    """A row of the table: `regions` in the article's order, its hosting cell `quote`, whether it borrows its product's cell."""

    types: frozenset[str]
    regions: tuple[str, ...]
    quote: str
    inherited: bool = False


def _row(types: str, regions: tuple[str, ...], quote: str, *, inherited: bool = False) -> Row:
    return Row(frozenset(types.split()), regions, quote, inherited)


_FOUR, _PAIR, _ONE = "Disponível nos EUA, EEE, IND e AU", "Disponível nos EUA e EEE", "Disponível apenas nos EUA"
_THREE = "Disponível nos EUA, EEE e AU"

TABLE: dict[str, list[Row]] = {
    "Freshdesk": [
        _row("ticket requester social app_integration knowledge_base forum report", ALL, _FOUR),
        _row("call_recording chat_message", TWO, _PAIR),
    ],
    "Freshservice": [
        _row("ticket service_request requester app_integration knowledge_base", ALL, _FOUR),
        _row("problem_change_release asset contract project announcement", ALL, _FOUR, inherited=True),
        _row("call_recording", NO_INDIA, "Gravações de chamadas disponíveis nos EUA, EEE e AU"),
    ],
    "Freshsales": [
        _row("lead contact account deal file app_integration sales_activity event report", ALL, _FOUR),
        _row("call_recording", ALL, _FOUR, inherited=True),
        _row("email_message", ALL, _FOUR, inherited=True),
    ],
    "Freshcaller": [
        _row("call contact agent", NO_INDIA, _THREE),
        _row("call_recording", NO_INDIA, _THREE, inherited=True),
    ],
    "Freshchat": [
        _row("conversation social app_integration knowledge_base report agent_user", ALL, _FOUR),
        _row("chat_message", ALL, _FOUR, inherited=True),
    ],
    "Freshteam": [_row("employee candidate report social", TWO, _PAIR)],
    "Freshmarketer": [_row("site_visitor site_activity event report contact email_event", ALL, _FOUR)],
    "Freshrelease": [_row("user project task test_case test_run release report attachment app_integration", US_EU, "Disponível nos EUA, UE")],
    "Freshconnect": [_row("user message conversation ticket_metadata deal_metadata", ALL, "Disponível nos EUA, EEE, IND, AU")],
    "Freshscore": [
        _row(
            "user monitored_site monitored_endpoint incident_downtime report alert_email status_page badge app_integration notification",
            US_ONLY,
            _ONE,
        )
    ],
    "Freshstatus": [
        _row(
            "user service_endpoint endpoint_availability incident_maintenance notification_email report status_subscriber app_integration",
            US_ONLY,
            _ONE,
        )
    ],
    "Freshsuccess": [
        _row("customer_activity support_ticket communication billing email meeting chat document survey contact_detail api_data", TWO, _PAIR)
    ],
    "Freshinbox": [
        _row("user gmail_token thread_id message_id kanban email_custom_field collaborator email_notification user_activity", US_ONLY, _ONE)
    ],
    "Freshworks CRM": [
        _row(
            "contact account deal file app_integration sales_activity event report site_visitor site_activity email_event email_message "
            "call_recording call agent conversation social knowledge_base agent_user",
            ALL,
            "Disponível nos EUA, EEE, AU, IND",
        )
    ],
}

# How a question names each region, in Portuguese and in English, with its preposition; Brazil stands for what is never listed.
PLACES: dict[str, dict[str, str]] = {
    "pt": {"US": "nos EUA", "EEA": "no EEE", "EU": "na União Europeia", "IN": "na Índia", "AU": "na Austrália", "BR": "no Brasil"},
    "en": {"US": "in the US", "EEA": "in the EEA", "EU": "in the EU", "IN": "in India", "AU": "in Australia", "BR": "in Brazil"},
}


# The article's table of definitions: the kind of data in Portuguese and English, and the parts that its definition names.
DEFINITIONS: dict[tuple[str, str], frozenset[str]] = {
    ("dados do bilhete", "ticket data"): frozenset("custom_field source tag attachment activity".split()),
    ("dados do solicitante", "requester data"): frozenset("email_address id mobile name phone".split()),
    ("dados do agente/usuário", "agent/user data"): frozenset("name email_address contact group company custom_field".split()),
    ("gravação de chamadas", "call recording data"): frozenset("agent company contact".split()),
    ("conversas", "conversations"): frozenset("agent company contact message".split()),
    ("conteúdo social", "social content"): frozenset("name email_address company".split()),
    ("conteúdo da base de conhecimento", "knowledge base content"): frozenset("category company access".split()),
    ("dados do fórum", "forum data"): frozenset("agent name activity company".split()),
    ("dados do relatório", "report data"): frozenset("company agent ticket".split()),
}
PARTS: dict[str, tuple[str, str]] = {
    "custom_field": ("campos personalizados", "custom fields"),
    "source": ("origem", "source"),
    "tag": ("tags", "tags"),
    "attachment": ("anexos", "attachments"),
    "activity": ("atividades", "activities"),
    "email_address": ("o e-mail", "e-mail"),
    "id": ("o ID", "the ID"),
    "mobile": ("o celular", "the mobile number"),
    "name": ("o nome", "the name"),
    "phone": ("o telefone", "the phone"),
    "group": ("informações do grupo", "group information"),
    "company": ("informações da empresa", "company information"),
    "category": ("a categoria", "the category"),
    "access": ("o acesso", "the access"),
}
# What is named as a whole may hold parts that other definitions name: whether it does, nobody can tell.
WHOLES = frozenset({"agent", "ticket", "contact"})


def fold(text: str) -> str:
    """Without capitals, accents and white space beyond single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(mark for mark in plain if not unicodedata.combining(mark)).split())


_SMALL = frozenset("dados dado data de do da dos das of the a o e and or ou s".split())


def _content(name: str) -> frozenset[str]:
    """The words of weight of a name, without the s of plurals."""
    return frozenset(word.rstrip("s") or word for word in re.findall(r"[a-z0-9]+", fold(name).replace("e-mail", "email")) if word not in _SMALL)


_BY_CONTENT: dict[frozenset[str], set[str]] = {}
for _key, _names in TYPES.items():
    for _name in _names:
        _BY_CONTENT.setdefault(_content(_name), set()).add(_key)


def types_named(name: str) -> set[str]:
    """The kinds of data that a reply's name for data may stand for; empty where the name is not the table's."""
    return _BY_CONTENT.get(_content(name), set())


def row_of(product: str, key: str) -> Row | None:
    """The row of `product` that lists a kind of data, or None."""
    return next((row for row in TABLE[product] if key in row.types), None)


def regions_of(product: str) -> set[str]:
    """Every region that any row of `product` names."""
    return {code for row in TABLE[product] for code in row.regions}


def listing(key: str) -> set[str]:
    """The products that list a kind of data."""
    return {product for product in TABLE if row_of(product, key)}


def is_akin(asked: str, told: str) -> bool:
    """Whether a reply on `told` may answer a question on `asked`: they share a word, or one is a wider word for the other."""
    if asked == told or (asked, told) in _AKIN:
        return True
    return bool(frozenset().union(*map(_content, TYPES[asked])) & frozenset().union(*map(_content, TYPES[told])))


def hosts(regions: Iterable[str], place: str) -> bool:
    """Whether `regions` answer for `place`: the article's EEE and UE are one for the people who ask for either."""
    europe = {"EEA", "EU"}
    return bool(set(regions) & (europe if place in europe else {place}))
