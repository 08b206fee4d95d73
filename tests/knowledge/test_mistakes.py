"""Every kind of mistake in the knowledge: one edit of the real folder, and exactly the problems that a person is told.

To add a kind, add a row: its name, the edit, and for each problem the file, where in it (a text that stands on the line
after the edit, or the line's number) and what is said, in full; an ellipsis at the end stands for any rest.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.errors import KnowledgeError, Problem
from bot.knowledge.load import content_version, load_knowledge
from bot.understanding.compiled import open_knowledge
from tests.asking import KNOWLEDGE
from tests.knowledge.edits import Edit, append, delete, line_of, link, pipe, put, rename, swap, turn_into_folder

ARTICLE = "freshworks-data-hosting"
ABOUT, DATA, DEFINITIONS, ENGLISH, HOSTING, PRODUCTS, REGIONS, STATEMENTS, TEXT = (
    f"{ARTICLE}/{name}"
    for name in (
        "article.yaml", "data.yaml", "definitions.yaml", "en.yaml", "hosting.yaml", "products.yaml", "regions.yaml", "statements.yaml", "article.txt",
    )
)  # fmt: skip
LANGUAGE, OUTSIDE, PHRASES = (f"languages/en/{name}.yaml" for name in ("language", "outside", "phrases"))
PLACES, SOFTWARE = "world/places.yaml", "world/software.yaml"
OTHER_PHRASES, OTHER_OUTSIDE = "languages/pt/phrases.yaml", "languages/pt/outside.yaml"

TEAM = "{key: freshteam, name: Freshteam, aliases: [fteam, freshtim]}"
LONG_AGO = "with at most 15 digits, or in quotes"
QUOTE_IT = "quote it in a fact, or list it under left_out in article.yaml with the reason"


def team(*, name: str = "Freshteam", aliases: str = "fteam", more: str = "") -> Edit:
    """An edit of one product's line."""
    return swap(PRODUCTS, TEAM, f"{{key: freshteam, name: {name}, aliases: [{aliases}]{more}}}")


class Mistake(NamedTuple):
    """One edit, and the file, place and message of every problem that it must be told by."""

    name: str
    edit: Edit
    told: tuple[tuple[str, str | int, str], ...]


def one(name: str, edit: Edit, file: str, at: str | int, message: str) -> Mistake:
    """A mistake that is told by one problem."""
    return Mistake(name, edit, ((file, at, message),))


UNKNOWN = [
    one("unknown field", team(more=", colour: red"), PRODUCTS, "colour", "unknown key 'colour': it may be aliases, heading, key, name"),
    one("misspelt field", swap(PRODUCTS, TEAM, TEAM.replace("name:", "nmae:")), PRODUCTS, "nmae", "unknown key 'nmae': did you mean 'name'?"),
    one("misspelt first key", swap(PRODUCTS, "products:", "product:"), PRODUCTS, "product:", "unknown key 'product': did you mean 'products'?"),
    one("key of another file", append(PRODUCTS, "regions: []\n"), PRODUCTS, "regions: []", "unknown key 'regions': it may be products"),
    one("unknown region", swap(HOSTING, "[US, EEA, AU]", "[US, EAE, AU]"), HOSTING, "EAE", "there is no region 'EAE': did you mean 'EEA'?"),
    one("unknown product of a row", swap(HOSTING, "product: freshcaller", "product: freshcalller"),
        HOSTING, "freshcalller", "there is no product 'freshcalller': did you mean 'freshcaller'?"),
    one("unknown data type of a row", swap(HOSTING, "data: [call, contact, agent]", "data: [call, contat, agent]"),
        HOSTING, "contat,", "there is no data type 'contat': did you mean 'contact'?"),
    one("unknown data type of a definition", swap(DEFINITIONS, "data: [forum]", "data: [forun]"),
        DEFINITIONS, "forun", "there is no data type 'forun': did you mean 'forum'?"),
    one("unknown more general kind", swap(DATA, "kind_of: [message, chat]", "kind_of: [mesage, chat]"),
        DATA, "mesage", "there is no data type 'mesage': did you mean 'message'?"),
    one("unknown place of a region", swap(REGIONS, "place: india", "place: indai"), REGIONS, "indai", "there is no place 'indai': did you mean 'india'?"),
    one("unknown section", swap(STATEMENTS, "section: backup", "section: backups"),
        STATEMENTS, "section: backups", "there is no section 'backups': did you mean 'backup'?"),
    one("unknown product of a statement", swap(STATEMENTS, "products: [freshinbox]", "products: [freshinbx]"),
        STATEMENTS, "freshinbx", "there is no product 'freshinbx': did you mean 'freshinbox'?"),
    one("unknown statement told too", swap(STATEMENTS, "also: [logs_one_year]", "also: [logs_one_yaer]"),
        STATEMENTS, "yaer", "there is no statement 'logs_one_yaer': did you mean 'logs_one_year'?"),
    one("unknown data type of a footnote", swap(STATEMENTS, "footnote_of: [call_recording]", "footnote_of: [call_recordin]"),
        STATEMENTS, "recordin]", "there is no data type 'call_recordin': did you mean 'call_recording'?"),
    one("unknown word of a line", swap(STATEMENTS, "asked_by: [[laws]]", "asked_by: [[lawss]]"),
        STATEMENTS, "lawss", "asked_by: there is no word 'lawss': did you mean 'laws'?"),
    one("unknown outside topic", swap(STATEMENTS, "nearest: [migration_details]", "nearest: [migration_detials]"),
        STATEMENTS, "detials", "nearest: there is no outside topic 'migration_detials': did you mean 'migration_details'?"),
    one("unknown subject", swap(ABOUT, "table_explains: [", "table_explains: [genrated, "),
        ABOUT, "genrated", "there is no subject 'genrated': did you mean 'generated'?"),
    one("unknown product among words", swap(ENGLISH, "\nproducts:\n", "\nproducts:\n  freshteams: [x team]\n"),
        ENGLISH, "x team", "products: 'freshteams' is not defined: did you mean 'freshteam'?"),
    one("unknown data type among words", swap(ENGLISH, "\n  forum: [", "\n  forun: ["),
        ENGLISH, "forun: [", "data: 'forun' is not defined: did you mean 'forum'?"),
    one("unknown language of a text", swap(STATEMENTS, "      pt: Os dados são processados com a finalidade", "      pr: Os dados são processados com a finalidade"),
        STATEMENTS, "pr: Os", "there is no language 'pr': it may be en, pt"),
    one("unknown language of an article", put(f"{ARTICLE}/fr.yaml", "products: {}\nregions: {}\ndata: {}\n"),
        f"{ARTICLE}/fr.yaml", 1, "there is no language 'fr': it may be en, pt"),
    one("unknown kind of answer", swap(STATEMENTS, "answers: [what, when, who]", "answers: [what, wen, who]"),
        STATEMENTS, "wen", "answers, number 2: 'wen' is not allowed here: did you mean 'when'?"),
    one("unknown unit of time", swap(STATEMENTS, "unit: day", "unit: dya"), STATEMENTS, "dya", "duration, unit: 'dya' is not allowed here: did you mean 'day'?"),
    one("unknown cue", swap(LANGUAGE, "\n  how_much:", "\n  how_mutch:"), LANGUAGE, "how_mutch", "unknown key 'how_mutch': did you mean 'how_much'?"),
    one("unknown phrase", swap(PHRASES, "\n  nearest:", "\n  neerest:"), PHRASES, "neerest", "unknown key 'neerest': did you mean 'nearest'?"),
    one("unknown slot", swap(PHRASES, "{product} data can be hosted in", "{prodct} data can be hosted in"),
        PHRASES, "{prodct}", "where_product: there is no slot 'prodct': did you mean 'product'?"),
    one("unknown larger place", swap(PLACES, "part_of: [east_asia]", "part_of: [eats_asia]"), PLACES, "eats_asia", "there is no place 'eats_asia': did you mean 'east_asia'?"),
    one("unknown language of a place", swap(PLACES, "en: [Japan,", "em: [Japan,"), PLACES, "em: [Japan", "unknown key 'em': it may be en, key, part_of, pt"),
    one("file that nothing reads", put(f"{ARTICLE}/producst.yaml", "products: []\n"),
        f"{ARTICLE}/producst.yaml", 1, "nothing reads a file of this name: did you mean 'products'?"),
]  # fmt: skip

TWICE = [
    one("product twice", swap(PRODUCTS, TEAM, f"{TEAM}\n  - {{key: freshteam, name: Another}}"), PRODUCTS, "Another", "'freshteam' is defined twice: rename one"),
    one("data type twice", append(DATA, "  - {key: forum}\n"), DATA, len((KNOWLEDGE / DATA).read_text("utf-8").splitlines()) + 1, "'forum' is defined twice: rename one"),
    one("region twice", append(REGIONS, "  - {code: IN, written: Índia, place: india}\n"), REGIONS, "Índia", "'IN' is defined twice: rename one"),
    one("section twice", swap(ABOUT, "  - {key: sso,", "  - {key: backup, heading: Que bom!}\n  - {key: sso,"),
        ABOUT, "Que bom!}", "the section 'backup' is defined twice: rename one"),
    one("place twice", swap(PLACES, "  - {key: japan,", "  - {key: canada, pt: [a terra do bordo], en: [maple land]}\n  - {key: japan,"),
        PLACES, "maple land", "the place 'canada' is defined twice: join the two or rename one"),
    one("data type twice in a product", swap(HOSTING, "data: [call_recording, chat_message]", "data: [call_recording, forum]"),
        HOSTING, "[call_recording, forum]", "'freshdesk' lists 'forum' twice: keep it in one row"),
    one("key twice in an entry", swap(STATEMENTS, "    section: backup\n", "    section: backup\n    section: hosting\n"),
        STATEMENTS, 1 + line_of(KNOWLEDGE / STATEMENTS, "section: backup"), "the key 'section' stands twice here: join the two or rename one"),
    one("phrase twice", append(PHRASES, '  source: "Sauce"\n'), PHRASES, "Sauce", "the key 'source' stands twice here: join the two or rename one"),
    one("alias of two products", team(aliases="fteam, FCHAT"), PRODUCTS, "FCHAT", "'FCHAT' names both 'freshchat' and 'freshteam': keep it at one of them"),
    one("alias of two products in one language", swap(ENGLISH, "\n  freshteam: [", "\n  freshteam: [fchat, "),
        ENGLISH, "[fchat, ", "'fchat' names both 'freshchat' and 'freshteam': keep it at one of them"),
    one("alias of a product and a place", team(aliases="Japão"), PRODUCTS, "Japão", "'Japão' names both 'japan' and 'freshteam': keep it at one of them"),
    one("name of two data types", swap(ENGLISH, "\n  forum: [", "\n  forum: [lead, "),
        ENGLISH, "  lead: [", "'lead' names both 'forum' and 'lead': keep it at one of them"),
    one("name of two regions", swap(ENGLISH, "AU: [Australia]", "AU: [India]"), ENGLISH, "AU: [India]", "'India' names both 'IN' and 'AU': keep it at one of them"),
]  # fmt: skip

PROOF = [
    one("quote that is not in the article", swap(STATEMENTS, "[Esses dados são processados em", "[Estes dados são processados em"), STATEMENTS, "Estes dados",
        "this quote is not in article.txt: 'Estes dados são processados em conformidade com as leis e re'; copy it from there, letter by letter"),
    one("quote without its accents", swap(DEFINITIONS, "term: Dados do fórum", "term: Dados do forum"), DEFINITIONS, "do forum",
        "this quote is not in article.txt: 'Dados do forum'; copy it from there, letter by letter"),
    one("quote of another section", swap(STATEMENTS, "section: backup", "section: hosting"), STATEMENTS, "[A Freshworks mantém um plano",
        "this quote stands in the section 'backup', not in 'hosting': 'A Freshworks mantém um plano de backup robusto onde os dados'"),
    one("quote of another product", swap(HOSTING, "data_quote: Mensagens de e-mail", "data_quote: Mensagens de bate-papo"), HOSTING, "data_quote: Mensagens de bate-papo",
        "this quote stands in the rows of 'freshchat', not of 'freshsales': 'Mensagens de bate-papo'"),
    one("quote cut short", swap(STATEMENTS, "podem ser processadas fora do EEE.]", "podem ser processadas]"), TEXT, "As solicitações de API",
        f"no fact quotes this: 'As solicitações de API feitas por integrações podem ser processadas fora do EEE.'; {QUOTE_IT}"),
    one("regions that the quote does not name", swap(HOSTING, "regions: [US, EEA, AU]", "regions: [US, EEA, IN]"), HOSTING, "[US, EEA, IN]",
        "the quote names AU, EEA, US, not what stands here; they differ in AU, IN"),
    one("hosting cell without regions", swap(HOSTING, "    regions: [US, EEA]\n", ""), HOSTING, line_of(KNOWLEDGE / HOSTING, "[call_recording, chat_message]") - 1,
        "regions and quote belong together: give both, or neither where the row has no cell of its own"),
    one("first row without a hosting cell", swap(HOSTING, "    regions: [US, EU]\n    quote: Disponível nos EUA, UE\n", ""), HOSTING, "product: freshrelease",
        "the first row of 'freshrelease' needs regions and the quote of its hosting cell"),
    one("product without its heading", swap(PRODUCTS, " heading: Freshsucess,", ""), HOSTING, "product: freshsuccess",
        "no line of article.txt opens the rows of 'freshsuccess': give its `heading` in products.yaml"),
    one("section without its heading", swap(ABOUT, "heading: Backup e registros", "heading: Backups e registros"), ABOUT, "Backups e",
        "the heading 'Backups e registros' is not a line of article.txt after the heading before it"),
    one("sentence that nobody quotes", swap(TEXT, "Que bom!", "Os dados são criptografados. Que bom!"), TEXT, "criptografados. ",
        f"no fact quotes this: 'Os dados são criptografados.'; {QUOTE_IT}"),
    one("cell that nobody quotes", swap(TEXT, "\nFreshteam\n", "\nFreshteam\n\nDados de folha\n"), TEXT, "folha", f"no fact quotes this: 'Dados de folha'; {QUOTE_IT}"),
    one("footnote that nobody quotes", swap(TEXT, "Backup e registros\n", "**Exceto aos domingos.\n\nBackup e registros\n"), TEXT, "domingos",
        f"no fact quotes this: '**Exceto aos domingos.'; {QUOTE_IT}"),
    one("left out what is not there", swap(ABOUT, "{text: Feedback enviado,", "{text: Feedback recebido,"), ABOUT, "recebido",
        "this text is not in article.txt: 'Feedback recebido'"),
    one("left out without a reason", swap(ABOUT, "{text: Feedback enviado, why: the page's voting widget}", "{text: Feedback enviado}"), ABOUT, "enviado}",
        "left_out, number…"),
]  # fmt: skip

MISSING = [
    one("language of an article", delete(ENGLISH), ENGLISH, 1, "the language 'en' is missing: add this file with names for regions and data"),
    one("all languages", delete("languages"), "languages", 1, "no language here: a language is a folder with a language.yaml"),
    one("text in a language", swap(STATEMENTS, "      pt: Os dados são processados com a finalidade de fornecer serviços no conjunto de produtos Freshworks.\n", ""),
        STATEMENTS, line_of(KNOWLEDGE / STATEMENTS, "pt: Os dados são processados com a finalidade") - 2, "the text is missing in the language 'pt'"),
    one("name of a data type", swap(ENGLISH, "\n  asset: [", "\n  # asset: ["), ENGLISH, "data:", "data: 'asset' has no name in the language 'en'"),
    one("name of a region", swap(ENGLISH, "\n  AU: [Australia]", ""), ENGLISH, "regions:", "regions: 'AU' has no name in the language 'en'"),
    one("region inside a sentence", swap(ENGLISH, ", AU: Australia}", "}"), ENGLISH, "regions_in:", "regions_in: 'AU' has no name in the language 'en'"),
    one("name of a part", swap(ENGLISH, "\n  company: [", "\n  # company: ["), ENGLISH, "parts:", "parts: 'company' has no name in the language 'en'"),
    one("name of a place", swap(PLACES, ", en: [Japan, Japanese]", ""), PLACES, "key: japan", "'japan' has no name in the language 'en'"),
    one("list of names that is empty", swap(ENGLISH, "AU: [Australia]", "AU: []"), ENGLISH, "AU: []", "regions, AU: the list is empty"),
    one("name of blanks", team(name="'  '"), PRODUCTS, "'  '", "name: '  ' is not allowed here: write more than blanks"),
    one("name left empty", team(name=""), PRODUCTS, "name: ,", "name: expected text, got nothing: write it in quotes"),
    one("field", swap(PRODUCTS, "name: Freshteam, ", ""), PRODUCTS, "key: freshteam", "the key 'name' is missing"),
    one("words of a line", swap(STATEMENTS, "asked_by: [[laws]]", "asked_by: [[]]"), STATEMENTS, "[[]]", "asked_by, number 1: the list is empty"),
    one("cue", swap(LANGUAGE, "\n  how_much:", "\n  # how_much:"), LANGUAGE, "cues:\n".strip(), "cues: the key 'how_much' is missing in the language 'en'"),
    one("unit", swap(LANGUAGE, "\n  week:", "\n  # week:"), LANGUAGE, "units:", "units: the key 'week' is missing in the language 'en'"),
    one("phrase", swap(PHRASES, "\n  nearest:", "\n  # nearest:"), PHRASES, "phrases:", "phrases: the key 'nearest' is missing in the language 'en'"),
    one("slot", swap(PHRASES, "{product} data can be hosted in", "Data can be hosted in"), PHRASES, "Data can be hosted in",
        "where_product: the slot 'product', which another language has, is missing"),
    one("slot of another language", swap(PHRASES, "{product} data can be hosted only", "{product} {count} data can be hosted only"), OTHER_PHRASES, "only_product:",
        "only_product: the slot 'count', which another language has, is missing"),
    one("brace", swap(PHRASES, "{product} data can be hosted in", "{product data can be hosted in"), PHRASES, "{product data",
        "where_product: a brace is not closed, or not opened"),
    Mistake("outside topic", swap(OUTSIDE, "\n  discounts:\n", "\n  rebates:\n"), (
        (OUTSIDE, "outside:", "outside: the key 'discounts' is missing in the language 'en'"),
        (OTHER_OUTSIDE, "outside:", "outside: the key 'rebates' is missing in the language 'pt'"))),
]  # fmt: skip

WRONG_KIND = [
    one("text for a list", swap(ENGLISH, "AU: [Australia]", "AU: Australia"), ENGLISH, "AU: Australia", "regions, AU: expected a list, got text"),
    one("list for text", team(name="[Freshteam]"), PRODUCTS, "name: [", "name: expected text, got a list"),
    one("number for text", team(name="360"), PRODUCTS, "360", "name: expected text, got a number: write it in quotes"),
    one("text for a list of lists", swap(STATEMENTS, "asked_by: [[laws]]", "asked_by: [laws]"), STATEMENTS, "[laws]", "asked_by, number 1: expected a list, got text"),
    one("text for yes/no", swap(STATEMENTS, "    limited: true", "    limited: maybe"), STATEMENTS, "maybe", "limited: expected yes/no, got text"),
    one("text for an entry", swap(STATEMENTS, "duration: {amount: 30, unit: day}", "duration: 30 days"), STATEMENTS, "duration: 30 days",
        "duration: expected 'key: value' lines, got text"),
    one("mapping for a list", put(REGIONS, "regions: {}\n"), REGIONS, 1, "regions must be a list of entries, each beginning with '- '"),
    one("nothing for a list", put(REGIONS, "# None yet.\nregions:\n"), REGIONS, 2, "regions must be a list of entries, each beginning with '- '"),
    one("file that is a list", put(REGIONS, "- a\n"), REGIONS, 1, "the file must begin with 'regions:'"),
    one("number among words", swap(SOFTWARE, ": [", ": [1, "), SOFTWARE, "[1, ", "number 1: expected text, got a number: write it in quotes"),
    one("capitals in a key", swap(PRODUCTS, "key: freshteam", "key: Fresh-Team"), PRODUCTS, "Fresh-Team",
        "key: 'Fresh-Team' is not allowed here: write lower-case letters, digits and underscores"),
    one("capitals in a key of words", swap(ENGLISH, "\n  forum: [", "\n  Forum: ["), ENGLISH, "Forum:",
        "data: 'Forum' is not allowed here: write lower-case letters, digits and underscores"),
    one("no time at all", swap(STATEMENTS, "{amount: 30,", "{amount: -30,"), STATEMENTS, "-30", "duration, amount: expected a number above 0"),
    one("link that is no web address", swap(ABOUT, "url: https:", "url: javascript:"), ABOUT, "javascript:", "url: 'javascript://…"),
    one("date in words", swap(ABOUT, '"2022-08-05"', '"5 Aug 2022"'), ABOUT, "5 Aug",
        "modified: '5 Aug 2022' is not allowed here: write an ISO date in quotes, such as \"2022-08-05\""),
    one("day that does not exist", swap(ABOUT, '"2022-08-05"', '"2022-02-30"'), ABOUT, "02-30", "there is no such day: '2022-02-30'"),
    one("language of another name", swap(LANGUAGE, "code: en", "code: us"), LANGUAGE, "code: us", "the code 'us' is not the folder's name 'en'"),
]  # fmt: skip

TRAPS = [
    one("no among names", swap(ENGLISH, "AU: [Australia]", "AU: [no]"), ENGLISH, "[no]", "regions, AU, number 1: expected text, got yes/no: write it in quotes"),
    one("no as a key", swap(PHRASES, '  "no":', "  no:"), PHRASES, "  no:", "the key no is read as yes/no: write it in quotes"),
    one("Norway", swap(ENGLISH, "  AU: [Australia]", "  NO: [Norway]\n  AU: [Australia]"), ENGLISH, "NO:", "the key NO is read as yes/no: write it in quotes"),
    one("1.10", team(aliases="fteam, 1.10"), PRODUCTS, "1.10", "aliases, number 2: expected text, got a number: write it in quotes"),
    one("time", swap(ABOUT, '"09:04"', "9:04"), ABOUT, "9:04", f"'9:04' is read as another number or none: write it plainly, {LONG_AGO}"),
    one("octal number", swap(STATEMENTS, "{amount: 30,", "{amount: 030,"), STATEMENTS, "030", f"'030' is read as another number or none: write it plainly, {LONG_AGO}"),
    one("infinity", swap(STATEMENTS, "{amount: 30,", "{amount: .inf,"), STATEMENTS, ".inf", f"'.inf' is read as another number or none: write it plainly, {LONG_AGO}"),
    one("5,000 digits", swap(STATEMENTS, "{amount: 30,", f"{{amount: {'9' * 5000},"), STATEMENTS, "9" * 5000,
        f"'{'9' * 40}' is read as another number or none: write it plainly, {LONG_AGO}"),
    one("date", swap(ABOUT, '"2022-08-05"', "2022-08-05"), ABOUT, "modified: ", "'2022-08-05' is read as a date: write it in quotes"),
    one("impossible date", swap(ABOUT, '"2022-08-05"', "2022-02-30"), ABOUT, "modified: ", "'2022-02-30' is read as a date: write it in quotes"),
    one("merge key", swap(PRODUCTS, "{key: freshteam,", "{<<: {key: freshteam},"), PRODUCTS, "<<", "'<<' is read as a sign of YAML's own: write it in quotes"),
    one("equals sign", swap(LANGUAGE, '["=",', "[=,"), LANGUAGE, "[=,", "'=' is read as a sign of YAML's own: write it in quotes"),
    one("python tag", team(name='!!python/object/apply:os.system ["true"]'), PRODUCTS, "os.system",
        "the tag !!python/object/apply:os.system is not allowed here: write the value without it"),
    one("own tag", team(name="!vendor Freshteam"), PRODUCTS, "!vendor", "the tag !vendor is not allowed here: write the value without it"),
    one("two documents", append(PRODUCTS, "---\nproducts: []\n"), PRODUCTS, "---", "a second document begins here: keep one, without lines of '---'"),
    one("alias bomb", put(PRODUCTS, "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nproducts: [*c]\n"), PRODUCTS, 2,
        "aliases (*a) are not allowed here: write the value out"),
    one("alias of itself", put(PRODUCTS, "products: &a [*a]\n"), PRODUCTS, 1, "aliases (*a) are not allowed here: write the value out"),
    one("key that is a list", put(PRODUCTS, "# Oh.\n? [a, b]\n: c\n"), PRODUCTS, 2, "a key must be plain text, not a list, a mapping or an alias"),
    one("25,000 levels of lists", put(PRODUCTS, "products: " + "[" * 25_000 + "]" * 25_000), PRODUCTS, 1, "nested deeper than 32 levels"),
    one("25,000 levels of mappings", put(PRODUCTS, "{a: " * 25_000 + "}" * 25_000), PRODUCTS, 1, "nested deeper than 32 levels"),
    one("33 levels of lines", put(PRODUCTS, "\n".join(" " * depth + "a:" for depth in range(40))), PRODUCTS, 33, "nested deeper than 32 levels"),
    one("tab", swap(STATEMENTS, "    section: backup", "\tsection: backup"), STATEMENTS, "\tsection", "not valid YAML: …"),
    one("quotes left open", team(name='"Freshteam'), PRODUCTS, '"Freshteam', "not valid YAML: …"),
    one("bracket left open", swap(PRODUCTS, TEAM, TEAM.removesuffix("]}")), PRODUCTS, 1 + line_of(KNOWLEDGE / PRODUCTS, TEAM), "not valid YAML: …"),
    one("colon in a text", swap(STATEMENTS, "en: The data are processed in compliance", "en: Note: the data"), STATEMENTS, "en: Note:", "not valid YAML: …"),
]  # fmt: skip

FILES = [
    one("not UTF-8", append(PRODUCTS, "# Migração\n".encode("latin-1")), PRODUCTS, 1 + line_of(KNOWLEDGE / PRODUCTS, "key: freshworks_crm"),
        "the file is not UTF-8 text: save it as UTF-8"),
    one("article that is not UTF-8", put(TEXT, (KNOWLEDGE / TEXT).read_text("utf-8").encode("latin-1")), TEXT,
        line_of(KNOWLEDGE / TEXT, "eletrônicos"), "the file is not UTF-8 text: save it as UTF-8"),
    one("NUL", team(name="Fresh\0team"), PRODUCTS, "Fresh\0", "the invisible character U+0000 here is a control character: delete it"),
    one("NUL in the article", swap(TEXT, "Que bom!", "Que\0bom!"), TEXT, "Que\0", "the invisible character U+0000 here is a control character: delete it"),
    one("escaped NUL", team(name='"Fresh\\0team"'), PRODUCTS, "Fresh\\0", "the escaped character U+0000 cannot be shown: delete it"),
    one("half a character", team(name='"Fresh\\ud800team"'), PRODUCTS, "ud800", "not valid YAML: …"),
    one("text that turns round", team(name="Fresh\u202eteam"), PRODUCTS, "Fresh\u202e", "the invisible character U+202E here turns the direction of text: delete it"),
    one("escaped turn", team(name='"Fresh\\u202eteam"'), PRODUCTS, "u202e", "the escaped character U+202E cannot be shown: delete it"),
    one("call of a channel", swap(STATEMENTS, "en: The data are processed in compliance", "en: <!channel> The data are processed"), STATEMENTS, "<!channel>",
        "'<!channel>' would call people in Slack: write it without the bracket"),
    one("empty", put(PRODUCTS, ""), PRODUCTS, 1, "the file is empty"),
    one("only comments", put(PRODUCTS, "# To do.\n"), PRODUCTS, 1, "the file is empty"),
    one("larger than 1 MiB", append(PRODUCTS, f"# {'x' * 1024 * 1024}\n"), PRODUCTS, 1, "the file is larger than 1048576 bytes: split it"),
    one("article larger than 1 MiB", append(TEXT, "x" * 1024 * 1024), TEXT, 1, "the file is larger than 1048576 bytes: split it"),
    one("unreadable", link(PRODUCTS, "/proc/self/mem"), PRODUCTS, 1, "the file cannot be read: Input/output error"),
    one("without end", link(PRODUCTS, "/dev/zero"), PRODUCTS, 1, "this is not a plain file: put a text file here"),
    one("loop of links", link(PRODUCTS, "products.yaml"), PRODUCTS, 1, "the file cannot be read: Too many levels of symbolic links"),
    one("link to nothing", link(PRODUCTS, "gone.yaml"), PRODUCTS, 1, "the file cannot be read: No such file or directory"),
    one("named pipe", pipe(PRODUCTS), PRODUCTS, 1, "this is not a plain file: put a text file here"),
    one("article that is a named pipe", pipe(TEXT), TEXT, 1, "this is not a plain file: put a text file here"),
    one("folder", turn_into_folder(PRODUCTS), PRODUCTS, 1, "this is not a plain file: put a text file here"),
    one("deleted", delete(PRODUCTS), PRODUCTS, 1, "the file cannot be read: No such file or directory"),
    one("article.txt deleted", delete(TEXT), TEXT, 1, "the file cannot be read: No such file or directory"),
    one("article.yaml deleted", delete(ABOUT), ABOUT, 1, "the file cannot be read: No such file or directory"),
    one("phrases deleted", delete(PHRASES), PHRASES, 1, "the file cannot be read: No such file or directory"),
    Mistake("renamed", rename(DATA, "date.yaml"), (
        (DATA, 1, "the file cannot be read: No such file or directory"),
        (f"{ARTICLE}/date.yaml", 1, "nothing reads a file of this name: did you mean 'data'?"))),
]  # fmt: skip

MISTAKES = {f"{group}: {mistake.name}": mistake for group, mistakes in (
    ("unknown", UNKNOWN), ("twice", TWICE), ("proof", PROOF), ("missing", MISSING), ("wrong kind", WRONG_KIND), ("trap", TRAPS), ("file", FILES),
) for mistake in mistakes}  # fmt: skip


def problems_of(folder: Path) -> list[Problem]:
    """Every problem that loading tells, in its order."""
    with pytest.raises(KnowledgeError) as raised:
        load_knowledge(folder)
    assert str(raised.value).splitlines() == [str(problem) for problem in raised.value.problems], "each problem is one line"
    return raised.value.problems


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_told_at_its_line_and_nothing_else_is(name: str, folder: Path) -> None:
    """One edit, and the problems of its row: file, line, what is wrong and the nearest right word."""
    mistake = MISTAKES[name]
    mistake.edit(folder)
    told = problems_of(folder)
    expected = [(file, at if isinstance(at, int) else line_of(folder / file, at), message) for file, at, message in mistake.told]
    assert [(problem.file, problem.line) for problem in told] == [(file, line) for file, line, _ in expected], "\n".join(map(str, told))
    for problem, (_, _, message) in zip(told, expected, strict=True):
        if message.endswith("…"):
            assert problem.message.startswith(message.removesuffix("…"))
        else:
            assert problem.message == message


@pytest.mark.parametrize("name", [name for name in MISTAKES if name.startswith(("file: ", "trap: "))])
def test_mistake_is_no_crash_where_the_compiled_copy_is_looked_for(name: str, folder: Path, tmp_path: Path) -> None:
    """The content is named before it is read: no file may stop or hang that."""
    MISTAKES[name].edit(folder)
    assert content_version(folder) != content_version(KNOWLEDGE)
    with pytest.raises(KnowledgeError):
        open_knowledge(folder, tmp_path / "cache")


def test_there_are_at_least_45_kinds() -> None:
    """The table's size, which no edit of it may lower unseen; names are not repeated."""
    assert len(MISTAKES) == sum(map(len, (UNKNOWN, TWICE, PROOF, MISSING, WRONG_KIND, TRAPS, FILES))) >= 120


def test_no_article_at_all(folder: Path) -> None:
    """A folder with languages and no article, and no folder."""
    delete(ARTICLE)(folder)
    assert [problem.message for problem in problems_of(folder)] == ["no article here: an article is a folder with an article.yaml and an article.txt"]
    assert [problem.message for problem in problems_of(folder / "gone")] == ["there is no such folder: ONDE_KNOWLEDGE must name the knowledge folder"]


def test_all_mistakes_of_a_kind_are_told_at_once_in_order(folder: Path) -> None:
    """A person who made three mistakes is told three."""
    swap(HOSTING, "product: freshcaller", "product: freshcalller")(folder)
    swap(HOSTING, "regions: [US, EU]", "regions: [US, UE]")(folder)
    swap(REGIONS, "place: india", "place: indai")(folder)
    told = problems_of(folder)
    assert [problem.message.partition(":")[0] for problem in told] == [
        "there is no product 'freshcalller'", "there is no region 'UE'", "there is no place 'indai'",
    ]  # fmt: skip
    assert told == sorted(told)


def test_files_cut_off_anywhere_are_told_or_still_sound(folder: Path) -> None:
    """A file of which only the beginning was saved: never anything but problems that name a file and a line."""
    seed = 20220805
    print(f"seed {seed}")
    chance = random.Random(seed)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    refused = 0
    for _ in range(80):
        path = chance.choice(files)
        whole = path.read_bytes()
        path.write_bytes(whole[: chance.randrange(len(whole))])
        try:
            load_knowledge(folder)
        except KnowledgeError as error:
            refused += 1
            assert all(problem.line >= 1 and (folder / problem.file).parent.exists() for problem in error.problems)
        path.write_bytes(whole)
    assert refused > 40
    load_knowledge(folder)
