"""Every name that the source queues or schedules has a handler: a slip is found here, not at night."""

import ast
from pathlib import Path

import mingchuang
from mingchuang.base.jobs import registry

SOURCE = Path(mingchuang.__file__).parent


def _queued_names() -> dict[str, str]:
    """First arguments of `enqueue(…)`, wherever they stand; the place by name."""
    names: dict[str, str] = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called != "enqueue" or path == SOURCE / "base/jobs/services.py":
                continue
            if path == SOURCE / "base/jobs/timetable.py":
                continue  # queues what is scheduled, and schedules are looked at below
            first = node.args[0] if node.args else None
            assert isinstance(first, ast.Constant), f"{path}:{node.lineno}: queue jobs by a literal name"
            names[str(first.value)] = f"{path}:{node.lineno}"
    return names


def test_every_queued_name_has_a_handler():
    names = _queued_names()
    assert "notify.send_email" in names, "the search itself works"
    missing = {name: place for name, place in names.items() if name not in registry.handlers()}
    assert missing == {}


def test_every_scheduled_name_has_a_handler():
    assert "jobs.prune" in registry.schedules()
    assert set(registry.schedules()) <= set(registry.handlers())


def test_a_handler_is_named_after_the_app_it_stands_in():
    for name, handler in registry.handlers().items():
        module = handler.function.__module__
        if module.startswith("mingchuang."):
            assert f".{name.split('.')[0]}." in f"{module}.", f"{name} stands in {module}"
