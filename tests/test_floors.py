"""The house as it is written: who may import what, who alone may touch a library, and no word of a language in Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from bot.folding import fold_text
from bot.knowledge import vocabulary
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Knowledge
from tests.asking import KNOWLEDGE

ROOT = KNOWLEDGE.parent

# A module imports from its own floor only inside one folder, and else from floors below. Folders end with a slash; a room's own folders have an
# order too.
FLOORS = {
    "bot/errors.py": 0, "bot/folding.py": 0, "bot/replies.py": 0, "bot/__init__.py": 0, "bot/records.py": 0, "bot/settings.py": 0,
    "bot/later.py": 0, "bot/memory.py": 0,
    "bot/config.py": 1, "bot/logs.py": 1, "bot/reviews.py": 1, "bot/knowledge/": 1,
    "bot/understanding/": 2, "bot/understanding/linking/": 2.1, "bot/understanding/syntax/": 2.2, "bot/understanding/resolving/": 2.3,
    "bot/understanding/reading/": 2.4, "bot/understanding/segmenting/": 2.5,
    "bot/answering/": 3, "bot/answering/common/": 3.1, "bot/answering/table/": 3.2, "bot/answering/statements/": 3.3,
    "bot/answering/answers/": 3.4, "bot/answering/dialogue/": 3.5, "bot/answering/phrasing.py": 3.5,
    "bot/store/": 4, "bot/assistant.py": 4,
    "bot/conversations.py": 5, "bot/feedback/": 5, "bot/gate/": 5,
    "bot/surfaces/": 6, "bot/surfaces/command_line.py": 7, "bot/surfaces/operating.py": 7,
    "bot/surfaces/knowledge_commands.py": 7, "bot/surfaces/feedback_commands.py": 7, "bot/surfaces/informing.py": 7,
    "bot/__main__.py": 8,
}  # fmt: skip

ROOMS_WITH_FOLDERS = ("bot/surfaces/slack",)

# Surfaces know nothing of each other: inside their folder too they import only from below. The command line composes them.
SURFACES = {
    "__init__": 0, "incoming": 0, "progress": 0, "pages": 0, "terminal": 1, "explain": 1, "charts": 1, "chat": 2, "json_lines": 2, "slack": 2,
    "feedback_options": 2, "review_lines": 2, "exporting": 2, "replaying": 2, "report_page": 2, "report_tables": 3, "report_json": 3,
    "reporting": 4, "comparison": 2, "comparison_page": 3, "mending": 4, "judging": 3, "informing": 4, "feedback_commands": 5,
    "knowledge_commands": 5, "operating": 6, "command_line": 7,
}  # fmt: skip

# Who alone may import a library: a file, or any file of a folder; or several of them.
OWNERS: dict[str, str | tuple[str, ...]] = {
    "yaml": "bot/knowledge/yaml_source.py", "rapidfuzz": ("bot/understanding/linking/typos.py", "bot/feedback/grouping.py"),
    "dotenv": "bot/config.py",
    "sqlite_utils": "bot/store/database.py", "prompt_toolkit": "bot/surfaces/chat.py", "prometheus_client": "bot/surfaces/slack/metrics.py",
    "uvicorn": "bot/surfaces/slack/http_server.py", "slack_bolt": "bot/surfaces/slack/", "slack_sdk": "bot/surfaces/slack/",
    "tqdm": "bot/surfaces/progress.py", "jinja2": "bot/surfaces/pages.py", "markupsafe": "bot/surfaces/pages.py",
    "pygal": "bot/surfaces/charts.py",
}  # fmt: skip
READER_OF_THE_ENVIRONMENT = "bot/config.py"

# What these say is read by those who run Onde or keep its knowledge, in English as the command line is.
FOR_MAINTAINERS = ("bot/store/", "bot/gate/")

MOST_LINES_OF_A_FILE, MOST_LINES_OF_A_FUNCTION, SHORTEST_WORD = 300, 40, 5

FILES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "bot").rglob("*.py"))


@cache
def tree(file: str) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse((ROOT / file).read_text("utf-8"), file)


@cache
def knowledge() -> Knowledge:
    """The project's own knowledge."""
    return load_knowledge(KNOWLEDGE)


def floor_of(file: str) -> float:
    """The floor of a file, by the longest name in the map that it begins with."""
    places = [place for place in FLOORS if file == place or (place.endswith("/") and file.startswith(place))]
    assert places, f"{file} stands on no floor: give it one in FLOORS"
    return FLOORS[max(places, key=len)]


def modules_imported(file: str) -> Iterator[str]:
    """Every module that a file imports, at its top or inside a function; `from bot.x import y` gives bot.x.y where that is a module."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: write the whole name of the module"
            inner = [name for name in (f"{node.module}.{alias.name}" for alias in node.names) if file_of(name)]
            yield from inner or [str(node.module)]


def file_of(module: str) -> str:
    """The file of one of our own modules, or "" for any other."""
    name = module.replace(".", "/")
    return next((file for file in (f"{name}.py", f"{name}/__init__.py") if file in FILES), "")


def own_imports(file: str) -> set[str]:
    """The files of ours that a file imports."""
    return {found for module in modules_imported(file) if (found := file_of(module))}


@pytest.mark.parametrize("file", FILES)
def test_imports_go_down_or_stay_inside_one_folder(file: str) -> None:
    """No edge goes up, nor across a floor from one room to another."""
    for other in own_imports(file):
        beside = room_of(file) == room_of(other) != "bot"
        assert floor_of(other) < floor_of(file) or (beside and floor_of(other) == floor_of(file)), f"{file} imports {other}"


def room_of(file: str) -> str:
    """The folder that a file lives in; Slack's surface is one room with folders in it."""
    return next((room for room in ROOMS_WITH_FOLDERS if file.startswith(f"{room}/")), str(Path(file).parent))


def test_imports_make_no_circle() -> None:
    """Files can be read in an order in which each knows only those before it."""
    try:
        TopologicalSorter({file: own_imports(file) for file in FILES}).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {error.args[1]}")


@pytest.mark.parametrize("file", [file for file in FILES if file.startswith("bot/surfaces/")])
def test_surfaces_do_not_know_each_other(file: str) -> None:
    """Only the command line imports other surfaces."""
    for other in own_imports(file):
        if other.startswith("bot/surfaces/") and surface_of(other) != surface_of(file):
            assert SURFACES[surface_of(other)] < SURFACES[surface_of(file)], f"{file} imports {other}"


def surface_of(file: str) -> str:
    """The surface that a file belongs to: its folder in bot/surfaces/, or itself."""
    return Path(file).relative_to("bot/surfaces").parts[0].removesuffix(".py")


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_has_one_importer(library: str) -> None:
    """Its owner imports it, and nobody else."""
    importers = [file for file in FILES if any(module.split(".")[0] == library for module in modules_imported(file))]
    assert importers and all(file.startswith(OWNERS[library]) for file in importers)


def test_only_the_configuration_reads_the_environment() -> None:
    """No other file says os.environ or os.getenv, under any name."""
    ways = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}
    readers: set[str] = set()
    for file in FILES:
        for node in ast.walk(tree(file)):
            imported = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
            if imported & ways or (isinstance(node, ast.Attribute) and node.attr in ways):
                readers.add(file)
    assert readers == {READER_OF_THE_ENVIRONMENT}


@pytest.mark.parametrize("file", FILES)
def test_files_and_functions_are_short_and_told(file: str) -> None:
    """At most 300 lines a file and 40 a function; every module, public class and public function has a docstring."""
    length = len((ROOT / file).read_text("utf-8").splitlines())
    wrong = [f"{file} has {length} lines"] if length > MOST_LINES_OF_A_FILE else []
    wrong += [] if ast.get_docstring(tree(file)) else [f"{file} has no docstring"]
    for node, public in _definitions(tree(file), True):
        where = f"{file}:{node.lineno}: {node.name}"
        if not isinstance(node, ast.ClassDef) and (node.end_lineno or 0) - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION:
            wrong.append(f"{where} has {(node.end_lineno or 0) - node.lineno + 1} lines")
        if public and not ast.get_docstring(node):
            wrong.append(f"{where} has no docstring")
    assert not wrong, "\n".join(wrong)


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _definitions(node: ast.AST, public: bool) -> Iterator[tuple[Definition, bool]]:
    """Every function and class, with whether all names on the way to it are public; what a function holds inside is its own affair."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Definition):
            shown = public and not child.name.startswith("_")
            yield child, shown
            yield from _definitions(child, shown and isinstance(child, ast.ClassDef))
        else:
            yield from _definitions(child, public)


# No words of a language in Python. A literal is a whole string in the source, or a piece of an f-string; docstrings are none.
#
#   names    no literal in any file holds the name or alias of a product, or a region's name, as a word of its own
#   codes    no literal in any file is a region's or a language's code
#   words    no literal on floors 2 to 5, where questions are understood and answered, is a cue, a small word, an outside
#            cue or a name of an article in any language, of five letters or more, nor a key that an article defines
#   text     no literal on those floors has two words or more: sentences come from phrases.yaml
#   accents  no literal in any file has an accented Latin letter
#
# Exempt: what Python itself names (keys of vocabulary.py, fields of structs, words of a Literal, kinds of meaning: constants in
# capitals), and of `text` the reasons for `--explain`, written as `why`, and messages of exceptions.


def literals(node: ast.AST, reason: bool = False) -> Iterator[tuple[ast.Constant, bool]]:
    """Every literal below `node`, with whether it is part of a reason or of an exception's message."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node, reason
    for child in ast.iter_child_nodes(node):
        yield from literals(child, reason or _is_reason(child))


def _is_reason(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg == "why"
    if isinstance(node, ast.Assign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(target, ast.Name) and target.id == "why" for target in targets)
    return isinstance(node, ast.Raise)


@cache
def identifiers() -> frozenset[str]:
    """Words that Python itself names."""
    found = {*vocabulary.CUES, *vocabulary.PHRASES, *vocabulary.UNITS}
    for file in FILES:
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.ClassDef):
                found.update(item.target.id for item in node.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name))
            elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
                found.update(str(item.value) for item in ast.walk(node.slice) if isinstance(item, ast.Constant))
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
                names = [name.id for name in node.targets[0].elts if isinstance(name, ast.Name) and name.id.isupper()]
                found.update(str(item.value) for item in node.value.elts if names and isinstance(item, ast.Constant))
    return frozenset(found)


@cache
def names() -> re.Pattern[str]:
    """The names of products and regions, each as a word of its own; names of two letters are also words of Python."""
    known = {name for product in knowledge().products.values() for name in (product.name, *product.aliases)}
    for words in (words for article in knowledge().words.values() for words in article.values()):
        known |= {name for table in (words.products, words.regions) for names_of in table.values() for name in names_of}
    known |= {name for region in knowledge().regions.values() for names_of in knowledge().places[region.place].names.values() for name in names_of}
    choices = sorted((fold_text(name) for name in known if len(name) > 2), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, choices))})(?!\w)")


@cache
def words() -> frozenset[str]:
    """Every word and phrase of every language, and every key that an article defines."""
    found: set[str] = set()
    for language in knowledge().languages.values():
        found.update(name for names_of in language.file.cues.values() for name in names_of)
        found.update(name for topic in language.outside.values() for name in topic.cues)
        found.update(language.small_words)
    for article in (article for by_language in knowledge().words.values() for article in by_language.values()):
        for table in (article.data, article.parts, article.concepts, article.products, article.regions):
            found.update(name for names_of in table.values() for name in names_of)
            found.update(table)
    found.update(knowledge().statements)
    long = {fold_text(word) for word in found if len(word) >= SHORTEST_WORD}
    return frozenset(long - {fold_text(word) for word in identifiers()})


def wrong_literals(source: ast.Module, file: str) -> list[str]:
    """Every literal of a file's syntax tree that breaks one of the rules above."""
    codes = {*knowledge().regions, *knowledge().languages}
    found: list[str] = []
    for node, reason in literals(source):
        text = str(node.value)
        folded = fold_text(text)
        rules = {
            "names": bool(names().search(folded)),
            "codes": text in codes,
            "accents": bool(re.search("[À-ÖØ-öø-ÿ]", text)),
        }
        if 2 <= floor_of(file) <= 5 and not file.startswith(FOR_MAINTAINERS):
            rules["words"] = folded.strip(" .,:;!?") in words()
            rules["text"] = not reason and bool(re.search(r"[^\W\d_]{2,} +[^\W\d_]{2,}", text))
        found += [f"{file}:{node.lineno}: {rule}: {text!r}" for rule, broken in rules.items() if broken]
    return found


@pytest.mark.parametrize("file", FILES)
def test_python_knows_no_word_of_a_language(file: str) -> None:
    """The rules above, file by file."""
    wrong = wrong_literals(tree(file), file)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ('x = "freshdesk"', "names"), ('x = f"{y} for Freshteam only"', "names"), ('x = "the US"', "names"), ('x = "na Índia"', "names"),
        ('if code == "EEA": pass', "codes"), ('x = {"pt": 1}', "codes"), ('x = "questão"', "accents"), ('x = ("backup", "price")', "words"),
        ('if word == "onde fica": pass', "text"), ('x = "generated"', "words"), ('raise ValueError("Freshdesk is missing")', "names"),
        ('x = say("The article does not say")', "text"),
    ],
)  # fmt: skip
def test_the_rules_find_what_they_forbid(line: str, rule: str) -> None:
    """Each rule is broken by an example of it."""
    assert any(f": {rule}: " in found for found in wrong_literals(ast.parse(line), "bot/answering/example.py"))


@pytest.mark.parametrize(
    "line",
    [
        'x = "location_noun"', 'why = f"nothing explains {word}"', 'find(x, why=("no row lists it",))', '"""Onde fica o Freshdesk?"""',
        'raise ValueError("an answer needs a citation")',
    ],
)  # fmt: skip
def test_the_rules_allow_what_they_exempt(line: str) -> None:
    """Keys, reasons, messages of exceptions and docstrings."""
    assert not wrong_literals(ast.parse(line), "bot/answering/example.py")
