import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0016_editions_by_language'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='draft',
            name='drafts_by_column',
        ),
        migrations.RemoveIndex(
            model_name='draft',
            name='drafts_by_change',
        ),
        migrations.RemoveIndex(
            model_name='draft',
            name='drafts_by_title',
        ),
        migrations.AddField(
            model_name='draft',
            name='chinese_of',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='chinese_draft', to='publishing.item'),
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['column', 'chinese_of'], name='drafts_by_column'),
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['updated_at', 'id', 'chinese_of', 'column'], name='drafts_by_change'),
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['title', 'id', 'chinese_of', 'column'], name='drafts_by_title'),
        ),
    ]
