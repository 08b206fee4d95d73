"""Pages that open anywhere: one HTML file each, with its styles inside, no script, and no address that is looked up.

A page is a template in `templates/`, filled in; whatever is put into one is escaped, unless it is mark-up of ours. Each extends
base.html, which has the styles, for the screen (light and dark) and for print. The only importer of jinja2.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

__all__ = ["Markup", "count_text", "day_text", "percent_text", "points_text", "render", "write_page"]

NONE = "–"
_MINUS = "\N{MINUS SIGN}"


def render(template: str, **values: object) -> str:
    """The page of a template ("report.html"), with its values. Raises jinja2's errors where the template is wrong."""
    return _environment().get_template(template).render(**values) + "\n"


def write_page(path: Path, page: str) -> None:
    """Write a page to a file, in UTF-8, whole or not at all. Raises OSError, with its name."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        beside.write_text(page, "utf-8")
        os.replace(beside, path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        beside.unlink(missing_ok=True)


def _environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"count": count_text, "day": day_text, "percent": percent_text, "points": points_text}
    return environment


def count_text(number: int) -> str:
    """A whole number as people write it.

    >>> count_text(29430)
    '29,430'
    """
    return f"{number:,}"


def percent_text(share: float | None) -> str:
    """A share of 0 to 1 as a percentage, or a dash for none.

    >>> percent_text(0.7391), percent_text(None)
    ('73.9%', '–')
    """
    return NONE if share is None else f"{100 * share:.1f}%"


def points_text(difference: float | None) -> str:
    """A difference of shares in percentage points, with its sign, or a dash for none.

    >>> points_text(0.0312), points_text(-0.2), points_text(None)
    ('+3.1', '−20.0', '–')
    """
    if difference is None:
        return NONE
    text = f"{abs(100 * difference):.1f}"
    return text if text == "0.0" else f"{'+' if difference > 0 else _MINUS}{text}"


def day_text(moment: float) -> str:
    """The day of a Unix time, in UTC.

    >>> day_text(0.0)
    '1 Jan 1970'
    """
    day = datetime.fromtimestamp(moment, UTC)
    return f"{day.day} {day:%b %Y}"
