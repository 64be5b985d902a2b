from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requests', '0004_opinions_about_items'),
    ]

    operations = [
        migrations.AlterField(
            model_name='consultation',
            name='sent_on',
            field=models.DateField(blank=True, null=True, verbose_name='发出日期'),
        ),
    ]
