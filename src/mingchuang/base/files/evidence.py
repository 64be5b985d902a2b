"""What inspection finds in a file, whatever its kind."""

from dataclasses import dataclass, field

from mingchuang.base.files.kinds import Kind
from mingchuang.rules.refusals import Reason


@dataclass(frozen=True, slots=True)
class TextPart:
    """Words of the file and where they stand, in the reader's terms: 第3页, 工作表「名单」, 批注."""

    where: str
    text: str


@dataclass(slots=True)
class Inspection:
    """Everything found. With `reasons` the file may not be taken at all and the rest is empty.

    `metadata` maps a property's Chinese name to its value. `unread` names parts no machine has read.
    """

    kind: Kind | None = None
    reasons: list[Reason] = field(default_factory=list)
    text_parts: list[TextPart] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    tracked_changes: bool = False
    comments: int = 0
    hidden_sheets: list[str] = field(default_factory=list)
    hidden_rows: list[str] = field(default_factory=list)
    hidden_text: list[str] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)
    external: list[str] = field(default_factory=list)
    macros: bool = False
    location: bool = False
    signed: bool = False
    textless: bool = False
    unread: list[str] = field(default_factory=list)

    @property
    def media_type(self) -> str:
        return self.kind.media_type if self.kind else ""

    @property
    def blocking(self) -> list[str]:
        """Codes of what must be mended in the file itself before a public copy is made."""
        return [
            code
            for code, present in (
                ("tracked_changes", self.tracked_changes),
                ("comments", self.comments > 0),
                ("hidden_sheet", bool(self.hidden_sheets)),
                ("embedded", bool(self.embedded)),
            )
            if present
        ]

    def add_text(self, where: str, text: str) -> None:
        """Note words that are not only blanks."""
        if text.strip():
            self.text_parts.append(TextPart(where, text))

    def add_metadata(self, name: str, value: object) -> None:
        """Note a property that says something."""
        words = str(value or "").strip().strip("\0")
        if words:
            self.metadata[name] = words[:500]
