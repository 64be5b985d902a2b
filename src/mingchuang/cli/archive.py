"""The backup file: a compressed tar whose last member lists every other one with its hash.

Names are ours on writing and checked on reading, so that a forged backup cannot write outside the folder
it is unpacked into.
"""

import hashlib
import io
import json
import os
import re
import shutil
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

MANIFEST = "manifest.json"
FORMAT = 1
_BLOCK = 1024 * 1024
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._\-]*")


class Damaged(Exception):
    """The file is not a whole backup of ours; the message says what is wrong."""


@dataclass(slots=True)
class Manifest:
    """What a backup says about itself. `files` maps each member's name to its SHA-256."""

    format: int
    made_at: str
    version: str
    database: str  # "sqlite" or "postgresql"
    with_secrets: bool
    files: dict[str, str] = field(default_factory=dict)


def write(target: Path, manifest: Manifest, members: Iterable[tuple[str, Path]]) -> int:
    """Write the members and the manifest; the number of members. The file appears whole or not at all.

    Raises FileExistsError when there is one already, Damaged when reading it back fails.
    """
    if target.exists():
        raise FileExistsError(target)
    part = target.with_name(target.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as raw:
            with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as tar:
                for name, path in members:
                    manifest.files[name] = _add(tar, name, path)
                _add_manifest(tar, manifest)
            raw.flush()
            os.fsync(raw.fileno())
        for _ in _verified(part):  # a backup that was not read back is none
            pass
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return len(manifest.files)


def read_manifest(source: Path) -> Manifest:
    """The manifest alone. Raises Damaged."""
    try:
        with tarfile.open(source, "r:gz") as tar:
            for member in tar:
                if member.name == MANIFEST and member.isfile():
                    return _parse(tar.extractfile(member))
    except (tarfile.TarError, OSError, EOFError) as error:
        raise Damaged(f"读不出这个文件：{error}") from error
    raise Damaged("文件里没有清单，不是完整的备份")


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack into an empty folder and check every hash. Raises Damaged; the folder may then be half full."""
    manifest = read_manifest(source)
    for name, handle in _verified(source):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as out:
            shutil.copyfileobj(handle, out, _BLOCK)
    return manifest


def is_safe(name: str) -> bool:
    """Whether a member's name stays below the folder and is of the kind we write."""
    parts = PurePosixPath(name).parts
    return bool(parts) and len(parts) <= 8 and all(_NAME.fullmatch(part) for part in parts)


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    if not is_safe(name):
        raise Damaged(f"文件名不能放入备份：{name}")
    with path.open("rb") as handle:
        hashing = _Hashing(handle)
        information = tarfile.TarInfo(name)
        # The size is taken from the open file, so that the member is whole even if the name is replaced.
        information.size = os.fstat(handle.fileno()).st_size
        information.mtime = int(os.fstat(handle.fileno()).st_mtime)
        information.mode = 0o600
        tar.addfile(information, hashing)  # type: ignore[arg-type]
        return hashing.digest.hexdigest()


def _add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True).encode()
    information = tarfile.TarInfo(MANIFEST)
    information.size = len(text)
    information.mode = 0o600
    tar.addfile(information, io.BytesIO(text))


def _verified(source: Path) -> Iterator[tuple[str, "_Hashing"]]:
    """Each member's name and content; hashes are compared as the content is used up."""
    wanted = read_manifest(source).files
    seen = set()
    try:
        with tarfile.open(source, "r:gz") as tar:
            for member in tar:
                if member.name == MANIFEST:
                    continue
                handle = tar.extractfile(member) if member.isfile() and is_safe(member.name) else None
                if handle is None or member.name not in wanted or member.name in seen:
                    raise Damaged(f"备份里有不该有的内容：{member.name[:80]}")
                seen.add(member.name)
                hashing = _Hashing(handle)
                yield member.name, hashing
                hashing.drain()
                if hashing.digest.hexdigest() != wanted[member.name]:
                    raise Damaged(f"内容与清单不符：{member.name}")
    except (tarfile.TarError, OSError, EOFError) as error:
        raise Damaged(f"读不出这个文件：{error}") from error
    if missing := set(wanted) - seen:
        raise Damaged(f"缺少 {len(missing)} 个文件，例如 {min(missing)}")


def _parse(handle: IO[bytes] | None) -> Manifest:
    try:
        manifest = Manifest(**json.loads(handle.read() if handle else b""))
    except (ValueError, TypeError) as error:
        raise Damaged("清单读不懂，不是本平台的备份") from error
    if manifest.format != FORMAT:
        raise Damaged(f"备份格式是第 {manifest.format} 版，本程序只认第 {FORMAT} 版，请用更新的程序恢复")
    return manifest


class _Hashing:
    """A readable that hashes what is read through it."""

    def __init__(self, handle: IO[bytes]) -> None:
        self._handle = handle
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._handle.read(size)
        self.digest.update(block)
        return block

    def drain(self) -> None:
        while self.read(_BLOCK):
            pass
