"""A Bolt app that answers every mention with the same words and stores nothing: what throughput is compared with.

python -m benchmarks.echo_app PORT: as the Bolt documentation has it, under uvicorn.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import uvicorn
from slack_bolt import App, Say
from slack_bolt.adapter.asgi import SlackRequestHandler
from slack_sdk import WebClient


def main() -> None:
    """Serve until killed."""
    client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = App(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])

    @app.event("app_mention")
    def echo(event: dict[str, Any], say: Say) -> None:
        say(text=event["text"], thread_ts=event["ts"])

    # typing: Bolt's handler is an ASGI application, which its hints do not tell.
    application: Any = SlackRequestHandler(app, path="/slack/events")
    uvicorn.run(application, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False, lifespan="off")


if __name__ == "__main__":
    main()
