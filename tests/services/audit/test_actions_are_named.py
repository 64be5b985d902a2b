"""Whatever is written into the trail has a Chinese name there, so that nobody reads codes."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import mingchuang
from mingchuang.base.audit import registry

SOURCE = Path(mingchuang.__file__).parent


def recorded() -> Iterator[tuple[str, str]]:
    """(module, action) of every call of `audit.services.record` whose action is named in the code."""
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        if "audit" not in ast.dump(tree) or "migrations" in path.parts:
            continue
        name = ".".join(["mingchuang", *path.relative_to(SOURCE).with_suffix("").parts]).removesuffix(
            ".__init__"
        )
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if called != "record" or len(call.args) < 3:
                continue
            for action in ast.walk(call.args[1]):
                literal = isinstance(action, ast.Constant) and isinstance(action.value, str)
                if literal and not action.value.endswith("."):  # the beginning of a code put together
                    yield name, action.value
                elif isinstance(action, ast.Name) and action.id.isupper():
                    yield name, getattr(importlib.import_module(name), action.id)


def test_every_recorded_action_is_named():
    found = set(recorded())
    assert ("mingchuang.base.accounts.services.roles", "accounts.grant_role") in found
    unnamed = {pair for pair in found if pair[1] not in registry.actions()}
    assert not unnamed, f"register these with audit.registry.action: {sorted(unnamed)}"
