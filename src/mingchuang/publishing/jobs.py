"""Background work of the publishing trunk; each handler reads the clock and calls one service."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from mingchuang.base.design.languages import LANGUAGES
from mingchuang.base.jobs.registry import daily, every, handler
from mingchuang.base.jobs.registry import lane as register_lane
from mingchuang.base.jobs.services import enqueue
from mingchuang.base.localtime import local_day
from mingchuang.base.lookups.services import learning
from mingchuang.publishing.baking import lane
from mingchuang.publishing.hosts import live_hosts
from mingchuang.publishing.importing import uploads
from mingchuang.publishing.models import Edition, Item
from mingchuang.publishing.selectors import public
from mingchuang.publishing.selectors.terms import names_of_terms
from mingchuang.publishing.services import (
    findings,
    links,
    listings,
    migration,
    projections,
    release,
    rereading,
    withdrawal,
)
from mingchuang.publishing.services.editions import withdrawing


class StillServed(RuntimeError):
    """A host still serves a withdrawn item; the job tries again, and the item stays `withdrawing`."""


@handler("publishing.release_due")
def release_due(_: dict[str, Any]) -> None:
    """Let out what is scheduled and due."""
    release.release_due(now=timezone.now())


@handler("publishing.refresh_validity")
def refresh_validity(_: dict[str, Any]) -> None:
    """Bring the validity that lists show to the new calendar day."""
    now = timezone.now()
    listings.refresh_validity(today=local_day(now), now=now)


@handler("publishing.refresh_public")
def refresh_public(payload: dict[str, Any]) -> None:
    """Bring the listing of one item to today's validity after a release or an act."""
    item = Item.objects.get(pk=payload["item"])
    now = timezone.now()
    listings.refresh_validity(today=local_day(now), now=now, item=item)


@handler("publishing.confirm_withdrawal", retries=20)
def confirm_withdrawal(payload: dict[str, Any]) -> None:
    """Ask every live host; raises StillServed naming the silent ones, so that the job is tried again."""
    silent = withdrawal.confirm_withdrawal(payload["item"], live_hosts(), now=timezone.now())
    if silent:
        raise StillServed(", ".join(silent))


@handler("publishing.confirm_edition_withdrawal", retries=20)
def confirm_edition_withdrawal(payload: dict[str, Any]) -> None:
    """Ask every live host about one language; raises StillServed naming the silent ones."""
    edition = Edition.objects.get(pk=payload["edition"])
    hosts = live_hosts(edition.language)
    silent = withdrawing.confirm_edition_withdrawal(edition.pk, hosts, now=timezone.now())
    if silent:
        raise StillServed(", ".join(silent))


@handler("publishing.renumber_archive", slow=True)
def renumber_archive(payload: dict[str, Any]) -> None:
    """Divide a column's archive into full pages again, and have its pages rendered anew."""
    projections.renumber_crowded(payload["column"], payload["language"], now=timezone.now())


@handler("publishing.check_again")
def check_again(_: dict[str, Any]) -> None:
    """Hold every waiting version against the rules as they are now."""
    now = timezone.now()
    for version_id in findings.waiting_versions():
        findings.check_again(version_id, now=now, today=local_day(now))


@handler(rereading.JOB, slow=True)
def reread(payload: dict[str, Any]) -> None:
    """Hold some released texts against today's rules, and queue the reading of the next ones."""
    now = timezone.now()
    after = rereading.reread_some(int(payload.get("after", 0)), now=now, today=local_day(now))
    if after is not None:
        enqueue("publishing.reread", {"after": after}, unique_key=f"{rereading.JOB}:{after}")


@handler("publishing.run_import", slow=True)
def run_import(payload: dict[str, Any]) -> None:
    """Write an uploaded file that was confirmed; taken up again where it stood when it was stopped."""
    uploads.run_upload(payload["batch"], now=timezone.now())


@handler("publishing.migrate_batch", slow=True)
def migrate_batch(payload: dict[str, Any]) -> None:
    """Let out the approved history of an old site; rows already out are left alone."""
    migration.migrate_batch(payload["batch"], now=timezone.now())


@handler("publishing.check_links", slow=True)
def check_links(_: dict[str, Any]) -> None:
    """Ask the addresses that released texts link to whether they still answer."""
    links.check_links(now=timezone.now())


@handler("publishing.learn_words", slow=True)
def learn_words(_: dict[str, Any]) -> None:
    """Learn which words titles, issuers and terms hold, for suggestions and corrections while searching."""
    today = local_day(timezone.now())
    for language in LANGUAGES:
        names = [*public.issuers(language), *names_of_terms(language)]
        learning.learn(language, public.public_titles(language), today=today, names=names)


every("publishing.release_due", minutes=1)
daily("publishing.refresh_validity", at="00:05")
daily("publishing.check_links", at="03:10")
daily(rereading.JOB, at="02:20")
daily("publishing.learn_words", at="02:40")
if settings.BAKING:
    register_lane("baking", lane.step, leave=lane.leave)
