"""The archive package of a case: a ZIP that proves itself to whoever holds it, without this platform.

Pure, so that an archive or a court can verify one far from the database it came from. The manifest names
the digest of every member, the events carry the chain they were written in, and the texts are compared
with the salted digests in the events. Who changes a paper and the manifest alike is found by the digest
of the manifest, which the audit trail holds.
"""

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, Any

from mingchuang.casework import chains

FORMAT = "mingchuang-case-package/1"
MANIFEST, CASE, EVENTS, TEXTS = "manifest.json", "case.json", "events.json", "texts.json"
CLOCKS, README = "clocks.json", "README.txt"
PAPERS = "papers/"
MOST_JSON_BYTES = 64 * 1024 * 1024
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
"""What reading a damaged package may raise; an unknown packing method is a RuntimeError."""
_CHUNK = 1024 * 1024
_UNSAFE = re.compile(r"[^\w.（）\-]+|\.{2,}")


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a case: what it is called (any text; made safe when it is packed) and its content."""

    name: str
    data: bytes


@dataclass(slots=True)
class Verified:
    """What a verification found; `manifest_digest` is what the audit trail can be asked for."""

    number: str = ""
    members: int = 0
    events: int = 0
    manifest_digest: str = ""
    damage: list[str] = field(default_factory=list)


def canonical(content: Any) -> bytes:
    """JSON that is the same for the same content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def member_name(number: int, given: str) -> str:
    """A name for a paper that can neither leave the folder nor hide another."""
    flat = _UNSAFE.sub("_", given).strip("._") or "paper"
    stem, suffix = PurePosixPath(flat).stem[:60], PurePosixPath(flat).suffix[:10]
    return f"{PAPERS}{number:03d}-{stem}{suffix}"


def pack(
    out: IO[bytes], members: Iterable[tuple[str, bytes]], about: Mapping[str, Any], now: datetime
) -> str:
    """Write the members and their manifest; the digest of the manifest.

    Members are taken one at a time, so that only one paper is held in memory. `about` is written into the
    manifest. Raises ValueError when two members have the same name.
    """
    listed: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members:
            if name in listed or name == MANIFEST:
                raise ValueError(f"two members of the package are called {name}")
            listed[name] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            packed.writestr(_entry(name, now), data)
        manifest = canonical({"format": FORMAT, **about, "members": listed})
        packed.writestr(_entry(MANIFEST, now), manifest)
    return hashlib.sha256(manifest).hexdigest()


def _entry(name: str, now: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, now.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def verify(file: IO[bytes]) -> Verified:
    """Name everything in a package that is not as it was packed. Nothing is unpacked to disk."""
    found = Verified()
    try:
        with zipfile.ZipFile(file) as packed:
            _verify(packed, found)
    except _DAMAGED:
        found.damage.append("不是完整的 ZIP 文件")
    return found


def _verify(packed: zipfile.ZipFile, found: Verified) -> None:
    raw = _read(packed, MANIFEST, found)
    manifest = _parsed(raw, MANIFEST, found)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found.damage.append(f"{MANIFEST}：不是来件归档包的清单")
        return
    listed = manifest.get("members")
    if not isinstance(listed, dict):
        found.damage.append(f"{MANIFEST}：没有列出文件")
        return
    found.number, found.members = str(manifest.get("number", "")), len(listed)
    found.manifest_digest = hashlib.sha256(raw).hexdigest()
    found.damage += _compare(packed, listed)
    events = _parsed(_read(packed, EVENTS, found), EVENTS, found)
    texts = _parsed(_read(packed, TEXTS, found), TEXTS, found)
    if isinstance(events, list) and isinstance(texts, list):
        found.events = len(events)
        found.damage += _chain(str(manifest.get("case", "")), str(manifest.get("last_hash", "")), events)
        found.damage += _texts(events, texts)


def _compare(packed: zipfile.ZipFile, listed: Mapping[str, Any]) -> Iterator[str]:
    names = packed.namelist()
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{name}：在包内出现多次"
    for name in sorted(set(names) - set(listed) - {MANIFEST}):
        yield f"{name}：清单中没有，是后来放入的"
    for name, expected in sorted(listed.items()):
        if name not in names:
            yield f"{name}：已缺失"
        elif not isinstance(expected, dict) or _digest(packed, name) != expected.get("sha256"):
            yield f"{name}：内容与归档时不一致"


def _digest(packed: zipfile.ZipFile, name: str) -> str:
    running = hashlib.sha256()
    try:
        with packed.open(name) as member:
            while chunk := member.read(_CHUNK):
                running.update(chunk)
    except _DAMAGED:
        return ""
    return running.hexdigest()


def _read(packed: zipfile.ZipFile, name: str, found: Verified) -> bytes:
    try:
        with packed.open(name) as member:
            data = member.read(MOST_JSON_BYTES + 1)
    except KeyError:
        found.damage.append(f"{name}：已缺失")
        return b""
    except _DAMAGED:
        found.damage.append(f"{name}：不能读取，内容已损坏")
        return b""
    if len(data) > MOST_JSON_BYTES:
        found.damage.append(f"{name}：过大，没有核对")
        return b""
    return data


def _parsed(raw: bytes, name: str, found: Verified) -> Any:
    if not raw:
        return None
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        found.damage.append(f"{name}：不是 JSON")
        return None


def _chain(case_uid: str, last_hash: str, events: list[Any]) -> Iterator[str]:
    prev = chains.GENESIS
    for place, event in enumerate(events, start=1):
        where = f"{EVENTS} 第{place}条"
        try:
            own = _hash_of(case_uid, event)
        except (KeyError, TypeError, ValueError):
            yield f"{where}：缺少内容，不能核对"
            return
        if event["seq"] != place:
            yield f"{where}：序号不连续，有事件被删除或插入"
            return
        if event["prev_hash"] != prev:
            yield f"{where}：与上一条事件不衔接"
        if own != event["hash"]:
            yield f"{where}：内容与登记时不一致"
        prev = event["hash"]
    if prev != last_hash:
        yield f"{EVENTS}：最后一条事件与清单不一致"


def _hash_of(case_uid: str, event: Mapping[str, Any]) -> str:
    return chains.event_hash(
        case_uid=case_uid,
        seq=event["seq"],
        event=event["event"],
        state=event["state"],
        at=datetime.fromisoformat(event["at"]),
        actor_uid=event["actor"],
        data=event["data"],
        prev_hash=event["prev_hash"],
    )


def _texts(events: list[Any], texts: list[Any]) -> Iterator[str]:
    try:
        by_seq = {text["seq"]: (str(text["salt"]), str(text["text"])) for text in texts}
        digests = {event["seq"]: event["data"].get("text") for event in events}
    except (KeyError, TypeError, AttributeError):
        yield f"{TEXTS}：缺少内容，不能核对"
        return
    for seq in sorted(set(by_seq) | {seq for seq, digest in digests.items() if digest}):
        where = f"{TEXTS} 第{seq}条事件的文字"
        salt, text = by_seq.get(seq, ("", ""))
        if seq not in by_seq:
            yield f"{where}：已缺失"
        elif not digests.get(seq):
            yield f"{where}：事件登记时没有文字"
        elif salt and chains.salted_digest(salt, text) != digests[seq]:
            yield f"{where}：与登记时不一致"
        elif not salt and text:
            yield f"{where}：已失去校验依据"
