"""Items, their language editions, the mutable draft and the immutable versions.

A draft is written on, saved by itself and may be saved by two people; submitting it makes a version,
whose content the database refuses to change (see `guards`). Reviews, releases and files bind to versions.
"""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import Division
from mingchuang.base.files.models import StoredFile
from mingchuang.base.ids import new_uid
from mingchuang.publishing.models.columns import Column
from mingchuang.rules.disclosure import ATTRIBUTE_LABELS, GROUND_RULES

ATTRIBUTE_CHOICES = [(code.value, label) for code, label in ATTRIBUTE_LABELS.items()]
GROUND_CHOICES = [(code.value, rule.term) for code, rule in GROUND_RULES.items()]


class Language(models.TextChoices):
    """Languages of editions; the values are Django language codes."""

    ZH = "zh-hans", "中文"
    EN = "en", "English"
    JA = "ja", "日本語"
    KO = "ko", "한국어"


class ItemState(models.TextChoices):
    """Where an item stands in public. Its validity is never a state: see ValidityAct."""

    NEW = "new", _("未发布")
    PUBLISHED = "published", _("已发布")
    WITHDRAWING = "withdrawing", _("正在撤下")
    WITHDRAWN = "withdrawn", _("已撤下")
    DISCARDED = "discarded", _("已废弃")


class Item(models.Model):
    """What is written and published, in whatever language and version."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    kind = models.CharField(max_length=30, db_index=True)
    division = models.ForeignKey(Division, models.PROTECT, related_name="items")
    state = models.CharField(max_length=20, choices=ItemState.choices, default=ItemState.NEW, db_index=True)
    index_number = models.CharField(_("索引号"), max_length=40, unique=True, null=True, blank=True)
    source_key = models.CharField(max_length=200, unique=True, null=True, blank=True)
    publication_due_on = models.DateField(null=True, blank=True, db_index=True)
    calendar_version = models.CharField(max_length=64, blank=True)
    first_released_at = models.DateTimeField(null=True, blank=True, db_index=True)
    original_published_on = models.DateField(_("原发布日期"), null=True, blank=True)
    original_source = models.CharField(_("原载"), max_length=300, blank=True)
    discarded_reason = models.CharField(_("废弃原因"), max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("信息")
        indexes = [
            models.Index(fields=["state", "publication_due_on"]),
            models.Index(fields=["division", "state", "kind"], name="items_by_division"),
        ]

    def __str__(self) -> str:
        return self.index_number or str(self.uid)


class Edition(models.Model):
    """An item in one language. `source_version` is the Chinese version that its public text says.

    `withdrawing_since` is set from the withdrawal of this language alone until every host has confirmed it.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="editions")
    language = models.CharField(max_length=10, choices=Language.choices, default=Language.ZH)
    released_version = models.ForeignKey("Version", models.PROTECT, related_name="+", null=True, blank=True)
    source_version = models.ForeignKey("Version", models.PROTECT, related_name="+", null=True, blank=True)
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawing_since = models.DateTimeField(_("开始撤下"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "language"], name="one_edition_a_language")]
        # Translations are few, and the table of languages asks nothing else of them.
        indexes = [models.Index(fields=["language", "item", "source_version"], name="edition_by_language")]

    def __str__(self) -> str:
        return f"{self.item} {self.language}"

    @property
    def is_foreign(self) -> bool:
        """Whether this is a translation of the item's Chinese edition."""
        return self.language != Language.ZH

    @property
    def desk_uid(self) -> UUID:
        """What the desk's writing pages know it by: the Chinese text goes by its item."""
        return self.uid if self.is_foreign else self.item.uid

    @property
    def desk_path(self) -> str:
        """The address at the desk where it is seen how the edition stands."""
        return f"/desk/{'editions' if self.is_foreign else 'items'}/{self.desk_uid}/"


class Content(models.Model):
    """The fields that readers see and gates sign; shared by draft and version."""

    title = models.CharField(_("标题"), max_length=300, blank=True)
    document_number = models.CharField(_("发文字号"), max_length=80, blank=True)
    formed_on = models.DateField(_("成文日期"), null=True, blank=True)
    effective_on = models.DateField(_("施行日期"), null=True, blank=True)
    expires_on = models.DateField(_("有效期至"), null=True, blank=True)
    issuer = models.CharField(_("发布机构"), max_length=120, blank=True)
    content_source = models.CharField(_("信息来源"), max_length=120, blank=True)
    abstract = models.TextField(_("内容概述"), blank=True, max_length=500)
    body = models.TextField(_("正文"), blank=True)
    keywords = models.JSONField(_("主题词"), default=list, blank=True)
    attribute = models.CharField(_("公开属性"), max_length=20, choices=ATTRIBUTE_CHOICES, blank=True)
    ground = models.CharField(_("不予公开的依据"), max_length=30, choices=GROUND_CHOICES, blank=True)
    attribute_reason = models.TextField(_("理由"), blank=True, max_length=1000)
    statutory_item = models.CharField(_("法定主动公开事项"), max_length=10, blank=True)
    column = models.ForeignKey(
        Column, models.PROTECT, verbose_name=_("栏目"), related_name="+", null=True, blank=True
    )
    extra = models.JSONField(default=dict, blank=True)
    public_note = models.CharField(_("更正说明"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class Draft(Content):
    """The text being written. `revision` grows with every save; a save must name the one it started from.

    `source_version` is the Chinese version a translation is made from. `chinese_of` is the item whose Chinese
    text this is, nothing for a translation: its edition says the same, and the database sees to that, but
    lists in an order of drafts meet their items by an index alone with it.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="draft")
    chinese_of = models.OneToOneField(Item, models.CASCADE, related_name="chinese_draft", null=True)
    revision = models.PositiveIntegerField(default=0)
    locked = models.BooleanField(default=False)
    based_on = models.ForeignKey("Version", models.PROTECT, related_name="+", null=True, blank=True)
    source_version = models.ForeignKey("Version", models.PROTECT, related_name="+", null=True, blank=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("草稿")
        # Drafts hold whole texts: what lists sort and narrow by stands whole in an index.
        indexes = [
            models.Index(fields=["edition"], condition=models.Q(locked=False), name="open_drafts"),
            models.Index(fields=["edition", "updated_at"], name="draft_changes"),
            models.Index(fields=["column", "chinese_of"], name="drafts_by_column"),
            models.Index(fields=["updated_at", "id", "chinese_of", "column"], name="drafts_by_change"),
            models.Index(fields=["title", "id", "chinese_of", "column"], name="drafts_by_title"),
        ]


class DraftRevision(models.Model):
    """What a draft was at one save; nothing written is lost, whoever saved over it."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="revisions")
    revision = models.PositiveIntegerField()
    snapshot = models.JSONField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint(fields=["draft", "revision"], name="one_snapshot_a_revision")]

    def __str__(self) -> str:
        return f"{self.draft_id}#{self.revision}"


class DraftEditor(models.Model):
    """Who wrote on a draft since the version it started from; none of them may review it."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="editors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "user"], name="one_row_a_draft_editor")]

    def __str__(self) -> str:
        return f"{self.draft_id}:{self.user_id}"


class DraftAttachment(models.Model):
    """A file on a draft."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    title = models.CharField(_("附件名称"), max_length=200)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class FindingAcceptance(models.Model):
    """A finding of the automatic checks that somebody accepted with a reason, by its fingerprint."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="acceptances")
    fingerprint = models.CharField(max_length=64)
    rule = models.CharField(max_length=60)
    excerpt = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "fingerprint"], name="one_acceptance")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.excerpt}"


class VersionState(models.TextChoices):
    """Where a version stands. Only the services of this trunk move it, and the database guards `released`."""

    IN_REVIEW = "in_review", _("审核中")
    REJECTED = "rejected", _("已退回")
    RECALLED = "recalled", _("已撤回修改")
    CLEARED = "cleared", _("待发布")
    SCHEDULED = "scheduled", _("定时发布")
    RELEASED = "released", _("已发布")
    SUPERSEDED = "superseded", _("已被新版本替代")


class Version(Content):
    """One immutable text of an edition, from submission on."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=VersionState.choices, default=VersionState.IN_REVIEW)
    content_hash = models.CharField(max_length=64)
    based_on = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    source_version = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    scheduled_for = models.DateTimeField(null=True, blank=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("版本")
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="one_version_a_number")]
        indexes = [
            models.Index(fields=["state", "scheduled_for"]),
            models.Index(
                fields=["edition"],
                condition=models.Q(
                    state__in=[VersionState.IN_REVIEW, VersionState.CLEARED, VersionState.SCHEDULED]
                ),
                name="versions_in_flow",
            ),
        ]


class VersionEditor(models.Model):
    """Who wrote on a version; frozen at submission."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="editors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "user"], name="one_row_a_version_editor")]

    def __str__(self) -> str:
        return f"{self.version_id}:{self.user_id}"


class VersionAttachment(models.Model):
    """A file on a version; frozen at submission."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title
