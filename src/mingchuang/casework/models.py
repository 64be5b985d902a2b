"""Cases of every kind, their chained events, and what guards the public door.

What all kinds share stands here; each kind adds a one-to-one detail table in a room of its own. A case's
state, assignee and due date are projections: they can be derived again from its events.
"""

from copy import copy
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import Division
from mingchuang.base.ids import new_uid
from mingchuang.base.triggers.services import append_only, declare, guard


class FirstNoneLast(models.Index):
    """An index whose first column is read downwards with the empty ones last, as lists of cases are.

    SQLite has them there by itself and knows no such words in an index.
    """

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        """The statement that makes it."""
        made = copy(self)
        if schema_editor.connection.vendor == "postgresql":
            (name, order), *others = self.fields_orders
            made.fields_orders = [(name, f"{order} NULLS LAST"), *others]
        return super(FirstNoneLast, made).create_sql(model, schema_editor, using, **kwargs)


class Case(models.Model):
    """One thing somebody filed. `title` holds nothing personal: it is shown in lists and messages.

    `frozen` is what the case was started under (form, length of the clock). `received_on` is the day it
    counts as received in law and `clock_started_on` day 0 of the reply clock that counts now; both are
    empty while that is still to be confirmed. `due_on` is the last day of the leading clock under
    `calendar_version`, `internal_due_on` and `warn_on` the office's own days before it; they are empty
    while no clock runs or the work calendar does not reach that far. `closed_on` is the day the reply
    clock stopped; a case may be open again after it, with another clock leading.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    number = models.CharField(_("编号"), max_length=30, unique=True, null=True)
    kind = models.CharField(_("种类"), max_length=40)
    state = models.CharField(_("状态"), max_length=40)
    is_open = models.BooleanField(_("在办"), default=True)
    title = models.CharField(_("事由"), max_length=200)
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, related_name="cases", verbose_name=_("办理处室")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="cases", verbose_name=_("经办人")
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    received_at = models.DateTimeField(_("收到时间"))
    received_on = models.DateField(_("收到日期"), null=True)
    clock_started_on = models.DateField(_("起算日"), null=True)
    due_on = models.DateField(_("答复期限"), null=True)
    internal_due_on = models.DateField(_("内部期限"), null=True)
    warn_on = models.DateField(_("提醒日期"), null=True)
    calendar_version = models.CharField(_("日历版本"), max_length=64, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True)
    reminded_on = models.DateField(_("上次提醒"), null=True)
    query_code_digest = models.CharField(max_length=64, blank=True)
    frozen = models.JSONField(_("登记时的规则"), default=dict)

    class Meta:
        verbose_name = _("来件")
        verbose_name_plural = _("来件")
        indexes = [
            # Of the few that are open only: SQLite uses no other index for a bare "is open".
            models.Index(
                fields=["due_on", "received_at", "id"], condition=models.Q(is_open=True), name="open_by_due"
            ),
            models.Index(fields=["division", "is_open", "due_on"], name="case_division_due"),
            models.Index(fields=["assignee", "is_open", "due_on"], name="case_assignee_due"),
            models.Index(fields=["received_on", "kind", "division"], name="case_received"),
            models.Index(fields=["closed_on", "kind", "division", "received_on"], name="case_closed"),
            models.Index(fields=["due_on", "received_at"], name="case_due"),
            FirstNoneLast(fields=["-due_on", "-received_at", "-id"], name="case_due_down"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_open=True) | models.Q(closed_on__isnull=False),
                name="case_closed_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.uid)


class CaseEvent(models.Model):
    """Something that happened to a case. Append-only, chained by `hash` to the event before it.

    `data` holds ids, codes, dates and salted digests only; running text stands in `CaseText` and in the
    kind's own table, from where it can be erased without breaking the chain.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="events", verbose_name=_("来件"))
    seq = models.PositiveIntegerField(_("序号"))
    event = models.CharField(_("事件"), max_length=40)
    state = models.CharField(_("事件后的状态"), max_length=40)
    at = models.DateTimeField(_("时间"))
    on = models.DateField(_("日期"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("操作人")
    )
    data = models.JSONField(_("内容"), default=dict)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("来件事件")
        verbose_name_plural = _("来件事件")
        ordering = ["case", "seq"]
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="case_event_seq")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.seq} {self.event}"


class CaseClock(models.Model):
    """One clock of a case as it was last computed, with the trace of its days. Derived from the events.

    `code` names the clock within its kind; one of a case leads. `reasons` holds one row for each day of the
    trace, so that a closed case shows for ever under which calendar its days were counted.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks", verbose_name=_("来件"))
    position = models.PositiveSmallIntegerField(_("次序"))
    code = models.CharField(_("期限"), max_length=40)
    label = models.CharField(_("名称"), max_length=60)
    rule_id = models.CharField(_("规则"), max_length=60, blank=True)
    says = models.CharField(_("依据"), max_length=300, blank=True)
    leads = models.BooleanField(_("主期限"), default=False)
    started_on = models.DateField(_("起算日"))
    due_on = models.DateField(_("期限"), null=True)
    internal_due_on = models.DateField(_("内部期限"), null=True)
    warn_on = models.DateField(_("提醒日期"), null=True)
    done_on = models.DateField(_("完成日期"), null=True)
    provisional = models.BooleanField(_("日历尚未公布"), default=False)
    calendar_version = models.CharField(_("日历版本"), max_length=64, blank=True)
    reasons = models.JSONField(_("逐日说明"), default=list)

    class Meta:
        verbose_name = _("来件期限")
        verbose_name_plural = _("来件期限")
        ordering = ["case", "position"]
        constraints = [models.UniqueConstraint(fields=["case", "position"], name="case_clock_position")]
        indexes = [models.Index(fields=["case", "code", "due_on", "done_on"], name="case_clock_kept")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.code}"


class CaseText(models.Model):
    """Running text that belongs to an event: a reply, a reason. Its digest stands in the event.

    A text may be erased (emptied together with its salt), never changed or deleted.
    """

    event = models.OneToOneField(CaseEvent, models.PROTECT, related_name="text", verbose_name=_("事件"))
    text = models.TextField(_("文字"), blank=True)
    salt = models.CharField(max_length=64, blank=True)
    is_public = models.BooleanField(_("告知来件人"), default=False)

    class Meta:
        verbose_name = _("来件文字")
        verbose_name_plural = _("来件文字")

    def __str__(self) -> str:
        return f"text of event {self.event_id}"


class AttemptWindow(models.Model):
    """How often a key (a digest, never an address) knocked since the window began."""

    key = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("访问频次")
        verbose_name_plural = _("访问频次")

    def __str__(self) -> str:
        return self.key[:8]


class SpentProof(models.Model):
    """A proof of work that was used once; kept until it would have expired anyway."""

    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("已用验证")
        verbose_name_plural = _("已用验证")

    def __str__(self) -> str:
        return self.digest[:8]


_ERASURE_ONLY = (
    "NOT (NEW.text = '' AND NEW.salt = '' AND NEW.event_id = OLD.event_id AND NEW.is_public = OLD.is_public)"
)

declare(
    *append_only("casework_caseevent"),
    guard(
        "casework_case_no_delete",
        "casework_case",
        on="DELETE",
        sqlite_when="1",
        postgres_when="TRUE",
        message="cases are never deleted",
    ),
    guard(
        "casework_casetext_no_delete",
        "casework_casetext",
        on="DELETE",
        sqlite_when="1",
        postgres_when="TRUE",
        message="texts of cases are never deleted",
    ),
    guard(
        "casework_casetext_erasure_only",
        "casework_casetext",
        on="UPDATE",
        sqlite_when=_ERASURE_ONLY,
        postgres_when=_ERASURE_ONLY,
        message="texts of cases are erased, never changed",
    ),
)
