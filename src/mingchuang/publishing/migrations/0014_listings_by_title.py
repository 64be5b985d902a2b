from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0013_lists_by_index'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='publiclisting',
            index=models.Index(fields=['language', 'title', 'id'], name='listing_by_title'),
        ),
    ]
