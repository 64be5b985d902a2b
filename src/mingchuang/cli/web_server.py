"""The web server process: granian with the settings this platform was measured with.

Started by `mingchuang serve` and, on hosts of their own, by systemd:
`python -m mingchuang.cli.web_server HOST PORT WORKERS`.
"""

import os
import sys

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from mingchuang.config import logs

STOP_SECONDS = 10
BACKLOG = 1024


def main(host: str, port: int, workers: int) -> None:
    """Serve until SIGTERM; requests that run get a few seconds to end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingchuang.config.settings")
    Granian(
        "mingchuang.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        blocking_threads=1,
        backlog=BACKLOG,
        respawn_failed_workers=True,
        respawn_interval=1.0,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
        log_dictconfig=logs.configuration(os.environ.get("MINGCHUANG_LOG_LEVEL", "INFO")),
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
