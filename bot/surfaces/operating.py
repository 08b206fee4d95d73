"""The commands of those who run Onde in Slack: serve, config, manifest, feedback."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.assistant import Assistant
from bot.config import Mode, Settings, listed, missing, read_settings, read_slack_settings, variables_here
from bot.errors import SettingError
from bot.surfaces.feedback_options import add_feedback
from bot.surfaces.incoming import without_controls

Open = Callable[[Settings], Assistant]
_NEAR = 0.85  # Likeness from which one name is taken for another, misspelt.
_ADDRESS = re.compile(r"https://[^/?#@\s]+(?:/[^?#\s]*)?")
COMMANDS = ("serve", "config", "manifest", "feedback")


def add_commands(commands: Any) -> None:
    """Add the commands to a parser's subparsers."""
    about = "Answer in Slack until SIGTERM. Without an option, SLACK_APP_TOKEN chooses Socket Mode, else SLACK_SIGNING_SECRET HTTP."
    serve = commands.add_parser("serve", help="answer in Slack", description=about)
    mode = serve.add_mutually_exclusive_group()
    mode.add_argument("--socket", dest="mode", action="store_const", const="socket", help="Socket Mode: needs SLACK_APP_TOKEN")
    mode.add_argument("--http", dest="mode", action="store_const", const="http", help="HTTP at PORT: needs SLACK_SIGNING_SECRET")
    about = """List every setting with its value, secrets masked, and where it comes from; in brackets what holds where it is not set.
        Standard error names what is malformed, and what `onde serve` still needs, with the remedy.
        Ends with 1 where a value is malformed; what is only missing ends with 0, since nothing but `onde serve` needs it."""
    commands.add_parser("config", help="list the settings", description=about)
    about = "Print the manifest of the Slack app, to be pasted at api.slack.com/apps; why it asks for what goes to standard error."
    manifest = commands.add_parser("manifest", help="print the manifest of the Slack app", description=about)
    manifest.add_argument("--http", metavar="URL", default="", help="for HTTP, with the address of this server (https://...); else for Socket Mode")
    add_feedback(commands)


def run_command(options: argparse.Namespace, open_assistant: Open) -> int:
    """Run one of COMMANDS; returns the exit status. Raises OndeError."""
    return {"serve": _serve, "config": _config, "manifest": _manifest, "feedback": _feedback}[options.command](options, open_assistant)


def _serve(options: argparse.Namespace, open_assistant: Open) -> int:
    from bot.surfaces.slack.serve import serve

    variables = variables_here()
    forced: Mode | None = options.mode
    slack, settings = read_slack_settings(variables, forced), read_settings(variables)
    serve(slack, lambda: open_assistant(settings))
    return 0


def _config(_options: argparse.Namespace, _open: Open) -> int:
    """A line each: name, source, value; then what is malformed, which ends with 1, and what `onde serve` would miss."""
    variables = variables_here()
    found = listed(variables)
    width = max(len(entry.setting.name) for entry in found)
    for entry in found:
        value = entry.value or f"({entry.default})"
        print(without_controls(f"{entry.setting.name:<{width}}  {entry.source:<11}  {value}").replace("\n", " "))
    problems = [entry.problem for entry in found if entry.problem]
    for problem in problems:
        print(f"onde: {without_controls(problem)}", file=sys.stderr)
    for line in missing(variables):
        print(f"onde serve needs more: {line}", file=sys.stderr)
    for line in _misspelt(variables, [entry.setting.name for entry in found]):
        print(f"onde: {line}", file=sys.stderr)
    return 1 if problems else 0


def _misspelt(variables: Mapping[str, str], known: list[str]) -> Iterator[str]:
    """Variables that look like settings and are none: what was meant would silently not be so."""
    from difflib import get_close_matches  # Here, since no other command needs it.

    for name in sorted(variables.keys() - set(known)):
        nearest = get_close_matches(name, known, 1, _NEAR) if name.startswith(("ONDE_", "SLACK_", "SQLITE_")) else []
        if nearest:
            yield f"{name} is no setting: did you mean {nearest[0]}?"


def _manifest(options: argparse.Namespace, open_assistant: Open) -> int:
    from bot.surfaces.slack.manifest import explained, make_manifest

    variables = variables_here()
    settings = read_settings(variables)
    if options.http and not _ADDRESS.fullmatch(options.http):
        raise SettingError(f"--http {options.http}: Slack sends to addresses that begin with https:// only: name yours, as https://onde.example.org")
    if problem := next((entry.problem for entry in listed(variables) if entry.setting.name == "ONDE_CHANNELS"), ""):
        raise SettingError(problem)
    assistant = open_assistant(settings)
    language = settings.language if settings.language in assistant.knowledge.languages else next(iter(assistant.knowledge.languages))
    manifest = make_manifest(assistant, language, options.http, overhears=bool(variables.get("ONDE_CHANNELS")))
    from json import dumps  # Here, since every start reads this module.

    sys.stdout.buffer.write(dumps(manifest, ensure_ascii=False, indent=2).encode() + b"\n")
    sys.stdout.flush()
    for line in explained():
        print(line, file=sys.stderr)
    return 0


def _feedback(options: argparse.Namespace, _open: Open) -> int:
    from bot.surfaces.feedback_commands import run_feedback

    return run_feedback(options)
