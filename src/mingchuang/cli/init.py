"""`mingchuang init`: tables, reference data, and on a new installation the first administrator."""

import importlib
from collections.abc import Iterator
from importlib.util import find_spec
from types import ModuleType

import click

from mingchuang.cli.django_setup import prepare


@click.command()
@click.option(
    "--administrator", metavar="USERNAME", help="create the first administrator with this user name"
)
@click.option("--name", default="系统管理员", show_default=True, help="the administrator's name")
def init(administrator: str | None, name: str) -> None:
    """Prepare the database and load the reference data; may be repeated at any time.

    Reference data that the office has edited is never overwritten. With --administrator the first
    administrator is created; the password is made on the spot, printed once, and must be changed at the
    first sign-in. Refused (exit code 1) when there is an administrator already: further ones are made
    at the desk.
    """
    prepare()
    from django.core.management import call_command

    from mingchuang.base.jobs import statistics

    call_command("migrate", interactive=False, verbosity=0)
    load_reference_data()
    statistics.gather()
    if administrator:
        _create_administrator(administrator, name)
    else:
        remind_of_administrator()


def load_reference_data() -> None:
    """Write what every office needs and has not got yet; say what was written."""
    from django.utils import timezone

    for module in _seed_modules():
        written = module.seed(timezone.now())
        if written:
            click.echo(f"装入基础数据 / reference data: {module.__name__.split('.')[-2]} {written}")


def remind_of_administrator() -> None:
    """Say how the first administrator is made, while there is none."""
    from mingchuang.base.accounts.selectors import administrators

    if not administrators().exists():
        click.echo(
            "还没有系统管理员，请运行：mingchuang init --administrator 用户名\n"
            "No administrator yet. Run: mingchuang init --administrator USERNAME"
        )


def _seed_modules() -> Iterator[ModuleType]:
    """`seeds.py` of every room that has one: `seed(now) -> int`, idempotent."""
    from django.apps import apps

    for config in apps.get_app_configs():
        name = f"{config.name}.seeds"
        if config.name.startswith("mingchuang.") and find_spec(name) is not None:
            yield importlib.import_module(name)


def _create_administrator(username: str, name: str) -> None:
    from django.db import transaction
    from django.utils import timezone

    from mingchuang.base.accounts import services
    from mingchuang.base.accounts.selectors import administrators
    from mingchuang.rules.refusals import Refused
    from mingchuang.rules.roles import Role

    if administrators().exists():
        raise click.ClickException(
            "已有系统管理员，请由他们在工作台“人员”中新建 / there is an administrator already: use the desk"
        )
    try:
        with transaction.atomic():
            made = services.create_person(None, username=username, display_name=name, now=timezone.now())
            services.grant_role(None, made.person, Role.ADMINISTRATOR, now=timezone.now())
    except Refused as refusal:
        raise click.ClickException("；".join(reason.message for reason in refusal.reasons)) from refusal
    click.echo(
        f"系统管理员 / administrator: {made.person.username}\n"
        f"初始密码（只显示这一次，首次登录须修改）/ password, shown once: {made.password}"
    )
