"""A knowledge folder as one archive, and back: so that what answered once can answer again."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path, PurePosixPath

from bot.knowledge.version import knowledge_files


def pack(folder: Path) -> bytes:
    """All files that make up the knowledge in `folder`, as a tar.gz that is the same for the same content. OSError where one cannot be read."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        for path in knowledge_files(folder):
            content = path.read_bytes()
            entry = tarfile.TarInfo(path.relative_to(folder).as_posix())
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def unpack(archive: bytes, folder: Path) -> None:
    """Write the files of an archive below `folder`, which is made. ValueError where it is no such archive, or names a place outside."""
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as entries:
            for entry in entries:
                _write(entries, entry, folder)
    except (tarfile.TarError, gzip.BadGzipFile, EOFError) as error:
        raise ValueError(f"no archive of knowledge: {error}") from error


def _write(entries: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> None:
    name = PurePosixPath(entry.name)
    content = entries.extractfile(entry) if entry.isreg() else None
    if content is None or name.is_absolute() or ".." in name.parts:
        raise ValueError(f"no archive of knowledge: {entry.name!r} is no file below it")
    place = folder.joinpath(*name.parts)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content.read())
