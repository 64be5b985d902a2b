"""`mingchuang manage …`: Django's own management commands."""

import sys

import click

from mingchuang.cli.django_setup import prepare


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a management command of Django, as in `mingchuang manage dbshell`."""
    prepare()
    from django.core.management import execute_from_command_line

    execute_from_command_line([f"{sys.argv[0]} manage", *(arguments or ("help",))])
