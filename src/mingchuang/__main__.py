"""`python -m mingchuang` is the `mingchuang` command; the server starts its parts this way."""

from mingchuang.cli.main import cli

cli()
