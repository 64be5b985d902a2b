"""Lets lists of all and of closed cases be read in the order of their due days without sorting them.

The list puts cases without a due day last both ways. SQLite reads one index in both directions for that,
PostgreSQL only upwards: downwards it needs an index of its own.
"""

from django.db import migrations, models

from mingchuang.casework.models import FirstNoneLast


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_clocks")]

    operations = [
        migrations.AddIndex("case", models.Index(fields=["due_on", "received_at"], name="case_due")),
        migrations.AddIndex(
            "case", FirstNoneLast(fields=["-due_on", "-received_at", "-id"], name="case_due_down")
        ),
    ]
