"""The offices benches work on: built once for a size and a seed, copied for benches that write.

An office is a DATA_DIR and a database, SQLite inside the folder or PostgreSQL in a cluster of our own. It is
built anew when the generator, the tables or the format of the index have changed. Everything lies in one
folder outside the repository (`BENCH_DIR`), because PostgreSQL must reach it under another user.
"""

import hashlib
import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOME = Path(os.environ.get("BENCH_DIR") or f"/var/tmp/mingchuang-bench-{zlib.crc32(str(ROOT).encode()):08x}")
GENERATOR = ("generator.py", "office_rows.py", "loading.py", "language.py", "content.py")
REQUEST_GENERATOR = (
    *("request_generator.py", "request_rows.py", "request_tables.py", "request_lives.py"),
    *("generator.py", "loading.py"),
    *("../src/mingchuang/casework/chains.py", "../src/mingchuang/rules/requests/running.py"),
)
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0777",
    "max_connections": "60",
    "shared_buffers": "'2GB'",
    "maintenance_work_mem": "'512MB'",
    "work_mem": "'64MB'",
    "max_wal_size": "'8GB'",
    "effective_cache_size": "'8GB'",
    "default_toast_compression": "lz4",
}
BUILT = ".built"
"""The file of a finished office: what each command took, in seconds."""

INDEXES = ("public", "desk")

Step = tuple[tuple[str, ...], ...]
"""Commands of a step, which run side by side."""


@dataclass(frozen=True, slots=True)
class Office:
    """Where an office lies."""

    folder: Path
    database_url: str

    def environment(self) -> dict[str, str]:
        """The environment in which a process works on this office."""
        return (
            {"MINGCHUANG_LOG_LEVEL": "WARNING"}
            | os.environ
            | {
                "DATA_DIR": str(self.folder),
                "DATABASE_URL": self.database_url,
                "DJANGO_SETTINGS_MODULE": "mingchuang.config.settings",
                "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            }
        )


def fingerprint(files: tuple[str, ...] = GENERATOR) -> str:
    """What decides whether a built office is still the one the code would build."""
    digest = hashlib.sha256(_index_format().encode())
    for name in files:
        digest.update((ROOT / "bench" / name).read_bytes())
    for path in sorted((ROOT / "src").glob("**/migrations/0*.py")):
        digest.update(f"{path.relative_to(ROOT)}".encode() + path.read_bytes())
    return digest.hexdigest()[:10]


def _index_format() -> str:
    """FORMAT of the search index, read without the module, which wants Django."""
    schema = ROOT / "src/mingchuang/base/search/schema.py"
    found = re.search(r'^FORMAT = "(.+)"$', schema.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise ValueError(f"{schema} names no FORMAT")
    return found[1]


class Offices:
    """Builds, finds and copies offices on one kind of database."""

    def __init__(self, vendor: str, seed: int, *, in_place: bool = False) -> None:
        """With `in_place` benches work on the built offices themselves, where no room is left for copies."""
        self.vendor, self.seed, self.in_place = vendor, seed, in_place
        self.cluster = Cluster(HOME / "postgres") if vendor == "postgresql" else None
        self._building: dict[str, threading.Lock] = {}
        HOME.mkdir(mode=0o755, exist_ok=True)

    def shared(self, size: int) -> Office:
        """The office of that many items, built when it is not there."""
        steps = (
            (("bench.generator", "--items", str(size), "--seed", str(self.seed)),),
            tuple(("mingchuang", "reindex", "--index", index) for index in INDEXES),
        )
        return self._built(f"{self.vendor}_{size}_{self.seed}_", fingerprint(), steps)

    def with_requests(self, size: int) -> Office:
        """The office of that many requests and no items, built when it is not there."""
        step = (("bench.request_generator", "--requests", str(size), "--seed", str(self.seed)),)
        family = f"requests_{self.vendor}_{size}_{self.seed}_"
        return self._built(family, fingerprint(REQUEST_GENERATOR), (step,))

    def prepare(self, wanted: Iterable[tuple[str, int]]) -> None:
        """Build what benches will ask for by kind of data and size, several at a time."""
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            list(pool.map(lambda one: self._source(*one), dict.fromkeys(wanted)))

    def _source(self, kind: str, size: int) -> Office:
        if kind == "requests":
            return self.with_requests(size)
        return self.shared(0 if kind == "empty" else size)

    def _built(self, family: str, fingerprint: str, steps: tuple[Step, ...]) -> Office:
        office = self._at(family + fingerprint)
        if self.cluster is not None:
            self.cluster.start()
        with self._building.setdefault(family, threading.Lock()):
            if not (office.folder / BUILT).exists():
                self._build(office, family, steps)
        return office

    def _build(self, office: Office, family: str, steps: tuple[Step, ...]) -> None:
        for old in HOME.glob(f"{family}*"):
            self.drop(self._at(old.name))
        self._create(office, template="")
        took: dict[str, float] = {}
        with ThreadPoolExecutor(max(map(len, steps))) as pool:
            for step in steps:
                seconds = pool.map(lambda command: _run(office, *command), step)
                took |= {" ".join(command): taken for command, taken in zip(step, seconds, strict=True)}
        (office.folder / BUILT).write_text(json.dumps(took), encoding="utf-8")

    @contextmanager
    def lent(self, kind: str, size: int) -> Iterator[Office]:
        """An office for one bench: the shared one, a copy of it or of the one with requests, or an empty one.

        Copies are thrown away. With `in_place` only the empty office is copied.
        """
        source = self._source(kind, size)
        if kind == "read" or (self.in_place and kind != "empty"):
            yield source
            return
        office = self._at(f"{self.vendor}_lent_{os.getpid()}")
        try:
            self._create(office, template=source.folder.name)
            yield office
        finally:
            self.drop(office)

    def _at(self, name: str) -> Office:
        folder = HOME / name
        if self.cluster is None:
            return Office(folder, f"sqlite:///{folder / 'mingchuang.sqlite3'}")
        return Office(folder, self.cluster.url(name))

    def _create(self, office: Office, *, template: str) -> None:
        shutil.rmtree(office.folder, ignore_errors=True)
        if template:
            subprocess.run(
                ["cp", "-a", "--reflink=auto", str(HOME / template), str(office.folder)], check=True
            )
        else:
            office.folder.mkdir()
        if self.cluster is not None:
            self.cluster.create(office.folder.name, template)

    def drop(self, office: Office) -> None:
        """Throw an office away."""
        shutil.rmtree(office.folder, ignore_errors=True)
        if self.cluster is not None:
            self.cluster.drop(office.folder.name)


def _run(office: Office, module: str, *arguments: str) -> float:
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", module, *arguments], env=office.environment(), cwd=ROOT, check=True)
    return time.monotonic() - started


class Cluster:
    """A PostgreSQL of our own: own folder, own socket, no port. Started at first use, stopped by `stop`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running = False
        self._starting = threading.Lock()

    def url(self, name: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://mingchuang@{str(self.folder).replace('/', '%2F')}/{name}"

    def create(self, name: str, template: str = "") -> None:
        """Make a database, as a copy of another when a template is named."""
        self.start()
        self._tool(
            "createdb", "-h", str(self.folder), "-U", "mingchuang", "-T", template or "template0", name
        )

    def drop(self, name: str) -> None:
        """Remove a database if it is there."""
        self.start()
        self._tool("dropdb", "-h", str(self.folder), "-U", "mingchuang", "--if-exists", "--force", name)

    def start(self) -> None:
        """Start the server, after making the cluster when there is none."""
        with self._starting:
            if not self.running:
                self._start()

    def _start(self) -> None:
        data = self.folder / "data"
        if not (data / "PG_VERSION").exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(mode=0o711)
            if os.getuid() == 0:
                shutil.chown(self.folder, "postgres")
            self._tool(
                "initdb", "-D", str(data), "-U", "mingchuang", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
            )
        options = " ".join(f"-c {name}={value}" for name, value in self._settings().items())
        self._tool("pg_ctl", "-D", str(data), "-l", str(self.folder / "log"), "-w", "-o", options, "start")
        self.running = True

    def stop(self) -> None:
        """Stop the server; its databases stay for the next run."""
        if self.running:
            self._tool("pg_ctl", "-D", str(self.folder / "data"), "-m", "fast", "-w", "stop")
            self.running = False

    def _settings(self) -> dict[str, str]:
        return SETTINGS | {"unix_socket_directories": f"'{self.folder}'"}

    def _tool(self, name: str, *arguments: str) -> None:
        newest = max(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), default=None)
        program = str(newest or shutil.which(name) or name)
        user = {"user": pwd.getpwnam("postgres").pw_uid} if os.getuid() == 0 else {}
        # A file takes the output: the server would keep a pipe open for as long as it runs.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(
                [program, *arguments], stdout=output, stderr=output, cwd="/", check=False, **user
            )
            if done.returncode:
                output.seek(0)
                raise RuntimeError(f"{name}: {output.read().decode(errors='replace')}")
