from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_reveal_log"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="appearance",
            field=models.CharField(blank=True, default="", editable=False, max_length=10, verbose_name="appearance"),
        ),
        migrations.AddField(
            model_name="user",
            name="density",
            field=models.CharField(default="comfortable", editable=False, max_length=12, verbose_name="density"),
        ),
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(blank=True, default="", editable=False, max_length=10, verbose_name="language"),
        ),
        migrations.AddField(
            model_name="user",
            name="shortcuts",
            field=models.CharField(default="on", editable=False, max_length=3, verbose_name="keyboard shortcuts"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("appearance__in", ("", "light", "dark", "auto")),
                    ("density__in", ("comfortable", "compact")),
                    ("language__in", ("", "en", "zh-hans")),
                    ("shortcuts__in", ("on", "off")),
                ),
                name="preferences_are_known",
            ),
        ),
    ]
