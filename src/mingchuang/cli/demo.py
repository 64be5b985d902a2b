"""`mingchuang demo`: fill an empty installation with the demo office."""

import sys
from typing import Any

import click

from mingchuang.cli.django_setup import prepare

EXPECTED = 345


@click.command()
def demo() -> None:
    """Fill the demo office: people, columns, six years of content in our own words, two of requests.

    Only into an empty database. Passwords are made on the spot and written to DATA_DIR/demo-accounts.txt.
    """
    prepare()
    from django.contrib.auth import get_user_model
    from django.db import transaction
    from django.utils import timezone

    from mingchuang.base.jobs.services import enqueue
    from mingchuang.publishing.services.rereading import reread_soon
    from mingchuang.web.demo.filling import Filler
    from mingchuang.web.demo.office import set_up, write_accounts

    if get_user_model()._default_manager.exists():
        click.echo("数据库里已有人员，演示数据只能填入空库 / the database is not empty", err=True)
        sys.exit(1)
    now = timezone.now()
    bar: Any
    with click.progressbar(length=EXPECTED, label="填入演示数据 / demo content", file=sys.stderr) as bar:
        # One transaction: a demo that was stopped half-way leaves nothing behind.
        with transaction.atomic():
            accounts = set_up(now)
            count = Filler(accounts, now, bar.update).fill()
            # As after a night: what reading it all again finds is there to be looked at, and known words
            # help those who mistype.
            reread_soon()
            enqueue("publishing.learn_words", {})
        write_accounts(accounts)
    click.echo(f"演示数据已填入：{count}件信息 / {count} items")
