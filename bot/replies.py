"""What Onde says, as machines read it: the shape of the machine-readable answer."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Status = Literal["answered", "clarify", "unknown", "help"]
Verdict = Literal["yes", "no"]


class Citation(Struct, frozen=True):
    """Evidence: a verbatim quote, its section, and the article's title, address and ISO date of modification."""

    quote: str
    section: str
    title: str
    url: str
    modified: str


class HostingClaim(Struct, frozen=True):
    """A hosting fact that a reply asserts: names of the data types it holds for, region codes, and whether the cell is shared."""

    product: str
    data: list[str]
    regions: list[str]
    inherited: bool


class Reply(Struct, frozen=True, kw_only=True):
    """One reply. An answer without a citation cannot be constructed (ValueError).

    `text` is what a person reads, as plain text; `products` and `hosting` are what it asserts, for machines.
    """

    question: str
    language: str
    status: Status
    verdict: Verdict | None = None
    products: list[str] = []
    hosting: list[HostingClaim] = []
    text: str
    citations: list[Citation] = []
    suggestions: list[str] = []
    confidence: float

    def __post_init__(self) -> None:
        if self.status == "answered" and not self.citations:
            raise ValueError("an answer needs a citation")
