"""Letters of cases, the wording they are drafted from, and how they were handed over.

An issued letter never changes: its text is hashed, its files are kept, and the database itself refuses
anything but voiding it, taking its signed original back once, and erasing what is personal in it.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.files.models import StoredFile
from mingchuang.base.ids import new_uid
from mingchuang.base.triggers.services import Trigger, append_only, declare, guard
from mingchuang.casework.models import Case
from mingchuang.rules.letters.delivery import WAY_LABELS
from mingchuang.rules.letters.kinds import LETTERS


class LetterState(models.TextChoices):
    """How far a letter has come."""

    DRAFT = "draft", _("拟稿")
    APPROVED = "approved", _("已核准")
    ISSUED = "issued", _("已印发")
    VOIDED = "voided", _("已作废")


if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise

KINDS = [(kind.value, rule.name) for kind, rule in LETTERS.items()]


def _person(label: "Label", *, null: bool = True) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+", verbose_name=label
    )


def _file(label: "Label") -> models.ForeignKey:
    return models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=label)


class Wording(models.Model):
    """One version of the office's wording for a kind. Append-only; the highest version is in use."""

    kind = models.CharField(_("文书种类"), max_length=40, choices=KINDS)
    version = models.PositiveIntegerField(_("版本"))
    paragraphs = models.JSONField(_("段落"))
    saved_by = _person(_("修改人"), null=False)
    saved_at = models.DateTimeField(_("修改时间"))

    class Meta:
        verbose_name = _("文书用语")
        verbose_name_plural = _("文书用语")
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="letters_wording_version")]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class Letter(models.Model):
    """One letter. `content` is `rules.letters.content.LetterContent` as JSON, `digest` its hash.

    `series`, `year` and `serial` make up `number`; all are empty until it is issued and stay when it is
    voided. `docx` and `pdf` are made when it is issued, `signed` is the original that came back.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="letters", verbose_name=_("来件"))
    kind = models.CharField(_("文书种类"), max_length=40, choices=KINDS)
    state = models.CharField(_("状态"), max_length=10, choices=LetterState, default=LetterState.DRAFT)
    number = models.CharField(_("文书编号"), max_length=60, unique=True, null=True)
    series = models.CharField(_("编号序列"), max_length=40, blank=True)
    year = models.PositiveIntegerField(_("年份"), null=True)
    serial = models.PositiveIntegerField(_("序号"), null=True)
    content = models.JSONField(_("内容"))
    digest = models.CharField(_("内容摘要"), max_length=64)
    wording = models.ForeignKey(
        Wording, models.PROTECT, null=True, related_name="+", verbose_name=_("所用文书用语")
    )
    drafted_by = _person(_("拟稿人"), null=False)
    drafted_at = models.DateTimeField(_("拟稿时间"))
    approved_by = _person(_("核准人"))
    approved_at = models.DateTimeField(_("核准时间"), null=True)
    issued_by = _person(_("印发人"))
    issued_at = models.DateTimeField(_("印发时间"), null=True)
    issued_on = models.DateField(_("印发日期"), null=True)
    voided_by = _person(_("作废人"))
    voided_at = models.DateTimeField(_("作废时间"), null=True)
    void_reason = models.TextField(_("作废理由"), blank=True)
    docx = _file(_("Word 文档"))
    pdf = _file(_("PDF 文件"))
    signed = _file(_("签章原件"))
    erased_at = models.DateTimeField(_("清除时间"), null=True)

    class Meta:
        verbose_name = _("文书")
        verbose_name_plural = _("文书")
        ordering = ["-drafted_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "serial"], name="letters_series_serial"),
            models.CheckConstraint(
                condition=~models.Q(state="issued")
                | (models.Q(number__isnull=False) & models.Q(issued_on__isnull=False)),
                name="letters_issued_has_number",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.uid)


class Delivery(models.Model):
    """One handing-over of a letter (送达). Append-only, but that the recipient may be erased."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="deliveries", verbose_name=_("文书"))
    way = models.CharField(
        _("送达方式"), max_length=10, choices=[(way.value, label) for way, label in WAY_LABELS.items()]
    )
    on = models.DateField(_("送达日期"))
    recipient = models.CharField(_("收取人"), max_length=100, blank=True)
    mail_number = models.CharField(_("邮件编号"), max_length=20, blank=True)
    proof = _file(_("送达凭证"))
    recorded_by = _person(_("登记人"), null=False)
    recorded_at = models.DateTimeField(_("登记时间"))
    erased_at = models.DateTimeField(_("清除时间"), null=True)

    class Meta:
        verbose_name = _("送达")
        verbose_name_plural = _("送达")
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.way} {self.on}"


def _changed(*columns: str) -> tuple[str, str]:
    """The condition "one of these columns changes", for SQLite and PostgreSQL."""
    return (
        " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in columns),
        " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns),
    )


def _never_changes(name: str, table: str, when: str, columns: tuple[str, ...], message: str) -> Trigger:
    sqlite, postgres = _changed(*columns)
    return guard(
        name,
        table,
        on="UPDATE",
        sqlite_when=f"({when}) AND ({sqlite})",
        postgres_when=f"({when}) AND ({postgres})",
        message=message,
    )


_NUMBERED = ("number", "series", "year", "serial")
_ISSUED = (
    *("uid", "case_id", "kind", *_NUMBERED, "digest", "wording_id"),
    *("drafted_by_id", "drafted_at", "approved_by_id", "approved_at"),
    *("issued_by_id", "issued_at", "issued_on"),
)

declare(
    *append_only("letters_wording"),
    guard(
        "letters_letter_no_delete",
        "letters_letter",
        on="DELETE",
        sqlite_when="1",
        postgres_when="TRUE",
        message="letters are voided, never deleted",
    ),
    _never_changes(
        "letters_letter_issued",
        "letters_letter",
        "OLD.issued_at IS NOT NULL OR OLD.state = 'voided'",
        _ISSUED,
        "an issued letter never changes",
    ),
    _never_changes(
        "letters_letter_kept",
        "letters_letter",
        "OLD.issued_at IS NOT NULL AND NEW.erased_at IS NULL",
        ("content", "docx_id", "pdf_id"),
        "an issued letter never changes",
    ),
    _never_changes(
        "letters_letter_signed_once",
        "letters_letter",
        "OLD.signed_id IS NOT NULL AND NEW.erased_at IS NULL",
        ("signed_id",),
        "the signed original is taken back once",
    ),
    guard(
        "letters_letter_voided",
        "letters_letter",
        on="UPDATE",
        sqlite_when="(OLD.state = 'voided' AND NEW.state <> 'voided') "
        "OR (OLD.state = 'issued' AND NEW.state NOT IN ('issued', 'voided'))",
        postgres_when="(OLD.state = 'voided' AND NEW.state <> 'voided') "
        "OR (OLD.state = 'issued' AND NEW.state NOT IN ('issued', 'voided'))",
        message="an issued letter may only be voided",
    ),
    guard(
        "letters_letter_erased",
        "letters_letter",
        on="UPDATE",
        sqlite_when="OLD.erased_at IS NOT NULL",
        postgres_when="OLD.erased_at IS NOT NULL",
        message="an erased letter stays erased",
    ),
    guard(
        "letters_delivery_no_delete",
        "letters_delivery",
        on="DELETE",
        sqlite_when="1",
        postgres_when="TRUE",
        message="deliveries are never deleted",
    ),
    _never_changes(
        "letters_delivery_fixed",
        "letters_delivery",
        "1 = 1",
        ("letter_id", "way", '"on"', "recorded_by_id", "recorded_at"),
        "a delivery never changes",
    ),
    _never_changes(
        "letters_delivery_kept",
        "letters_delivery",
        "OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL",
        ("recipient", "mail_number", "proof_id", "erased_at"),
        "what a delivery says is erased, never changed",
    ),
)
