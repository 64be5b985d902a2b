"""ZIP containers (DOCX, XLSX, PPTX, OFD) opened without trusting anything they say about themselves."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from mingchuang.base.files.kinds import encrypted
from mingchuang.rules.refusals import Refused

MOST_ENTRIES = 5_000
LARGEST_TOTAL = 200 * 1024 * 1024
LARGEST_XML = 40 * 1024 * 1024
"""A parsed part takes about ten times its size in memory."""
HIGHEST_RATIO = 200
"""Unpacked to packed; real office files stay under about 100."""
_SMALL = 1024 * 1024

_UNSAFE_NAME = re.compile(r"(?:^|/)\.\.(?:/|\Z)|^/|\\|^[A-Za-z]:|[\x00-\x1f]")
_ENCRYPTED_FLAG = 0x1
_READ_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""A packing method unknown to `zipfile` is a RuntimeError."""


def broken(label: str) -> Refused:
    """The file cannot be read as what it says it is."""
    return Refused.because(
        "file_broken", f"打不开这个{label}，可能已损坏，或只是改了扩展名。请用原程序重新导出后上传", "file"
    )


def _bomb() -> Refused:
    return Refused.because("file_bomb", "文件展开后大得不正常，不能接收。请用原程序另存一份再上传", "file")


class Container:
    """An opened container that passed every check of its directory. Reading stays within the limits."""

    def __init__(self, data: bytes, label: str) -> None:
        """Raises Refused for a bomb, an encrypted, damaged or deceitful container."""
        self.label = label
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _READ_ERRORS as error:
            raise broken(label) from error
        self.entries = self._zip.infolist()
        self.names = frozenset(entry.filename for entry in self.entries)
        self._check(data)

    def _check(self, data: bytes) -> None:
        total = sum(entry.file_size for entry in self.entries)
        if len(self.entries) > MOST_ENTRIES or total > LARGEST_TOTAL:
            raise _bomb()
        if total > _SMALL and total > HIGHEST_RATIO * len(data):
            raise _bomb()
        if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in self.entries):
            raise encrypted()
        if len(self.names) != len(self.entries) or any(_UNSAFE_NAME.search(name) for name in self.names):
            raise Refused.because(
                "file_deceitful",
                f"这个{self.label}内部的文件名不正常，不能接收。请用原程序另存一份再上传",
                "file",
            )
        # Bytes before the first entry or after the directory belong to another format.
        if not data.startswith(b"PK\x03\x04") or self._zip.comment or not _ends_with_directory(data):
            raise Refused.because(
                "file_polyglot",
                f"这个{self.label}里还藏着别的内容，不能接收。请用原程序另存一份再上传",
                "file",
            )

    def read(self, name: str) -> bytes:
        """The unpacked bytes of a part. Raises Refused when they are damaged."""
        try:
            return self._zip.read(name)
        except (KeyError, *_READ_ERRORS) as error:
            raise broken(self.label) from error

    def parts(self, pattern: str) -> Iterator[str]:
        """Names of parts that match `pattern` whole, in natural order."""
        matches = (name for name in self.names if re.fullmatch(pattern, name))
        return iter(sorted(matches, key=_natural))

    def xml(self, name: str) -> etree._Element:
        """The parsed part: no entities, no DTD, no network. Raises Refused for anything else."""
        data = self.read(name)
        if len(data) > LARGEST_XML:
            raise Refused.because(
                "file_too_complex", f"这个{self.label}内容太多，机器检查不了。请拆成几个文件上传", "file"
            )
        return parse_xml(data, self.label)


def _ends_with_directory(data: bytes) -> bool:
    return data[-22:-18] == b"PK\x05\x06"


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name)]


def parse_xml(data: bytes, label: str) -> etree._Element:
    """XML without DTD and entities. Raises Refused when it is damaged or declares any."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(label) from error
    if root.getroottree().docinfo.doctype:
        raise Refused.because(
            "file_entities", f"这个{label}里声明了外部实体，不能接收。请用原程序另存一份再上传", "file"
        )
    return root


def local(element: etree._Element) -> str:
    """The element's name without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
