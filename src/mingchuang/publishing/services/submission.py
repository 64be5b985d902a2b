"""Submitting a draft: all reasons at once, then one immutable version bound to its hash."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.selectors import people_with
from mingchuang.base.audit import services as audit
from mingchuang.base.files.selectors import public_refusals
from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.notify import services as notify
from mingchuang.publishing import checks, kinds
from mingchuang.publishing.authorship import require_submitter
from mingchuang.publishing.models import (
    Draft,
    Edition,
    KindGates,
    RequiredGate,
    Version,
    VersionAttachment,
    VersionEditor,
    VersionState,
)
from mingchuang.publishing.models.columns import Block
from mingchuang.publishing.selectors import writing
from mingchuang.publishing.selectors.editions import newest_source
from mingchuang.publishing.services import changes
from mingchuang.publishing.services.findings import record_findings
from mingchuang.publishing.snapshots import apply_fields, content_hash, fields_of, full_snapshot
from mingchuang.rules import document_numbers, editions
from mingchuang.rules.disclosure import attribute_reasons
from mingchuang.rules.gates import Gate, required_gates, reviewer_permission
from mingchuang.rules.page_tags import PageKind, keywords, missing
from mingchuang.rules.publication import ItemFacts, completeness_reasons
from mingchuang.rules.refusals import Reason, Refused, refuse_if
from mingchuang.rules.text_checks import plain_text


def gates_for(kind_code: str) -> frozenset[Gate]:
    """The gates a kind must pass here: the office's setting, else the kind's own; secrecy always."""
    kind = kinds.get(kind_code)
    row = KindGates.objects.filter(kind=kind_code).first()
    configured = [Gate(code) for code in row.gates] if row else kind.default_gates
    return required_gates(configured, needs_legal=kind.needs_legal)


def gates_of(edition: Edition) -> frozenset[Gate]:
    """The gates a text of this edition must pass; a translation never fewer than two readers' gates."""
    gates = gates_for(edition.item.kind)
    return editions.required_gates(gates) if edition.is_foreign else gates


def readiness(draft: Draft, today: date) -> list[Reason]:
    """Everything that keeps a draft from being submitted, all at once; empty when it is ready."""
    return missing_reasons(draft, today) + finding_reasons(checks.open_findings(draft, today))


def finding_reasons(found: Sequence[checks.Located]) -> list[Reason]:
    """What open findings of the automatic checks keep a draft from."""
    if not found:
        return []
    return [Reason("findings_open", f"自动检查有{len(found)}处待处理：请修改，或写明理由后保留", "findings")]


def missing_reasons(draft: Draft, today: date) -> list[Reason]:
    """What is not filled in or does not fit together, findings of the automatic checks apart."""
    reasons = completeness_reasons(facts_of(draft), today)
    reasons += kinds.own_reasons(draft.edition.item, draft)
    if draft.attribute:
        reasons += attribute_reasons(
            draft.attribute,
            ground=draft.ground,
            reason=draft.attribute_reason,
        )
    if draft.document_number and not document_numbers.find(draft.document_number):
        reasons.append(
            Reason(
                "number_unreadable",
                "发文字号应为「机关代字〔年份〕序号号」，例如 宿外办〔2026〕3号",
                "document_number",
            )
        )
    # An accepted finding cannot make a copy where there is none: readers would meet a dead link.
    for row in writing.files_on(draft):
        reasons += public_refusals(row.file)
    reasons += _page_tag_reasons(draft)
    if draft.edition.is_foreign:
        reasons += _translation_reasons(draft)
    if writing.open_copies(draft):
        reasons.append(Reason("unmerged", "有一份同时编辑的内容尚未合并", "merge"))
    return reasons


def facts_of(draft: Draft) -> ItemFacts:
    """What the completeness rule looks at."""
    column = draft.column
    return ItemFacts(
        title=draft.title,
        document_number=draft.document_number,
        formed_on=draft.formed_on,
        effective_on=draft.effective_on,
        expires_on=draft.expires_on,
        issuer=draft.issuer,
        content_source=draft.content_source,
        abstract=draft.abstract,
        body_text=plain_text(draft.body),
        attachments=len(writing.files_on(draft)) if draft.pk else 0,
        keywords=draft.keywords,
        attribute=draft.attribute,
        column_open=column.is_open if column else None,
        in_statutory_block=bool(column and column.block == Block.STATUTORY),
        statutory_item=draft.statutory_item,
        needs_document_number=kinds.get(draft.edition.item.kind).needs_document_number,
        is_correction=draft.based_on_id is not None,
        public_note=draft.public_note,
    )


def _translation_reasons(draft: Draft) -> list[Reason]:
    """What keeps a translation from its gates: an old source, a gate that nobody reads in its language."""
    edition, writers = draft.edition, writers_of(draft)
    unread = [
        gate
        for gate in gates_of(edition)
        if not people_with(reviewer_permission(gate), language=edition.language)
        .exclude(pk__in=writers)
        .exists()
    ]
    newest = newest_source(edition.item)
    return editions.submit_refusals(
        has_source=draft.source_version_id is not None,
        newest_source=newest is None or newest.pk == draft.source_version_id,
        language=edition.language,
        gates_without_reader=unread,
    )


def writers_of(draft: Draft) -> set[int]:
    """Who may not review what comes of this draft: those who wrote on it, and its named translator."""
    writers = {row.user_id for row in draft.editors.all()}
    translator = draft.edition.translator_id
    return writers | {translator} if translator is not None else writers


def _page_tag_reasons(draft: Draft) -> list[Reason]:
    """Tags that would be empty once the page is out; fields the clerk fills are told of elsewhere."""
    identity, column = site_identity(), draft.column
    values = {
        "SiteName": identity.site_name("zh-hans"),
        "SiteDomain": identity.domain,
        "SiteIDCode": identity.site_id_code,
    }
    if column is not None:
        values |= {
            "ColumnName": column.name,
            "ColumnDescription": column.description,
            "ColumnKeywords": keywords([column.keywords]),
            "ColumnType": column.column_type,
        }
    return [
        Reason("page_tag_missing", f"页面标签{name}为空，请联系管理员补全", "column")
        for name in missing(PageKind.COLUMN, values)
        if column is not None or not name.startswith("Column")
    ]


@transaction.atomic
def submit(actor: User, draft_id: int, base_revision: int, *, now: datetime, today: date) -> Version:
    """Freeze the draft as a version and send it to the gates. Raises Refused with every reason."""
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("edition__item__division", "column")
        .get(pk=draft_id)
    )
    edition = draft.edition
    require_submitter(actor, edition)
    reasons: list[Reason] = []
    if draft.locked:
        raise Refused.because("draft_locked", "该稿件已经送审")
    if base_revision != draft.revision:
        reasons.append(Reason("draft_changed", "稿件刚被他人改动，请查看最新内容后再送审"))
    refuse_if(reasons + readiness(draft, today))
    version = _freeze(draft, actor, now)
    draft.locked = True
    draft.save(update_fields=["locked"])
    changes.record_work(edition.item_id, now=now)
    record_findings(version, today)
    _tell_reviewers(version, now)
    audit.record(
        actor,
        "publishing.submit",
        version,
        now=now,
        data={"item": str(edition.item.uid), "number": version.number, "content_hash": version.content_hash},
    )
    return version


def _freeze(draft: Draft, actor: User, now: datetime) -> Version:
    edition = draft.edition
    last = edition.versions.aggregate(last=Max("number"))["last"] or 0
    version = Version(
        edition=edition,
        number=last + 1,
        content_hash=content_hash(full_snapshot(draft)),
        based_on=draft.based_on,
        source_version=draft.source_version,
        submitted_by=actor,
        submitted_at=now,
    )
    apply_fields(version, fields_of(draft))
    version.save(force_insert=True)
    editors = writers_of(draft) | {actor.pk}
    VersionEditor.objects.bulk_create(VersionEditor(version=version, user_id=pk) for pk in sorted(editors))
    VersionAttachment.objects.bulk_create(
        VersionAttachment(version=version, file_id=row.file_id, title=row.title, position=row.position)
        for row in draft.attachments.all()
    )
    required = gates_of(edition)
    RequiredGate.objects.bulk_create(
        RequiredGate(version=version, gate=gate.value) for gate in Gate if gate in required
    )
    return version


def _tell_reviewers(version: Version, now: datetime) -> None:
    editors = set(version.editors.values_list("user_id", flat=True))
    people = {
        person
        for row in version.required_gates.all()
        for person in people_with(reviewer_permission(Gate(row.gate)), language=version.edition.language)
        if person.pk not in editors
    }
    notify.tell(
        sorted(people, key=lambda person: person.pk),
        f"待审核：{version.title}",
        "一件信息已经送审，请您审核。",
        f"/desk/reviews/{version.uid}/",
        now=now,
    )


@transaction.atomic
def recall(actor: User, version_id: int, *, reason: str, now: datetime) -> Draft:
    """Take a version back from review or from the release queue, to write on."""
    version = (
        Version.objects.select_for_update(of=("self",))
        .select_related("edition__item__division")
        .get(pk=version_id)
    )
    edition: Edition = version.edition
    require_submitter(actor, edition)
    reasons: list[Reason] = []
    if version.state not in (VersionState.IN_REVIEW, VersionState.CLEARED, VersionState.SCHEDULED):
        reasons.append(
            Reason("version_state", f"该版本目前是「{version.get_state_display()}」，不能撤回修改")
        )
    if not reason.strip():
        reasons.append(Reason("reason_missing", "请填写撤回原因", "reason"))
    refuse_if(reasons)
    version.state = VersionState.RECALLED
    version.scheduled_for = version.scheduled_by = None
    version.save(update_fields=["state", "scheduled_for", "scheduled_by"])
    draft = Draft.objects.select_for_update().get(edition=edition)
    draft.locked = False
    draft.save(update_fields=["locked"])
    audit.record(actor, "publishing.recall", version, now=now, data={"item": str(edition.item.uid)})
    return draft
