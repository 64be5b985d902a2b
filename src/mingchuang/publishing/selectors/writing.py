"""What the writing desk reads: one item with its draft, the filtered list, files, history."""

from typing import Any
from uuid import UUID

from django.db.models import (
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    prefetch_related_objects,
)

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.accounts.permissions import divisions_within
from mingchuang.base.accounts.selectors import open_divisions
from mingchuang.base.files.models import StoredFile
from mingchuang.base.shared_reads import keep, once
from mingchuang.publishing.models import (
    BodyImage,
    Column,
    Draft,
    DraftAttachment,
    DraftRevision,
    Edition,
    FindingAcceptance,
    Item,
    PublicationEvent,
    UnmergedCopy,
    ValidityAct,
    Version,
    VersionState,
)
from mingchuang.publishing.selectors.desk import drafts_visible_to, items_visible_to, versions_visible_to
from mingchuang.publishing.selectors.editions import WAITING, edition_rows
from mingchuang.publishing.selectors.gates import with_gates
from mingchuang.publishing.stages import CHINESE, with_stage
from mingchuang.rules.roles import Permission


def item_for(user: User, uid: UUID) -> Item | None:
    """An item this person may see, with its stage; None otherwise."""
    return with_stage(items_visible_to(user)).filter(uid=uid).first()


def draft_for(user: User, uid: UUID) -> Draft | None:
    """A draft this person may read: the Chinese one by the uid of its item, a translation by its own."""
    chinese = Q(chinese_of__uid=uid)
    translation = Q(edition__uid=uid, chinese_of=None)
    return (
        drafts_visible_to(user)
        .select_related(
            "edition__item__created_by",
            "based_on",
            "edition__released_version",
            "edition__translator",
            "source_version",
        )
        .filter(chinese | translation)
        .first()
    )


def draft_of(item: Item) -> Draft:
    """The Chinese draft of an item the person may already see."""
    return Draft.objects.select_related(
        "edition__item__division", "edition__released_version", "column", "updated_by", "based_on"
    ).get(chinese_of=item)


def draft_of_record(item: Item) -> Draft:
    """The Chinese draft of an item, read with all editions for `editions.states_of`.

    Inside `sharing()`, files, copies and acts that the item has none of are not asked for again.
    """
    rows = (
        edition_rows()
        .select_related("draft__column", "draft__updated_by", "draft__based_on")
        .annotate(
            has_files=Exists(DraftAttachment.objects.filter(draft__edition=OuterRef("pk"))),
            has_copies=Exists(UnmergedCopy.objects.filter(draft__edition=OuterRef("pk"), settled_at=None)),
            has_acts=Exists(ValidityAct.objects.filter(item=OuterRef("item_id"))),
        )
    )
    prefetch_related_objects([item], Prefetch("editions", rows, to_attr="known_editions"))
    known: Any = item
    chinese = next(edition for edition in known.known_editions if edition.language == CHINESE)
    draft: Draft = chinese.draft
    if not chinese.has_files:
        keep(("draft_files", draft.pk), [])
    if not chinese.has_copies:
        keep(("draft_copies", draft.pk), [])
    if not chinese.has_acts:
        keep(("acts_by_day", item.pk), [])
    return draft


def files_on(draft: Draft) -> list[DraftAttachment]:
    """Files on a draft in their order, read once a page."""
    return once(("draft_files", draft.pk), lambda: list(attachments_of(draft)))


def attachments_of(draft: Draft) -> QuerySet[DraftAttachment]:
    """Files on a draft in their order."""
    return draft.attachments.select_related("file").order_by("position", "id")


def versions_of(item: Item) -> QuerySet[Version]:
    """Versions of an item, newest first, with what their gates decided."""
    return (
        Version.objects.filter(edition__item=item, edition__language=CHINESE)
        .select_related(
            "edition",
            "submitted_by",
            "scheduled_by",
            "review_result__importer",
            "review_result__approver",
        )
        .prefetch_related(with_gates())
        .order_by("-number")
    )


def version_for(user: User, item: Item, number: int) -> Version | None:
    """One version of an item, when this person may see it."""
    return (
        versions_visible_to(user).filter(edition__item=item, edition__language=CHINESE, number=number).first()
    )


def waiting_version(item: Item) -> Version | None:
    """The version under review or waiting for release; None when there is none."""
    return (
        Version.objects.filter(edition__item=item, edition__language=CHINESE, state__in=WAITING)
        .order_by("-number")
        .first()
    )


def was_recalled(draft: Draft) -> bool:
    """Whether the newest version was taken back, so that the draft can be written on."""
    newest = draft.edition.versions.order_by("-number").first()
    return newest is not None and newest.state == VersionState.RECALLED and not draft.locked


def is_only_public(draft: Draft, waiting: Version | None) -> bool:
    """Whether nothing but what was released stands: no newer draft is open, no version is `waiting`."""
    return draft.edition.released_version_id is not None and draft.locked and waiting is None


def revisions_of(draft: Draft) -> QuerySet[DraftRevision]:
    """Every save of a draft, newest first, without its text."""
    return draft.revisions.select_related("saved_by").defer("snapshot").order_by("-revision")


def revision_of(draft: Draft, number: int) -> DraftRevision | None:
    """One save with its text."""
    return draft.revisions.select_related("saved_by").filter(revision=number).first()


def copy_of(user: User, draft: Draft, uid: UUID) -> UnmergedCopy | None:
    """A text that waits to be merged into this draft, for people who may read the draft."""
    if not drafts_visible_to(user).filter(pk=draft.pk).exists():
        return None
    return draft.unmerged.select_related("saved_by").filter(uid=uid).first()


def open_copies(draft: Draft) -> list[UnmergedCopy]:
    """Texts that wait to be merged into a draft, oldest first; read once a page."""
    return once(("draft_copies", draft.pk), lambda: list(_open_copies(draft)))


def _open_copies(draft: Draft) -> QuerySet[UnmergedCopy]:
    return draft.unmerged.filter(settled_at=None).select_related("saved_by").order_by("saved_at")


def events_of(item: Item) -> QuerySet[PublicationEvent]:
    """What happened to an item in public, newest first, with who did it."""
    return item.events.select_related("actor", "version__edition").order_by("-at", "-id")


def validity_acts_of(item: Item) -> list[ValidityAct]:
    """Acts on the validity of an item in the order of their days, read once a page."""
    acts = item.validity_acts.select_related("recorded_by").order_by("on", "id")
    return once(("acts_by_day", item.pk), lambda: list(acts))


def acceptances_of(edition: Edition) -> QuerySet[FindingAcceptance]:
    """Findings somebody kept with a reason."""
    return edition.acceptances.select_related("accepted_by").order_by("-accepted_at")


def columns_to_choose(chosen_id: int | None) -> list[Column]:
    """Open columns in tree order, and the chosen one even when it was closed since."""
    columns = Column.objects.with_tree_fields()
    return [column for column in columns if column.is_open or column.pk == chosen_id]


def all_columns() -> list[Column]:
    """Every column in tree order, for filters."""
    return list(Column.objects.with_tree_fields())


def divisions_to_write_in(user: User) -> list[Division]:
    """Open divisions in which a person may draft."""
    where = divisions_within(user, Permission.DRAFT_ITEM)
    divisions = open_divisions()
    return list(divisions if where == "all" else divisions.filter(pk__in=where))


def divisions_to_read(user: User) -> list[Division]:
    """Divisions whose work a person may read, for filters."""
    where = divisions_within(user, Permission.READ_WORK)
    divisions = Division.objects.all()
    return list(divisions if where == "all" else divisions.filter(pk__in=where))


def image_for(user: User, uid: UUID) -> StoredFile | None:
    """A picture in a text of an item this person may see; None otherwise."""
    row = (
        BodyImage.objects.filter(file__uid=uid, edition__item__in=items_visible_to(user))
        .select_related("file")
        .first()
    )
    return row.file if row else None


def made_once(user: User, key: str) -> Item | None:
    """The item a person made under this key: a second click leads to it instead of making another."""
    return Item.objects.filter(source_key=key, created_by=user).first()
