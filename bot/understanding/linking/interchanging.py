"""Names in all their forms, where a language may exchange a word that joins others ("id da mensagem", "id das mensagens")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def forms_of(names: Iterable[str], groups: Sequence[Sequence[str]]) -> Iterable[str]:
    """All names, each also with the others of a group in the place of its first word that stands in one and does not open it."""
    return dict.fromkeys(form for name in names for form in _forms(name, groups)) if groups else names


def _forms(name: str, groups: Sequence[Sequence[str]]) -> Iterator[str]:
    yield name
    parts = name.split(" ")
    found = next(((at, group) for at, part in enumerate(parts) for group in groups if at and part in group), None)
    if found is not None:
        at, group = found
        yield from (" ".join([*parts[:at], other, *parts[at + 1 :]]) for other in group)
