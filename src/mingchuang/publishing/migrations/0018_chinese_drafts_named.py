from django.db import migrations
from django.db.models import OuterRef, Subquery


def name_them(apps, schema_editor):
    """Say of every Chinese draft which item's text it is, as its edition does."""
    editions = apps.get_model("publishing", "Edition").objects.filter(language="zh-hans")
    drafts = apps.get_model("publishing", "Draft").objects.filter(chinese_of=None)
    item = editions.filter(pk=OuterRef("edition_id")).values("item")
    drafts.update(chinese_of=Subquery(item))


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0017_chinese_drafts'),
    ]

    operations = [
        # Apart from the new column: PostgreSQL builds no index while rows written before wait to be checked.
        migrations.RunPython(name_them, migrations.RunPython.noop),
    ]
