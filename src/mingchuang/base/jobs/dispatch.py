"""The one task that django-tasks sees: it looks the named handler up and calls it."""

from typing import Any

from django_tasks import task

from mingchuang.base.jobs import registry


@task()
def run_named(name: str, payload: dict[str, Any]) -> None:
    """Run the handler of `name` with its payload."""
    registry.find(name).function(payload)
