from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0014_listings_by_title'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='version',
            index=models.Index(condition=models.Q(('state__in', ['in_review', 'cleared', 'scheduled'])), fields=['edition'], name='versions_in_flow'),
        ),
    ]
