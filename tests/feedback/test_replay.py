"""A stored reply given once more: by the knowledge of its time, byte for byte, or with what is missing."""

from __future__ import annotations

import io
import re
import shutil
import tarfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.assistant import Assistant
from bot.knowledge.archive import pack, unpack
from bot.knowledge.version import content_version
from bot.store.open import open_store
from bot.store.review_protocol import ReviewStore
from bot.surfaces.replaying import replayed
from tests.asking import KNOWLEDGE
from tests.conftest import Onde
from tests.feedback.team import Team


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Today's knowledge: the project's own in another version."""
    folder = tmp_path_factory.mktemp("changed") / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    for phrases in folder.glob("languages/*/phrases.yaml"):
        phrases.write_text(phrases.read_text("utf-8") + "\n# another version\n", "utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> ReviewStore:
    """An empty store."""
    return open_store(tmp_path / "onde.sqlite3")


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    """The project's own knowledge."""
    return Assistant(KNOWLEDGE)


def test_by_the_knowledge_of_its_time(store: ReviewStore, assistant: Assistant, changed: Path, onde: Onde, tmp_path: Path) -> None:
    team = Team(store, assistant)
    first = team.ask("Is Freshteam hosted in India?", "1.1")
    second = team.ask("e o Freshinbox?", "1.1")
    assert content_version(changed) != second.knowledge
    stored, problem = replayed(second.id, store, changed)
    assert stored == second.reply and problem.startswith(f"version {second.knowledge} of the knowledge is missing")
    store.keep_knowledge(second.knowledge, pack(assistant.folder))
    for turn in (first, second):
        assert replayed(turn.id, store, changed) == (turn.reply, "")
    store.close()
    done = onde("feedback", "replay", second.id, SQLITE_PATH=str(tmp_path / "onde.sqlite3"), ONDE_KNOWLEDGE=str(changed))
    assert (done.status, done.out.encode(), done.err) == (0, second.reply + b"\n", "")


def test_what_is_not_answered_so_any_more(store: ReviewStore, assistant: Assistant, onde: Onde, tmp_path: Path) -> None:
    team = Team(store, assistant)
    first = team.ask("Is Freshteam hosted in India?", "1.1", "U1")
    second = team.ask("e o Freshinbox?", "1.1", "U2")
    other = replace(first, id="f" * 32, origin="T1:other", reply=first.reply.replace(b'"text":"', b'"text":"Well. '))
    store.save(other, None)
    stored, problem = replayed(other.id, store, KNOWLEDGE)
    assert stored == other.reply and "answers otherwise" in problem and first.reply.decode() in problem
    store.forget("U1")
    stored, problem = replayed(second.id, store, KNOWLEDGE)
    assert stored == second.reply and "turns before it are gone" in problem
    store.close()
    done = onde("feedback", "replay", second.id, SQLITE_PATH=str(tmp_path / "onde.sqlite3"))
    assert (done.status, done.out.encode()) == (1, second.reply + b"\n") and "turns before it are gone" in done.err


@pytest.mark.parametrize("kept", ["of another program", "broken"])
def test_a_version_that_this_program_cannot_read_is_named(kept: str, store: ReviewStore, assistant: Assistant, onde: Onde, tmp_path: Path) -> None:
    """As one that the program of today asks more of than it held: the stored bytes come all the same, and no list of its mistakes."""
    turn = Team(store, assistant).ask("Is Freshteam hosted in India?", "1.1", "U1")
    old = replace(turn, id="e" * 32, origin="T1:old", knowledge="0123456789ab")
    store.save(old, None)
    then = shutil.copytree(KNOWLEDGE, tmp_path / "then")
    phrases = then / "languages" / "en" / "phrases.yaml"
    lines = phrases.read_text("utf-8").splitlines(keepends=True)
    phrases.write_text("".join(line for line in lines if not line.startswith("  where_")), "utf-8")
    store.keep_knowledge("0123456789ab", pack(then) if kept == "of another program" else pack(then)[:500])
    store.close()
    done = onde("feedback", "replay", old.id, SQLITE_PATH=str(tmp_path / "onde.sqlite3"))
    assert (done.status, done.out.encode()) == (1, old.reply + b"\n")
    assert re.fullmatch(r"onde: version 0123456789ab of the knowledge is kept, and this version of Onde cannot read it: .+\n", done.err), done.err


def test_an_archive_is_the_very_knowledge(tmp_path: Path, changed: Path) -> None:
    (changed / "notes.md").write_text("no part of it")
    assert pack(changed) == pack(changed)
    unpack(pack(changed), tmp_path / "again")
    assert content_version(tmp_path / "again") == content_version(changed) and not (tmp_path / "again" / "notes.md").exists()


def archive_with(name: str, kind: bytes = tarfile.REGTYPE) -> bytes:
    """An archive of one entry."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname, entry.size = kind, "/etc/passwd" if kind != tarfile.REGTYPE else "", 4 if kind == tarfile.REGTYPE else 0
        archive.addfile(entry, io.BytesIO(b"text"))
    return out.getvalue()


@pytest.mark.parametrize(
    "archive",
    [b"", b"nonsense", pack(KNOWLEDGE)[:500], archive_with("/tmp/x"), archive_with("a/../../x"), archive_with("a/link", tarfile.SYMTYPE)],
    ids=["empty", "nonsense", "cut", "absolute", "outside", "link"],
)
def test_what_is_no_archive_writes_nothing_outside(tmp_path: Path, archive: bytes) -> None:
    with pytest.raises(ValueError, match="no archive of knowledge"):
        unpack(archive, tmp_path / "inner" / "folder")
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and not path.is_relative_to(tmp_path / "inner" / "folder")]
