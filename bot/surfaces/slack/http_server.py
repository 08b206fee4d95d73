"""The HTTP server: uvicorn in a thread of its own, so that signals stay with whoever started it."""

from __future__ import annotations

import os
import socket
import threading
import time
from typing import Any

import uvicorn

from bot.errors import SettingError

# More requests than this at once are refused by the server itself, with 503.
_MOST_AT_ONCE = 1_000
_KEEP_ALIVE_SECONDS = 15
_POLL_SECONDS = 0.01


class HttpServer:
    """Serves an ASGI application on an address until it is closed."""

    def __init__(self, application: Any, host: str, port: int) -> None:
        """Raises SettingError where the address cannot be had."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            self._listening = socket.create_server((host, port), family=family, backlog=1024)
        except OSError as error:
            raise SettingError(f"PORT: {port} of {host} cannot be had ({os.strerror(error.errno or 0)}): name another, or end what has it") from None
        self.port: int = self._listening.getsockname()[1]
        config = uvicorn.Config(
            application,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            date_header=False,
            proxy_headers=False,
            limit_concurrency=_MOST_AT_ONCE,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        )
        self._config = config
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listening]}, name="http", daemon=True)

    def start(self) -> None:
        """Returns once requests are answered."""
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(_POLL_SECONDS)

    def close(self, seconds: float) -> None:
        """Take no more requests, let those that came be answered, for so many seconds."""
        self._config.timeout_graceful_shutdown = max(1, int(seconds))
        self._server.should_exit = True
        self._thread.join(seconds + 1)
        self._listening.close()
