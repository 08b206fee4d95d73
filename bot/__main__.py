"""The program `onde`: a quick start, then the command line."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line on the arguments of this process and exit with its status."""
    gc.disable()  # Until the knowledge is open: it is all kept, so looking for garbage in it is lost time (5 ms of 80).
    _import_msgspec()
    from bot.surfaces.command_line import run

    sys.exit(run(sys.argv[1:]))


def _import_msgspec() -> None:
    """Import msgspec without typing_extensions, which is there for mypy only and costs 9 ms of 80.

    msgspec takes the same functions from `typing` where typing_extensions cannot be imported.
    """
    if "typing_extensions" in sys.modules:
        return
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    import msgspec  # noqa: F401

    del sys.modules["typing_extensions"]


if __name__ == "__main__":
    main()
