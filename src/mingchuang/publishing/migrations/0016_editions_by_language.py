from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0015_versions_in_flow'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['language', 'item', 'source_version'], name='edition_by_language'),
        ),
    ]
