"""One host's baker: follows the feed, renders what changed, confirms what is gone, bakes all when it must."""

import errno
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from mingchuang.base.design.languages import LANGUAGES
from mingchuang.base.feed import selectors as feed
from mingchuang.base.feed import services as feed_services
from mingchuang.base.feed.positions import TooFarBehind
from mingchuang.base.shared_reads import sharing
from mingchuang.publishing.baking import attachments, rendering, state
from mingchuang.publishing.baking.folder import GONE, PAGES, SiteFolder
from mingchuang.publishing.baking.rendering import Outcome, Target
from mingchuang.publishing.changes import TOPIC, Act, Change
from mingchuang.publishing.hosts import live_hosts
from mingchuang.publishing.models import Item
from mingchuang.publishing.selectors.hosts import withdrawing_editions
from mingchuang.publishing.services import baking, withdrawal
from mingchuang.publishing.services.editions import withdrawing

logger = logging.getLogger("mingchuang.baking")

BATCH = 200
"""Changes taken from the feed at once."""
_GOING = (Act.WITHDRAWING, Act.EDITION_WITHDRAWING)


@dataclass(slots=True)
class Work:
    """What one round did: pages by outcome, and whether the feed may hold more."""

    pages: dict[Outcome, int] = field(default_factory=dict)
    changes: int = 0
    wants_full: tuple[str, ...] = ()
    wants_check: bool = False

    @property
    def touched(self) -> int:
        """Pages that were rendered."""
        return sum(self.pages.values())


class Baker:
    """Bakes into one folder. The caller holds `state.only_baker` and reads the clock."""

    def __init__(self, folder: SiteFolder, clock: Callable[[], datetime]) -> None:
        self.folder = folder
        self.clock = clock
        self.state = state.load(folder.root)
        self.seen: set[int] | None = None
        """While a full bake runs: hashes of the files that belong."""
        self._swept = False

    @property
    def host(self) -> str:
        """The name this host is known by."""
        return self.state.host

    def needs_full(self) -> bool:
        """Whether the folder cannot be brought up to date by changes alone."""
        if self.state.at is None or self.state.software != state.software():
            self.want_full(LANGUAGES)
        return bool(self.state.pending)

    def want_full(self, languages: Iterable[str]) -> None:
        """Remember that these languages must be baked in full, also after a kill."""
        pending = tuple(sorted({*self.state.pending, *languages}))
        if pending != self.state.pending:
            self.state.pending = pending
            state.save(self.state, self.folder.root)

    def follow(self) -> Work:
        """Take the next changes from the feed and bring their pages in line.

        Raises OSError when the disk refuses; nothing is forgotten then, the next round begins again there.
        """
        if not self._swept:
            self.sweep()
        at = self.state.at
        if at is None:
            return Work()
        try:
            entries = feed.after(at, topics=[TOPIC], limit=BATCH)
        except TooFarBehind:
            logger.warning("too far behind the feed: everything is baked anew", extra={"host": self.host})
            self.state.position = ""
            self.want_full(LANGUAGES)
            return Work()
        if not entries:
            return Work()
        work = self.take_in([Change.read(entry.data) for entry in entries])
        self.state.position = str(entries[-1].position)
        self.state.pending = tuple(sorted({*self.state.pending, *work.wants_full}))
        state.save(self.state, self.folder.root)
        feed_services.advance(baking.reader_of(self.host), entries[-1].position, now=self.clock())
        return work

    def sweep(self) -> list[str]:
        """Take away what was half written, and every page beside a tombstone, said in the log; their names.

        No process of this baker may be writing. No baker leaves a page beside a tombstone, but a backup laid
        over the folder or a copy by hand does, and web servers look for the page first.
        """
        self.folder.discard_half_done()
        found = self.folder.pages_beside_tombstones()
        for name in found:
            self.folder.remove(PAGES, name)
            logger.warning("a page beside its tombstone was removed", extra={"host": self.host, "page": name})
        self._swept = True
        return found

    def take_in(self, found: list[Change]) -> Work:
        """Bring the pages of some changes in line, what is withdrawn first, and confirm what is gone."""
        work = Work(changes=len(found))
        found.sort(key=lambda change: change.act not in _GOING)
        for change in found:
            if change.act is Act.SHELL:
                work.wants_full = (*work.wants_full, *(change.languages or LANGUAGES))
            work.wants_check |= change.act is Act.CHECK
        with sharing():
            for change in found:
                if change.of_text:
                    self._files_of(change.item)
            targets = dict.fromkeys(target for change in found for target in rendering.targets_of(change))
            for target in targets:
                outcome = self.bake(target)
                work.pages[outcome] = work.pages.get(outcome, 0) + 1
        for change in found:
            if change.act in _GOING:
                for language in change.languages or ("",):
                    self.confirm(change.item, language)
        return work

    def bake(self, target: Target) -> Outcome:
        """Bring one page in line and remember it as one that belongs."""
        name, outcome = rendering.bake(target, self.folder, self.clock(), durable=self.seen is None)
        if self.seen is not None and outcome in {Outcome.WRITTEN, Outcome.SAME}:
            self.seen.add(hash(name))
        return outcome

    def _files_of(self, item: int) -> None:
        names = attachments.bake_item(item, self.folder)
        if self.seen is not None:
            self.seen |= {hash(name) for name in names}

    def confirm(self, item_id: int, language: str = "") -> bool:
        """Say that an item, or one language of it, is gone, after a look at the disk.

        The last host to say so completes the withdrawal.
        """
        item = Item.objects.filter(pk=item_id).first()
        edition = withdrawing_editions().filter(item=item_id, language=language).first()
        going = edition is not None if language else item is not None and item.state == "withdrawing"
        if item is None or not going or self.still_there(item, language):
            return False
        now = self.clock()
        baking.report(self.host, now=now)
        baking.confirm(self.host, item, language=language, now=now)
        if edition is not None:
            withdrawing.confirm_edition_withdrawal(edition.pk, live_hosts(language), now=now)
        else:
            withdrawal.confirm_withdrawal(item.pk, live_hosts(), now=now)
        return True

    def confirm_what_waits(self) -> None:
        """Confirm every open withdrawal this disk agrees with: after a full bake no change asks for it."""
        for item in Item.objects.filter(state="withdrawing").values_list("pk", flat=True):
            self.confirm(item)
        for item, language in withdrawing_editions().values_list("item", "language"):
            self.confirm(item, language)

    def still_there(self, item: Item, language: str = "") -> list[str]:
        """Files of what is withdrawn that this disk still has, and tombstones of a whole item it has not."""
        slug = {"slug": str(item.index_number).replace("/", "-")}
        wrong: list[str] = []
        for spoken in (language,) if language else LANGUAGES:
            name = Target.of("item", spoken, slug).name
            wrong += [name] if self.folder.lies(PAGES, name) else []
            wrong += [] if language or self.folder.path(GONE, name).exists() else [name]
        files = attachments.names_of_gone(item, language)
        return wrong + [name for name in files if self.folder.path(PAGES, name).exists()]


def is_full(error: OSError) -> bool:
    """Whether the disk has no room."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT}
