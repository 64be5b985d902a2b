from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0012_listing_by_edition'),
    ]

    operations = [
        # Only the index goes: SQLite would write the whole table anew to alter the field.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    'DROP INDEX IF EXISTS publishing_draft_updated_at_7bc29f50',
                    'CREATE INDEX publishing_draft_updated_at_7bc29f50 ON publishing_draft (updated_at)',
                ),
            ],
            state_operations=[
                migrations.AlterField(model_name='draft', name='updated_at', field=models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['edition', 'updated_at'], name='draft_changes'),
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['column', 'edition'], name='drafts_by_column'),
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['updated_at', 'id', 'edition', 'column'], name='drafts_by_change'),
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['title', 'id', 'edition', 'column'], name='drafts_by_title'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(fields=['division', 'state', 'kind'], name='items_by_division'),
        ),
    ]
