"""The platform as `make run` starts it, on an office of its own port, to be killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from bench.offices import ROOT

START_SECONDS = 120.0


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """`mingchuang serve` without the demo, behind a proxy it trusts; its address is `127.0.0.1:port`."""

    def __init__(self, folder: Path, log: Path, environment: dict[str, str]) -> None:
        self.port, self.log = free_port(), log
        self.environment = environment | {
            "DATA_DIR": str(folder),
            "PORT": str(self.port),
            "TRUSTED_PROXIES": "127.0.0.1",
            "MINGCHUANG_LOG_LEVEL": "WARNING",
        }
        self.environment.pop("PUBLIC_URL", None)

    def start(self) -> float:
        """Start it; the seconds until it answers. Raises RuntimeError when it does not."""
        began = time.monotonic()
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mingchuang", "serve"],
                env=self.environment,
                cwd=ROOT,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        while not self._answers():
            if time.monotonic() - began > START_SECONDS or self.process.poll() is not None:
                raise RuntimeError(
                    f"the server did not start: {self.log.read_text(encoding='utf-8')[-2000:]}"
                )
            time.sleep(0.1)
        return time.monotonic() - began

    def kill(self) -> None:
        """End all of it at once, as a power cut does: nothing may finish what it is at."""
        for process in self.family():
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()
        # The others end a moment later, and until then their port still takes calls.
        while self.family():
            time.sleep(0.01)

    def stop(self) -> None:
        """End it in good order, and by force what is left after that."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.kill()
        self.kill()

    def family(self) -> list[int]:
        """Every process of ours: they carry this port and this folder in their environment."""
        marks = {f"{name}={self.environment[name]}".encode() for name in ("PORT", "DATA_DIR")}
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit() and int(folder.name) != os.getpid():
                try:
                    if marks <= set((folder / "environ").read_bytes().split(b"\0")):
                        found.append(int(folder.name))
                except OSError:
                    continue
        return found

    def processor_seconds(self) -> float:
        """What all of it has used of the processors so far, user and system."""
        used = 0.0
        for process in self.family():
            try:
                words = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            except OSError:
                continue
            used += (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
        return used

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
