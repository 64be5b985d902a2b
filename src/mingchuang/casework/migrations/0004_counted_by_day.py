"""Lets a year be counted from indexes alone: what arrived, what was closed, and which clocks were kept."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_cases_by_due_day"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex("case", "case_kind_received"),
        migrations.AddIndex(
            "case", models.Index(fields=["received_on", "kind", "division"], name="case_received")
        ),
        migrations.AddIndex(
            "case", models.Index(fields=["closed_on", "kind", "division", "received_on"], name="case_closed")
        ),
        migrations.AddIndex(
            "caseclock", models.Index(fields=["case", "code", "due_on", "done_on"], name="case_clock_kept")
        ),
    ]
