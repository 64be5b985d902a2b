"""Keeps the parts of one installation running: starts them, starts them again, stops them in good order."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from mingchuang.base.processes import ending_with

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0
"""A part that ran this long was well; its next failure starts again with the shortest pause."""


@dataclass
class Part:
    """One child process: its command, how long it may take to stop, and how it has fared."""

    name: str
    command: Sequence[str]
    stop_seconds: float
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = FIRST_PAUSE
    start_at: float = field(default=0.0)


class Supervisor:
    """Runs parts until told to stop. Not for more than one use."""

    def __init__(
        self, parts: Sequence[Part], *, environment: Mapping[str, str], say: Callable[[str], None]
    ) -> None:
        self.parts = list(parts)
        self._environment = dict(environment)
        self._say = say
        self._stop = threading.Event()
        self._hurry = False

    def stop(self) -> None:
        """End everything; a second call does not wait any longer. Safe in a signal handler."""
        self._hurry = self._stop.is_set()
        self._stop.set()

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()

    def listen(self) -> None:
        """Stop on Ctrl-C, on SIGTERM, and when the terminal goes away."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, lambda *_: self.stop())

    def run(self, *, on_tick: Callable[[], None] | None = None) -> None:
        """Start the parts and keep them running; returns when all have ended."""
        try:
            while not self._stop.is_set():
                for part in self.parts:
                    self._look_after(part)
                if on_tick is not None:
                    on_tick()
                self._stop.wait(0.2)
        finally:
            self._end_all()

    def _look_after(self, part: Part) -> None:
        now = time.monotonic()
        if part.process is not None and part.process.poll() is not None:
            if now - part.started_at > STEADY_SECONDS:
                part.pause = FIRST_PAUSE
            code = part.process.returncode
            self._say(f"{part.name} 已退出（代码 {code}），{part.pause:.0f} 秒后重新启动 / restarting")
            part.process = None
            part.start_at = now + part.pause
            part.pause = min(part.pause * 2, LONGEST_PAUSE)
        if part.process is None and now >= part.start_at:
            part.started_at = now
            part.process = subprocess.Popen(  # noqa: S603 - our own commands
                list(part.command),
                env=self._environment,
                stdin=subprocess.DEVNULL,
                # Ctrl-C in a terminal goes to this process alone, which then stops the parts in order.
                start_new_session=True,
                preexec_fn=ending_with(os.getpid(), signal.SIGTERM),  # noqa: PLW1509 - this process has one thread
            )

    def _end_all(self) -> None:
        running = [part for part in self.parts if part.process is not None]
        for part in running:
            _signal(part, signal.SIGTERM)
        began = time.monotonic()
        for part in running:
            while part.process is not None and part.process.poll() is None:
                if self._hurry or time.monotonic() - began > part.stop_seconds:
                    self._say(f"{part.name} 未在限时内停止，强制结束 / killed")
                    _signal_group(part, signal.SIGKILL)
                    part.process.wait()
                    break
                time.sleep(0.05)


def _signal(part: Part, number: int) -> None:
    if part.process is not None and part.process.poll() is None:
        part.process.send_signal(number)


def _signal_group(part: Part, number: int) -> None:
    # A part leads its own session, so this also ends what it started.
    if part.process is not None:
        try:
            os.killpg(part.process.pid, number)
        except ProcessLookupError:
            return
