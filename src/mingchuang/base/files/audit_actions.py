"""Words for what is written down about files."""

from mingchuang.base.audit.registry import register_values
from mingchuang.base.files.kinds import KINDS
from mingchuang.base.files.models import FileState

register_values("media_type", {kind.media_type: kind.label for kind in KINDS})
register_values("state", dict(FileState.choices), "files.")
