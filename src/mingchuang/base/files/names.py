"""What a file is called when it is downloaded: readable, and unable to do harm on any system."""

import re
import unicodedata

from mingchuang.base.files.kinds import Kind

LONGEST_NAME = 120
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)


def download_name(name: str, kind: Kind) -> str:
    """The last part of `name` without control, direction and reserved characters, with the right extension.

    Never empty, at most 120 characters, never a path.
    """
    last = re.split(r"[/\\]", name.replace("\0", ""))[-1]
    kept = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    kept = _FORBIDDEN.sub("_", " ".join(kept.split()))
    extension = next((e for e in kind.extensions if kept.lower().endswith(e)), "")
    stem = kept[: len(kept) - len(extension)].strip(". ")
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    extension = extension or kind.extensions[0]
    return f"{stem[: LONGEST_NAME - len(extension)].rstrip('. ') or '附件'}{extension}"
