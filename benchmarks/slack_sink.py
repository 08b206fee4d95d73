"""A Slack that takes whatever is posted and counts it: for the throughput benchmark, in a process of its own.

python -m benchmarks.slack_sink prints its port, then serves until its input is closed.
"""

from __future__ import annotations

import asyncio
import sys

from aiohttp import web


class Sink:
    """Answers every call as if it had been done."""

    def __init__(self) -> None:
        self._posts = 0
        self._changed = asyncio.Event()

    async def call(self, request: web.Request) -> web.Response:
        """A method of the Web API."""
        await request.read()
        method = request.match_info["method"]
        answer: dict[str, object] = {"ok": True}
        if method == "chat.postMessage":
            self._posts += 1
            self._changed.set()
            answer |= {"ts": f"1700000000.{self._posts:06}", "channel": "C1"}
        elif method == "users.info":
            answer["user"] = {"id": "U1", "team_id": "T1", "locale": "en-US"}
        elif method == "auth.test":
            answer |= {"team_id": "T1", "user_id": "U0BOT", "bot_id": "B0BOT", "url": "", "team": "", "user": ""}
        return web.json_response(answer)

    async def reached(self, request: web.Request) -> web.Response:
        """Answers once so many posts have come."""
        wanted = int(request.match_info["count"])
        while self._posts < wanted:
            self._changed.clear()
            await self._changed.wait()
        return web.Response(text=str(self._posts))


async def _serve() -> None:
    sink = Sink()
    app = web.Application()
    app.router.add_post("/api/{method}", sink.call)
    app.router.add_get("/reached/{count}", sink.reached)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_serve())
