"""An empty database becomes a working one by migrations alone, and the models ask for no other."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mingchuang.base.triggers.services import declared, installed

pytestmark = [pytest.mark.django_db, pytest.mark.migrations]


def test_every_migration_has_run_from_zero():
    executor = MigrationExecutor(connection)
    assert len(executor.loader.applied_migrations) >= len(executor.loader.graph.leaf_nodes())
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_every_model_has_its_table_and_every_declared_guard_stands():
    tables = set(connection.introspection.table_names())
    missing = {model._meta.db_table for model in apps.get_models() if model._meta.managed} - tables
    assert missing == set()
    assert installed() == set(declared())


def test_no_model_changed_without_a_migration():
    out = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert "No changes detected" in out.getvalue()
