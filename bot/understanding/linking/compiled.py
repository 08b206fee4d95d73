"""The knowledge and its lexicon, kept compiled between runs so that a start takes milliseconds."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bot import folding
from bot.knowledge import model, schema
from bot.knowledge.model import Knowledge, LanguageWords
from bot.knowledge.schema import ArticleWords
from bot.knowledge.version import content_version
from bot.understanding.linking import lexicon, phrase_table, stems
from bot.understanding.linking.lexicon import Lexicon, build_lexicon

_MODULES = (folding, lexicon, model, phrase_table, schema, stems)

# Cues whose very phrases are looked up after the start, by the assistant and by Slack's notices.
_LOOKED_UP = frozenset({"reply_in", "help"})

# Compiled copies left in the cache: this one, and those of other folders and of versions that may come back.
_MOST_KEPT = 4


class _Compiled(msgspec.Struct):
    knowledge: Knowledge
    lexicon: Lexicon


def open_knowledge(folder: Path, cache: Path | None) -> tuple[Knowledge, Lexicon]:
    """The knowledge in `folder` with its lexicon, from `cache` where it holds this very content, else read and checked.

    A cache that cannot be read or written only costs time. Raises KnowledgeError.
    """
    path = cache / f"knowledge-{content_version(folder)}-{_code_version()}.msgpack" if cache else None
    compiled = _read(path) if path else None
    if compiled is None:
        compiled = _compile(folder)
        if path:
            _write(path, compiled)
    return compiled.knowledge, compiled.lexicon


def _compile(folder: Path) -> _Compiled:
    from bot.knowledge.load import load_knowledge  # the YAML parser is not needed where the compiled copy is good

    knowledge = load_knowledge(folder)
    built = build_lexicon(knowledge)
    languages = {code: _without_phrases(words) for code, words in knowledge.languages.items()}
    words = {article: {code: _without_cues(words) for code, words in found.items()} for article, found in knowledge.words.items()}
    return _Compiled(replace(knowledge, languages=languages, words=words), built)


def _without_phrases(words: LanguageWords) -> LanguageWords:
    """A language without what is in the lexicon: a start need not read it twice."""
    cues = {cue: phrases for cue, phrases in words.file.cues.items() if cue in _LOOKED_UP}
    outside = {topic: replace(said, cues=said.cues[:1]) for topic, said in words.outside.items()}
    return replace(words, small_words=[], other_words=[], outside=outside, file=replace(words.file, cues=cues, by_purpose={}))


def _without_cues(words: ArticleWords) -> ArticleWords:
    """An article's words of a language without those that are in the lexicon and name nothing in an answer."""
    return replace(words, concepts={subject: names[:1] for subject, names in words.concepts.items()}, outside={})


def _code_version() -> str:
    """A name for the code that decides what the compiled form holds."""
    sources = [Path(file).read_bytes() for file in (__file__, *(module.__file__ for module in _MODULES)) if file]
    return hashlib.sha256(b"".join(sources)).hexdigest()[:8]


def _read(path: Path) -> _Compiled | None:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=_Compiled)
    except (OSError, msgspec.MsgspecError):
        return None


def _write(path: Path, compiled: _Compiled) -> None:
    """Written beside and renamed, so that a reader never sees half a file; the oldest of the others are removed."""
    beside = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.write_bytes(msgspec.msgpack.encode(compiled))
        os.replace(beside, path)
        for old in sorted(path.parent.glob("knowledge-*"), key=os.path.getmtime)[:-_MOST_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return
