"""Brings the demo office's texts for foreigners through the gates in every language they are told in."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from mingchuang.base.localtime import local_day
from mingchuang.publishing import checks
from mingchuang.publishing.models import Draft, Item, Version
from mingchuang.publishing.services import drafts, findings, release, review, submission
from mingchuang.publishing.services.editions import starting
from mingchuang.rules.gates import CHECKLISTS, Gate
from mingchuang.web.demo.foreign_notice_texts import NOTICES
from mingchuang.web.demo.foreign_texts import ISSUERS, SERVICES, SOURCES, ForeignText, Said
from mingchuang.web.demo.office import IDENTITY
from mingchuang.web.demo.people import FOREIGN_REVIEWERS, TRANSLATORS

if TYPE_CHECKING:
    from mingchuang.web.demo.filling import Filler

TEXTS: tuple[ForeignText, ...] = (*SERVICES, *NOTICES)

STALE = "签证和居留许可到期提醒"
"""Its Chinese text is corrected after the translations are out."""
WAITING = "公共场所外文标识纠错公告"
"""Its English text waits at the last gate."""


class Translating:
    """Writes the texts and their translations as the office's people would have."""

    def __init__(self, filler: "Filler") -> None:
        self.filler = filler

    def fill(self) -> None:
        """Everything; one is left behind its source, one at a gate, one in a translator's hands."""
        for text in TEXTS:
            version = self._chinese(text)
            for number, (language, said) in enumerate(text.translations.items(), 1):
                moment = (version.released_at or self.filler.now) + timedelta(hours=20 * number)
                self._translate(version.edition.item, language, said, min(moment, self._latest()))
            if text.chinese.title == STALE:
                self._correct(version)
        self._asked_for()

    def _latest(self) -> datetime:
        return self.filler.now - timedelta(hours=8)

    def _chinese(self, text: ForeignText) -> Version:
        day = local_day(self.filler.now) - timedelta(days=text.days_ago)
        moment = self.filler.moment(day, 9)
        drafter = self.filler.user("drafter-foreigners")
        values = self._values(text.chinese) | {
            "formed_on": day,
            "issuer": IDENTITY["office_name"],
            "content_source": self.filler.divisions["foreigners"].name,
            "attribute": "active",
            "statutory_item": "20-12" if text.column == "emergency" else "",
            "column_id": self.filler.columns[text.column].pk,
        }
        kind = self.filler.columns[text.column].kind
        item = drafts.create_item(
            drafter, kind, self.filler.divisions["foreigners"], now=moment, values=values
        )
        draft = Draft.objects.get(edition__item=item)
        version = self.filler.submit(draft, moment + timedelta(minutes=30))
        self.filler.sign(version, sorted(review.required_of(version)), moment + timedelta(hours=1))
        return release.release(self.filler.user("office"), version.pk, now=moment + timedelta(hours=6))

    def _values(self, said: Said) -> dict[str, Any]:
        return {
            "title": said.title,
            "abstract": said.abstract,
            "body": said.body,
            "keywords": list(said.keywords),
        }

    def _translate(self, item: Item, language: str, said: Said, moment: datetime) -> None:
        translator = self.filler.user(TRANSLATORS[language])
        edition = starting.start_edition(
            self.filler.user("head-foreigners"), item.pk, language, translator, now=moment
        )
        draft = Draft.objects.get(edition=edition)
        values = self._values(said) | {"issuer": ISSUERS[language], "content_source": SOURCES[language]}
        saved = drafts.save_draft(translator, draft.pk, draft.revision, values, now=moment)
        version = self._submit(saved.draft, moment + timedelta(hours=2))
        gates = sorted(review.required_of(version))
        waits = self._title_of(version) == WAITING
        for gate in gates[:-1] if waits else gates:
            self._sign(version, gate, moment + timedelta(hours=3))
        if not waits:
            release.release(self.filler.user("office"), version.pk, now=moment + timedelta(hours=5))

    def _title_of(self, version: Version) -> str:
        return version.source_version.title if version.source_version else ""

    def _submit(self, draft: Draft, moment: datetime) -> Version:
        translator, today = draft.updated_by, local_day(moment)
        for found in checks.open_findings(draft, today):
            findings.accept_finding(
                translator, draft.pk, found.fingerprint, "经核对无误，予以保留", now=moment, today=today
            )
        draft.refresh_from_db()
        return submission.submit(translator, draft.pk, draft.revision, now=moment, today=today)

    def _sign(self, version: Version, gate: Gate, moment: datetime) -> None:
        review.sign_gate(
            self.filler.user(FOREIGN_REVIEWERS[gate]),
            version.pk,
            gate,
            passed=True,
            read_hash=version.content_hash,
            checklist=[code for code, _ in CHECKLISTS[gate]],
            now=moment,
        )

    def _correct(self, version: Version) -> None:
        """The Chinese text is changed; its translations are behind from then on."""
        moment = self.filler.now - timedelta(hours=52)
        drafter = self.filler.user("drafter-foreigners")
        draft = drafts.start_correction(drafter, version.edition.item_id, now=moment)
        changes = {
            "body": version.body.replace("到期7日以前", "到期30日以前"),
            "public_note": "更正申请延期的时间",
        }
        saved = drafts.save_draft(drafter, draft.pk, draft.revision, changes, now=moment)
        corrected = self.filler.submit(saved.draft, moment + timedelta(hours=1))
        self.filler.sign(corrected, sorted(review.required_of(corrected)), moment + timedelta(hours=2))
        release.release(self.filler.user("office"), corrected.pk, now=moment + timedelta(hours=4))

    def _asked_for(self) -> None:
        """The last text is with the Japanese translator, who has not begun."""
        item = Item.objects.get(editions__released_version__title=TEXTS[-1].chinese.title)
        translator = self.filler.user(TRANSLATORS["ja"])
        actor = self.filler.user("head-foreigners")
        starting.start_edition(actor, item.pk, "ja", translator, now=self._latest())
