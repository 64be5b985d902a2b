"""Fills the demo office: old history migrated, recent texts through the gates, some work left open."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.files.services import store
from mingchuang.base.localtime import local_day
from mingchuang.disclosure.annual_report import services as annual_reports
from mingchuang.publishing import checks
from mingchuang.publishing.importing.batches import Importer, open_batch, run
from mingchuang.publishing.importing.reading import SourceRow
from mingchuang.publishing.models import Column, Draft, ImportKind, Item, Version
from mingchuang.publishing.services import (
    attachments,
    drafts,
    findings,
    migration,
    release,
    review,
    submission,
    validity,
    withdrawal,
)
from mingchuang.rules.gates import CHECKLISTS, Gate
from mingchuang.web.demo import record_corrections, request_stories, years_ahead
from mingchuang.web.demo.files import form_file, plan_file
from mingchuang.web.demo.office import IDENTITY, Account
from mingchuang.web.demo.people import DRAFTERS
from mingchuang.web.demo.reporting import publish_last_year
from mingchuang.web.demo.request_handling import Handling
from mingchuang.web.demo.stories import Story, Teller
from mingchuang.web.demo.translating import Translating

MIGRATED_BEFORE = timedelta(days=510)
Progress = Callable[[int], None]


class Filler:
    """Writes the stories as the office's people would have, each at its own moment."""

    def __init__(self, accounts: dict[str, Account], now: datetime, progress: Progress) -> None:
        self.accounts, self.now, self.progress = accounts, now, progress
        self.border = local_day(now) - MIGRATED_BEFORE
        self.columns = {column.slug: column for column in Column.objects.all()}
        self.divisions = {division.code: division for division in Division.objects.all()}
        self.extra_for_guide = {
            "body_name": "宿迁市人民政府外事办公室秘书处",
            "address": IDENTITY["address"],
            "hours": IDENTITY["hours"],
            "phone": IDENTITY["phone"],
            "fax": IDENTITY["fax"],
            "online_contact": IDENTITY["email"],
        }

    def user(self, name: str) -> User:
        return self.accounts[name].user

    def fill(self) -> int:
        """Everything; returns how many items there are."""
        today = local_day(self.now)
        years_ahead.enter(self.user("admin"), self.now)
        self.teller = teller = Teller(today, current_calendar())
        stories = teller.stories()
        old = [story for story in stories if story.formed_on < self.border]
        recent = [story for story in stories if story.formed_on >= self.border]
        self._migrate(old)
        published = [self._publish(story) for story in recent]
        self._open_work(teller.open_work())
        self._after_life(published)
        Translating(self).fill()
        handling = Handling(self)
        request_stories.fill(handling)
        record_corrections.fill(handling)
        publish_last_year(self)
        annual_reports.create_report(self.user("office"), today.year, now=self.now)
        return Item.objects.count()

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        moment = timezone.make_aware(datetime.combine(day, time(hour, minute)))
        return min(moment, self.now - timedelta(minutes=5))

    # --- history of the old site ---

    def _migrate(self, stories: list[Story]) -> None:
        now = self.moment(self.border, 9)
        importer, approver = self.user("admin"), self.user("admin2")
        batch = open_batch(
            importer,
            ImportKind.RELEASED,
            file_name="old-site.jsonl",
            file_sha256="0" * 64,
            reason="旧网站停止运行，历史信息迁移到新平台",
            source="旧网站（演示）",
            now=now,
        )
        rows = (SourceRow(story.number, self._row(story)) for story in stories)
        run(Importer(importer, ImportKind.RELEASED, now=now), batch, rows, now=now)
        migration.approve_migration(approver, batch.pk, now=now + timedelta(hours=2))
        migration.migrate_batch(batch.pk, now=now + timedelta(hours=2, minutes=5))
        self.progress(len(stories))

    def _row(self, story: Story) -> dict[str, Any]:
        published = min(story.formed_on + timedelta(days=3), self.border)
        row = self._values(story) | {
            "source_key": f"demo-{story.number}",
            "kind": story.topic.kind,
            "division": story.topic.division,
            "column": story.topic.column,
            "original_published_on": published.isoformat(),
            "original_source": f"旧网站（演示）第{story.number}号",
        }
        row.pop("column_id")
        row.pop("extra")
        row |= story.extra | (self.extra_for_guide if story.topic.kind == "guide" else {})
        if story.topic.kind == "document" and story.number % 3 == 0:
            row |= {
                "validity": "repealed" if story.number % 2 else "lapsed",
                "validity_on": (story.formed_on + timedelta(days=700)).isoformat(),
                "validity_basis": "规范性文件清理结果（演示）",
            }
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}

    def _values(self, story: Story) -> dict[str, Any]:
        topic = story.topic
        extra = dict(story.extra)
        if topic.kind == "guide":
            extra |= self.extra_for_guide
        in_force = topic.kind == "document"
        return {
            "title": story.title,
            "document_number": story.document_number,
            "formed_on": story.formed_on,
            "effective_on": story.formed_on if in_force else None,
            "issuer": IDENTITY["office_name"],
            "content_source": self.divisions[topic.division].name,
            "abstract": story.told(topic.abstract),
            "body": story.body,
            "keywords": list(topic.keywords),
            "attribute": "active",
            "statutory_item": topic.statutory,
            "column_id": self.columns[topic.column].pk,
            "extra": extra,
        }

    # --- through the gates ---

    def _draft(self, story: Story, moment: datetime) -> Draft:
        drafter = self.user(DRAFTERS[story.topic.division])
        division = self.divisions[story.topic.division]
        item = drafts.create_item(drafter, story.topic.kind, division, now=moment, values=self._values(story))
        draft = Draft.objects.get(edition__item=item)
        if story.topic.attachment:
            self._attach(drafter, draft, story, moment)
        draft.refresh_from_db()
        return draft

    def _attach(self, drafter: User, draft: Draft, story: Story, moment: datetime) -> None:
        title = f"{story.formed_on.year}年计划表" if story.topic.attachment == "plan" else "报名和申请表"
        upload = (
            plan_file(title, story.formed_on.year) if story.topic.attachment == "plan" else form_file(title)
        )
        file = store(upload, actor=drafter, now=moment)
        attachments.add_attachment(drafter, draft.pk, file, title, now=moment)

    def submit(self, draft: Draft, moment: datetime) -> Version:
        today = local_day(moment)
        drafter = draft.updated_by
        for found in checks.open_findings(draft, today):
            findings.accept_finding(
                self.user("office"),
                draft.pk,
                found.fingerprint,
                "经核对无误，予以保留",
                now=moment,
                today=today,
            )
        draft.refresh_from_db()
        return submission.submit(drafter, draft.pk, draft.revision, now=moment, today=today)

    def sign(self, version: Version, gates: Iterable[Gate], moment: datetime) -> None:
        for minutes, gate in enumerate(gates):
            review.sign_gate(
                self.user(gate.value),
                version.pk,
                gate,
                passed=True,
                read_hash=version.content_hash,
                checklist=[code for code, _ in CHECKLISTS[gate]],
                now=moment + timedelta(minutes=20 * minutes),
            )

    def publish(self, draft: Draft, moment: datetime) -> None:
        """Take a draft made elsewhere through its gates and out."""
        version = self.submit(draft, moment)
        self.sign(version, sorted(review.required_of(version)), moment + timedelta(minutes=20))
        release.release(self.user("office"), version.pk, now=moment + timedelta(minutes=300))

    def _cleared(self, story: Story) -> Version:
        written = self.moment(story.formed_on, 10, story.number % 50)
        version = self.submit(self._draft(story, written), written + timedelta(hours=1))
        gates = sorted(review.required_of(version))
        self.sign(version, gates, written + timedelta(hours=2))
        self.progress(1)
        return version

    def _publish(self, story: Story) -> Version:
        version = self._cleared(story)
        late = 34 if story.number % 29 == 0 else story.number % 4 + 1
        moment = self.moment(story.formed_on + timedelta(days=late), 15, story.number % 60)
        return release.release(self.user("office"), version.pk, now=moment)

    # --- what is left open, and what happened afterwards ---

    def _open_work(self, stories: list[Story]) -> None:
        for position, story in enumerate(stories):
            moment = self.moment(story.formed_on, 10, story.number % 50)
            if position < 4:
                self._draft(story, moment)
            elif position < 9:
                version = self.submit(self._draft(story, moment), moment + timedelta(hours=1))
                self.sign(
                    version, sorted(review.required_of(version))[: position - 4], moment + timedelta(hours=2)
                )
            elif position < 11:
                self._returned(story, moment)
            elif position < 14:
                self._cleared(story)
                continue
            else:
                version = self._cleared(story)
                day = local_day(self.now) + timedelta(days=position - 12)
                at = timezone.make_aware(datetime.combine(day, time(9)))
                release.schedule(self.user("office"), version.pk, at, now=self.now)
                continue
            self.progress(1)

    def _returned(self, story: Story, moment: datetime) -> None:
        version = self.submit(self._draft(story, moment), moment + timedelta(hours=1))
        review.sign_gate(
            self.user("wording"),
            version.pk,
            Gate.WORDING,
            passed=False,
            read_hash=version.content_hash,
            comment="第二段的数据请注明统计时间；标题请再精炼。",
            now=moment + timedelta(hours=3),
        )

    def _after_life(self, published: list[Version]) -> None:
        documents = [v for v in published if v.edition.item.kind == "document"]
        others = [v for v in published if v.edition.item.kind == "news"]
        for version in others[3:40:9]:
            self._correct(version)
        for version in others[5:40:12]:
            self._withdraw(version)
        today = local_day(self.now)
        for number, version in enumerate(documents[::3]):
            validity.record_validity(
                self.user("office"),
                version.edition.item_id,
                ("repealed", "lapsed", "amended")[number % 3],
                today - timedelta(days=20 + number),
                "规范性文件清理结果（演示）",
                now=self.now,
                today=today,
            )

    def _correct(self, version: Version) -> None:
        released = version.released_at or self.now
        moment = min(released + timedelta(days=5), self.now - timedelta(hours=9))
        drafter = version.submitted_by
        draft = drafts.start_correction(drafter, version.edition.item_id, now=moment)
        changes = {
            "body": version.body + "<p>更正：参加人数以本页为准。</p>",
            "public_note": "更正参加人数的表述",
        }
        saved = drafts.save_draft(drafter, draft.pk, draft.revision, changes, now=moment)
        corrected = self.submit(saved.draft, moment + timedelta(hours=1))
        self.sign(corrected, sorted(review.required_of(corrected)), moment + timedelta(hours=2))
        release.release(self.user("office"), corrected.pk, now=moment + timedelta(hours=5))

    def _withdraw(self, version: Version) -> None:
        moment = min((version.released_at or self.now) + timedelta(days=30), self.now - timedelta(hours=2))
        withdrawal.withdraw(
            self.user("office"),
            version.edition.item_id,
            reason="活动单位反映内容与事实有出入，先行撤下核实",
            public_note="因内容需要核实，本机关撤下此件。",
            now=moment,
        )
        withdrawal.confirm_withdrawal(version.edition.item_id, [], now=moment + timedelta(minutes=1))
