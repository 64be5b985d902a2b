"""Models of the publishing trunk, by what they are about."""

from mingchuang.publishing.models.baking import BakeHost, WithdrawalConfirmation
from mingchuang.publishing.models.columns import Column, FormerColumnAddress
from mingchuang.publishing.models.content import (
    Content,
    Draft,
    DraftAttachment,
    DraftEditor,
    DraftRevision,
    Edition,
    FindingAcceptance,
    Item,
    ItemState,
    Language,
    Version,
    VersionAttachment,
    VersionEditor,
    VersionState,
)
from mingchuang.publishing.models.copies import UnmergedCopy
from mingchuang.publishing.models.images import BodyImage
from mingchuang.publishing.models.imports import ImportBatch, ImportKind, ImportRow, ImportState
from mingchuang.publishing.models.projections import (
    ArchivePage,
    Citation,
    ListingBlock,
    ListingCount,
    ShownImage,
)
from mingchuang.publishing.models.register import CitedDocument, CitedStatus
from mingchuang.publishing.models.release import (
    EventKind,
    PublicationEvent,
    PublicListing,
    ValidityAct,
)
from mingchuang.publishing.models.rereading import ReleasedFinding
from mingchuang.publishing.models.review import (
    CheckFinding,
    GateDecision,
    KindGates,
    RequiredGate,
    ReviewKind,
    ReviewResult,
    WordEntry,
)
from mingchuang.publishing.models.scans import LinkCheck
from mingchuang.publishing.models.terms import TermEntry

__all__ = [
    "ArchivePage",
    "BakeHost",
    "BodyImage",
    "CheckFinding",
    "Citation",
    "CitedDocument",
    "CitedStatus",
    "Column",
    "Content",
    "Draft",
    "DraftAttachment",
    "DraftEditor",
    "DraftRevision",
    "Edition",
    "EventKind",
    "FindingAcceptance",
    "FormerColumnAddress",
    "GateDecision",
    "ImportBatch",
    "ImportKind",
    "ImportRow",
    "ImportState",
    "Item",
    "ItemState",
    "KindGates",
    "Language",
    "LinkCheck",
    "ListingBlock",
    "ListingCount",
    "PublicListing",
    "PublicationEvent",
    "ReleasedFinding",
    "RequiredGate",
    "ReviewKind",
    "ReviewResult",
    "ShownImage",
    "TermEntry",
    "UnmergedCopy",
    "ValidityAct",
    "Version",
    "VersionAttachment",
    "VersionEditor",
    "VersionState",
    "WithdrawalConfirmation",
    "WordEntry",
]
